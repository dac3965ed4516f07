// From a photograph to the face of the open model that comes nearest to it: finds the faces in it,
// then the latent of the chosen one. Off the event loop, and the newest request wins. Lives on the
// GUI thread.
#pragma once

#include "core/base/rgb_image.h"
#include "core/gan/model_info.h"
#include "core/projection/projection.h"
#include "ui/base/cancellable_worker.h"
#include "ui/explore/picked_face.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace faceloom {

enum class PhotographStage {
    Empty,      // there is no face; `problem` says why where a photograph was opened
    Looking,    // for faces
    Choosing,   // there are several: choose()
    NoModel,    // a face is chosen; it is searched for as soon as a model is opened
    Searching,  // for the latent of the chosen face
    Ready       // at rest, with a face chosen
};

struct PhotographResult {
    Latent latent;
    QImage picture;                       // what the model makes of it
    QImage target;                        // the face as it was compared, at the model's size
    double error = 0;                     // root mean square between the two, in levels of 0..255
    std::optional<double> feature_error;  // see Projection
    std::optional<double> earlier_error;  // the best of the same face's tries before
};

struct PhotographProgress {
    int step = 0;  // 0 while the starts are being chosen
    int total_steps = 0;
    double error = 0;  // as above, of the best so far
    QImage picture;    // its face; null while the starts are being chosen
};

struct PhotographState {
    PhotographStage stage = PhotographStage::Empty;
    QString name;               // of the photograph's file, without its folder
    QString problem;            // why there is no face in it, or why the search failed; one line
    std::vector<QImage> faces;  // those found, largest first
    int chosen = -1;            // of them; −1: none
    std::optional<PhotographResult> result;
    bool other_model = false;  // the result is of a model that was open before
};

class PhotographController : public QObject {
    Q_OBJECT
public:
    explicit PhotographController(QObject* parent = nullptr);
    ~PhotographController() override;

    // What a search is made with, but for its seed: each try for a face has the next one.
    void setOptions(const ProjectionOptions& options) { options_ = options; }
    [[nodiscard]] const ProjectionOptions& options() const { return options_; }

    // The model that is open now. Of another size, it ends a search and takes the result away.
    void setModel(const ModelInfo& model);

    void open(const QString& path);
    void open(const QImage& picture, const QString& name);  // `name` in the place of a file's
    void choose(int face);                                  // and searches for it
    void search();                                          // another try for the chosen face
    // Ends what goes on: of a search the face stays, and the result of an earlier try.
    void cancel();

    [[nodiscard]] const PhotographState& state() const { return state_; }
    [[nodiscard]] bool busy() const;
    // The result as a face to put into sets, to edit, to keep. Nothing without one.
    [[nodiscard]] std::optional<PickedFace> result() const;

signals:
    void changed();  // the state
    void progressed(const faceloom::PhotographProgress& progress);
    // A search has ended well. `origin` is for a person: what it was made of.
    void found(const faceloom::PickedFace& face, const QString& origin);
    void messageRaised(const QString& text, bool is_error);

private:
    class Projectors;
    using Decode = std::function<Result<RgbImage>()>;

    void look(const QString& name, Decode decode);
    void fail(const QString& what);
    void takeFaces(const Result<std::vector<QImage>>& faces);
    void takeResult(const Result<Projection>& found, const ModelInfo& model);
    void setStage(PhotographStage stage);

    ProjectionOptions options_;
    PhotographState state_;
    std::optional<ModelInfo> model_;
    int tries_ = 0;                           // for the chosen face
    std::optional<double> best_error_;        // of them, with the model that is open
    std::unique_ptr<Projectors> projectors_;  // used by the thread below only
    CancellableWorker worker_;                // last: it stops before the rest goes
};

}  // namespace faceloom
