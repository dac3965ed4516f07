#include "core/evaluation/set_measures.h"

#include "core/metrics/frechet_distance.h"
#include "core/metrics/precision_recall.h"
#include "core/train/run_measures.h"

#include <algorithm>
#include <cmath>

namespace faceloom {

namespace {

constexpr std::size_t kLeastForKernel = 20;
constexpr std::size_t kNeighbours = 3;

}  // namespace

Result<std::map<std::string, double>> measuresBetween(std::span<const Features> real,
                                                      std::span<const Features> generated,
                                                      const std::stop_token& stop) {
    std::map<std::string, double> values;
    const auto frechet = frechetDistance(real, generated);
    if (!frechet) return passOn(frechet);
    values[kFrechetDistance] = frechet->value;
    values[kFrechetShrunk] = frechet->shrunk ? 1 : 0;
    const auto stopped = [&stop] { return stop.stop_requested(); };
    const std::size_t fewest = std::min(real.size(), generated.size());
    if (fewest >= kLeastForKernel && !stopped()) {
        const auto kernel = kernelDistance(real, generated);
        if (!kernel) return passOn(kernel);
        values[kKernelDistance] = kernel->value;
        values[kKernelDistanceError] = kernel->standard_error;
    }
    if (fewest > kNeighbours && !stopped()) {
        const auto shares = precisionAndRecall(real, generated, kNeighbours);
        if (!shares) return passOn(shares);
        values[kPrecision] = shares->precision;
        values[kRecall] = shares->recall;
    }
    if (stopped()) return fail(ErrorCode::Cancelled, "stopped");
    std::erase_if(values, [](const auto& value) { return !std::isfinite(value.second); });
    return values;
}

}  // namespace faceloom
