#include "core/evaluation/flatness.h"

namespace faceloom {

bool Flatness::better(const RunMeasure& measure) {
    const double distance = measure.values.at(kKernelDistance);
    if (best_ && distance >= best_->distance - best_->error) return false;
    const auto error = measure.values.find(kKernelDistanceError);
    best_ = Best{distance, error == measure.values.end() ? 0 : error->second};
    return true;
}

void Flatness::beginAfter(std::span<const RunMeasure> earlier) {
    for (const RunMeasure& measure : earlier) {
        if (measure.values.contains(kKernelDistance)) (void)better(measure);
    }
    since_best_ = 0;
}

void Flatness::add(const RunMeasure& measure) {
    if (!measure.values.contains(kKernelDistance)) return;
    since_best_ = better(measure) ? 0 : since_best_ + 1;
}

}  // namespace faceloom
