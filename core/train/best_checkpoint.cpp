#include "core/train/best_checkpoint.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace faceloom {

namespace {

std::optional<BestCheckpoint::Measured> measuredAt(std::span<const RunMeasure> measures,
                                                   std::int64_t step) {
    const auto distance = kernelDistanceAt(measures, step);
    if (!distance) return std::nullopt;
    return BestCheckpoint::Measured{step, *distance,
                                    measureAt(measures, step, kKernelDistanceError).value_or(0)};
}

std::string shown(const BestCheckpoint::Measured& measured) {
    return measured.standard_error > 0
               ? fmt::format("{:.4g} ± {:.2g}", measured.distance, measured.standard_error)
               : fmt::format("{:.4g}", measured.distance);
}

}  // namespace

std::optional<BestCheckpoint> bestCheckpoint(std::span<const RunMeasure> measures,
                                             std::span<const std::int64_t> checkpoints) {
    const auto best = bestStep(measures, checkpoints);
    if (!best) return std::nullopt;
    BestCheckpoint found;
    found.best = *measuredAt(measures, *best);
    found.newest = checkpoints.back();
    std::vector<std::int64_t> others(checkpoints.begin(), checkpoints.end());
    std::erase(others, *best);
    const auto compared = found.isNewest() ? bestStep(measures, others) : found.newest;
    if (compared) found.compared = measuredAt(measures, *compared);
    return found;
}

std::string describe(const BestCheckpoint& best) {
    const std::string beginning =
        fmt::format("the best checkpoint is that of step {}{}: kernel distance {}", best.best.step,
                    best.isNewest() ? ", the newest" : "", shown(best.best));
    if (!best.compared) {
        return best.isNewest() ? beginning + ", the only one measured"
                               : fmt::format("{}; the newest, of step {}, was not measured",
                                             beginning, best.newest);
    }
    const BestCheckpoint::Measured& other = *best.compared;
    const std::string share =
        other.distance > 0
            ? fmt::format(" ({:.0f} % less)", 100 * (1 - best.best.distance / other.distance))
            : std::string();
    return fmt::format("{}, the {}, of step {}, has {}{}", beginning,
                       best.isNewest() ? "next best" : "newest", other.step, shown(other), share);
}

}  // namespace faceloom
