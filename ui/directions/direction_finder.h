// Finds a model's directions and measures them, off the event loop, with progress. Lives on the GUI
// thread.
#pragma once

#include "core/base/latest_worker.h"
#include "core/latent/latent_studio.h"
#include "core/reading/reader_directions.h"
#include "ui/base/gui_queue.h"

#include <QObject>
#include <QString>
#include <optional>
#include <stop_token>
#include <vector>

namespace faceloom {

class DirectionFinder : public QObject {
    Q_OBJECT
public:
    explicit DirectionFinder(QObject* parent = nullptr);
    ~DirectionFinder() override;

    // What is read is left out without readers. What is under way is given up.
    void find(const LatentStudio& studio, const std::optional<FaceReadings>& readers);
    // What the direction changes on kMeasuredFaces, kMeasuredAmount to either side.
    void measure(const LatentStudio& studio, const FaceReadings& readers, const Latent& vector);
    void cancel();
    [[nodiscard]] bool busy() const { return busy_; }

signals:
    // The attributes' directions first, then components, then factors.
    void found(const std::vector<faceloom::Direction>& directions);
    void measured(const faceloom::Latent& vector, const faceloom::DirectionEffect& effect);
    void progressed(double share);  // 0..1
    void failed(const QString& message);
    void busyChanged(bool busy);

private:
    struct Request {
        LatentStudio studio;
        std::optional<FaceReadings> readers;
        std::optional<Latent> measured;  // nothing: find directions
        std::stop_token stop;
    };
    void submit(Request request);
    void serve(const Request& request);  // on the worker's thread
    void post(const std::stop_token& stop, std::function<void()> work);
    void setBusy(bool busy);

    bool busy_ = false;
    std::stop_source stop_;
    GuiQueue to_gui_;
    LatestWorker<Request> worker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
