// Which pictures of a data set a face is most like, worked out off the event loop. Lives on the GUI
// thread.
#pragma once

#include "core/reading/nearest_pictures.h"
#include "ui/base/cancellable_worker.h"
#include "ui/training/training_pictures.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace faceloom {

struct NearestAnswer {
    QImage picture;
    QString name;  // its file's; may be empty
    // Share of real pictures, in %, whose own nearest other picture is nearer, see NearPicture.
    double percentile = 0;
};

enum class NearestStage {
    NoPictures,  // to compare with
    Preparing,   // the pictures
    Comparing,
    Ready
};

struct NearestState {
    NearestStage stage = NearestStage::NoPictures;
    QImage face;
    QString pictures;  // name of the data set; empty: none
    std::size_t count = 0;
    std::vector<NearestAnswer> nearest;  // the nearest first
    QString problem;                     // one line; empty: none
};

class NearestController : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kShown = 6;

    // `reader`: an attribute reader's file. `cache`: see NearestPictures::open.
    NearestController(std::filesystem::path reader, std::filesystem::path cache,
                      QObject* parent = nullptr);

    // Of the faces that are asked about. Pictures are prepared for them at this size, in pixels.
    void setImageSize(int size);
    // To compare with from now on; the face is asked about again.
    void setPictures(const TrainingPictures& pictures);
    [[nodiscard]] bool hasPictures() const { return pictures_.has_value(); }
    void ask(const QImage& face);
    void cancel();

    [[nodiscard]] const NearestState& state() const { return state_; }

signals:
    void changed();
    void progressed(std::size_t done, std::size_t total);

private:
    struct Opened;
    struct Wanted {
        TrainingPictures pictures;
        std::filesystem::path reader;
        std::filesystem::path cache;
        QImage face;
    };
    struct Found {
        std::size_t count = 0;
        std::vector<NearestAnswer> nearest;
    };
    void start();
    [[nodiscard]] Result<NearestPictures> open(const Wanted& wanted, const std::stop_token& stop);
    [[nodiscard]] static Result<Found> compare(const NearestPictures& pictures, const QImage& face);
    void take(const Result<Found>& found);
    void fail(const QString& problem);
    void tell(const std::stop_token& stop, NearestStage stage, std::size_t done, std::size_t total);

    std::filesystem::path reader_;
    std::filesystem::path cache_;
    std::optional<TrainingPictures> pictures_;
    int image_size_ = 0;
    NearestState state_;
    std::shared_ptr<Opened> opened_;  // used by the thread below only
    CancellableWorker worker_;        // last: it stops before the rest goes
};

}  // namespace faceloom
