#include "ui/direction_finder.h"

#include "core/latent/network_directions.h"

#include <exception>
#include <utility>

namespace faceloom {
namespace {

constexpr std::size_t kNumbered = 12;  // components, and factors
constexpr std::size_t kComponentSamples = 1000;
constexpr std::uint64_t kFindingSeed = 0xD14EC7;     // grids' seeds are small numbers
constexpr std::uint64_t kMeasuringSeed = 0x3EA5043;  // other faces than they were fitted to

}  // namespace

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
    try {
        if (!request.measured) {
            ended(findAll(request), [this](const auto& directions) { emit found(directions); });
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

Result<std::vector<Direction>> DirectionFinder::findAll(const Request& request) {
    std::vector<Direction> all;
    const auto append = [&](const auto& directions) {
        all.insert(all.end(), directions->begin(), directions->end());
    };
    if (request.readers) {
        const auto read = readerDirections(
            request.studio, *request.readers, kSamples, kFindingSeed, request.stop,
            [&](double share) { post(request.stop, [this, share] { emit progressed(share); }); });
        if (!read) return passOn(read);
        append(read);
    }
    const auto components =
        componentDirections(request.studio, kNumbered, kComponentSamples, kFindingSeed);
    if (!components) return passOn(components);
    append(components);
    const auto factors = factorDirections(request.studio, kNumbered);
    if (!factors) return passOn(factors);
    append(factors);
    return all;
}

}  // namespace faceloom
