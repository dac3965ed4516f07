// Between the panes and the generator: opens models, keeps the grid's latents, works out the
// arithmetic, has everything drawn off the event loop. Lives on the GUI thread.
#pragma once

#include "core/base/latest_worker.h"
#include "core/latent/latent_studio.h"
#include "ui/base/gui_queue.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/latent_pictures.h"
#include "ui/explore/picked_face.h"
#include "ui/explore/render_channel.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

struct ArithmeticTerm {
    int set = 0;
    double weight = 1;
    bool operator==(const ArithmeticTerm&) const = default;
};

struct ArithmeticState {
    std::vector<std::optional<Latent>> means;  // of each set
    std::vector<ArithmeticTerm> terms;         // of the formula; none if it cannot be read
    QString problem;                           // why it cannot, one line
    std::optional<Latent> result;              // when none of the formula's sets is empty
    double result_norm = 0;                    // before it is brought back to the typical one
    double typical_norm = 0;
};

struct ArithmeticPictures {
    std::vector<QImage> means;  // of each set; null for an empty one
    QImage result;              // null without one
};

class LatentController : public QObject {
    Q_OBJECT
public:
    explicit LatentController(FaceSets* sets, QObject* parent = nullptr);

    // Answers with modelOpened, or with messageRaised, and then the model that was open stays.
    // One that is asked for before the last was begun takes its place, and the last goes
    // unanswered.
    void openModel(const std::filesystem::path& path);
    // The model that is open is wanted after all: one that is still to come is not taken.
    void keepOpen();
    [[nodiscard]] bool opening() const { return opening_ != 0; }  // an answer is still to come
    [[nodiscard]] bool hasModel() const { return studio_.has_value(); }
    [[nodiscard]] const ModelInfo* modelInfo() const;
    [[nodiscard]] const std::optional<LatentStudio>& studio() const { return studio_; }

    // Of any latent of the model's size.
    [[nodiscard]] LatentPictures& pictures() { return pictures_; }
    [[nodiscard]] const std::vector<QImage>& faces() const { return faces_; }
    // Whether what is shown, of the grid, the arithmetic and the path, is as they and the model are
    // now, not as they were.
    [[nodiscard]] bool drawn() const;
    [[nodiscard]] std::optional<PickedFace> face(int number) const;  // 1..36
    [[nodiscard]] const ArithmeticState& arithmetic() const { return arithmetic_; }
    [[nodiscard]] std::optional<PickedFace> arithmeticResult() const;

    void requestStrip(const std::vector<Latent>& latents);
    [[nodiscard]] const std::vector<Latent>& stripLatents() const { return strip_latents_; }
    // `moving`: the slider moved between the same ends, so that pictures on their way are still
    // worth showing.
    void requestPosition(const Latent& latent, bool moving);
    void requestEdit(const Latent& latent, bool moving);  // the same for an edited face

signals:
    void modelOpened(const faceloom::ModelInfo& info);
    void openingFailed(const QString& path);
    void facesRendered(const std::vector<QImage>& faces);
    void arithmeticChanged(const faceloom::ArithmeticState& state);
    void arithmeticRendered(const faceloom::ArithmeticPictures& pictures);
    void stripRendered(const std::vector<QImage>& faces);
    void positionRendered(const QImage& face);
    void editRendered(const QImage& face);
    void messageRaised(const QString& text, bool is_error);

private:
    void takeModel(const std::filesystem::path& path, const Result<LatentStudio>& opened);
    void resample();
    void recalculate();
    void addUp(const std::map<std::string, std::vector<Latent>>& members);
    void distributeRow(const std::vector<QImage>& faces);
    [[nodiscard]] bool fits(const Latent& latent) const;
    void requestOne(RenderChannel& channel, const Latent& latent, bool moving);

    FaceSets* sets_;
    std::optional<LatentStudio> studio_;
    double model_truncation_ = 1;  // of the model that was opened last
    std::vector<Latent> latents_;
    std::vector<QImage> faces_;
    std::vector<Latent> drawn_latents_;  // of faces_
    std::string drawn_by_;               // the hash of the model that drew them
    std::vector<Latent> strip_latents_;  // asked for last
    ArithmeticState arithmetic_;
    ArithmeticPictures arithmetic_pictures_;
    bool row_drawn_ = true;
    bool strip_drawn_ = true;
    LatentPictures pictures_;
    RenderChannel grid_channel_;
    RenderChannel row_channel_;
    RenderChannel strip_channel_;
    RenderChannel position_channel_;
    RenderChannel edit_channel_;
    GuiQueue to_gui_;
    std::uint64_t opening_ = 0;   // what was asked for last, until it is answered; 0: nothing
    std::uint64_t unwanted_ = 0;  // this request and earlier ones
    LatestWorker<std::filesystem::path> opener_;  // last: it stops before the rest goes
};

}  // namespace faceloom
