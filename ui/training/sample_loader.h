// Looks at the chosen pictures off the event loop: counts them, decodes a sample, finds its face,
// cuts it out. One thread, the newest request wins. Lives on the GUI thread and emits there.
#pragma once

#include "core/base/latest_worker.h"
#include "core/base/result.h"
#include "ui/base/gui_queue.h"
#include "ui/training/training_pictures.h"

#include <QImage>
#include <QObject>
#include <QRect>
#include <QSize>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace faceloom {

struct SampleRequest {
    TrainingPictures pictures;  // with the crop and detector to be shown
    std::size_t index = 0;      // of the sample; taken modulo the count
};

struct Sample {
    std::size_t count = 0;  // pictures in all
    bool is_celeba = false;
    int image_size = 64;        // pixels a side of what is trained on
    QString name;               // of the sample
    QString problem;            // why this sample would be skipped; empty: it would not
    bool concerns_all = false;  // the problem is the face finder's, not this picture's
    QImage shown;               // null when it cannot be decoded; large ones are reduced
    QSize size;                 // in pixels, as decoded
    QRect crop;                 // empty: nothing is cut away, or no face was found
    QImage result;              // as training sees it; null with a problem
};

class SampleLoader : public QObject {
    Q_OBJECT
public:
    explicit SampleLoader(QObject* parent = nullptr);
    ~SampleLoader() override;

    // Answers with loaded or failed, unless a newer request comes before. `moving`: the same sample
    // with its rectangle dragged on, so that what is on its way is still worth showing.
    void request(const SampleRequest& request, bool moving = false);

signals:
    void loaded(const faceloom::Sample& sample);
    // The pictures as a whole cannot be used.
    void failed(const QString& message);

private:
    class Worker;

    void deliver(std::uint64_t id, const Result<Sample>& sample);

    std::uint64_t oldest_wanted_id_ = 0;
    std::unique_ptr<Worker> worker_;  // used by the thread below only
    GuiQueue to_gui_;
    LatestWorker<SampleRequest> thread_;  // last: it stops before the rest goes
};

}  // namespace faceloom
