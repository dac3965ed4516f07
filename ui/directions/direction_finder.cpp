#include "ui/directions/direction_finder.h"

#include "core/reading/direction_search.h"

#include <exception>
#include <utility>

namespace faceloom {
DirectionFinder::DirectionFinder(QObject* parent)
    : QObject(parent), worker_([this](std::uint64_t, const Request& request) { serve(request); }) {}

DirectionFinder::~DirectionFinder() {
    stop_.request_stop();
}

void DirectionFinder::find(const LatentStudio& studio, const std::optional<FaceReadings>& readers) {
    submit({studio, readers, std::nullopt, {}});
}

void DirectionFinder::measure(const LatentStudio& studio, const FaceReadings& readers,
                              const Latent& vector) {
    submit({studio, readers, vector, {}});
}

void DirectionFinder::submit(Request request) {
    stop_.request_stop();
    stop_ = {};
    request.stop = stop_.get_token();
    setBusy(true);
    emit progressed(0);
    worker_.submit(std::move(request));
}

void DirectionFinder::cancel() {
    stop_.request_stop();
    setBusy(false);
}

void DirectionFinder::setBusy(bool busy) {
    if (busy == busy_) return;
    busy_ = busy;
    emit busyChanged(busy);
}

// What was given up is no longer wanted when its news arrives.
void DirectionFinder::post(const std::stop_token& stop, std::function<void()> work) {
    to_gui_.post([stop, work = std::move(work)] {
        if (!stop.stop_requested()) work();
    });
}

void DirectionFinder::serve(const Request& request) {
    const auto ended = [&](const auto& result, auto announce) {
        post(request.stop, [this, result, announce] {
            setBusy(false);
            if (result)
                announce(*result);
            else
                emit failed(QString::fromStdString(result.error().message));
        });
    };
    const DirectionProgress report = [&](double share) {
        post(request.stop, [this, share] { emit progressed(share); });
    };
    try {
        if (!request.measured) {
            ended(findDirections(request.studio, request.readers, request.stop, report),
                  [this](const auto& directions) { emit found(directions); });
            return;
        }
        const auto effect = measureEffect(
            request.studio, *request.readers, *request.measured, kMeasuredAmount, kMeasuredFaces,
            kMeasuringSeed, request.stop,
            [&](double share) { post(request.stop, [this, share] { emit progressed(share); }); });
        ended(effect, [this, vector = *request.measured](const DirectionEffect& measured_effect) {
            emit measured(vector, measured_effect);
        });
    } catch (const std::exception& error) {
        const Result<DirectionEffect> broken = fail(ErrorCode::Internal, "{}", error.what());
        ended(broken, [](const auto&) {});
    }
}

}  // namespace faceloom
