#include "core/evaluation/training_nearness.h"

#include "core/reading/likeness_table.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr std::int64_t kFacesAtOnce = 64;

}  // namespace

TrainingNearness::TrainingNearness(const at::Tensor& features) : whitening_(whiteningOf(features)) {
    rows_ = whitening_(features);
}

std::vector<double> TrainingNearness::distances(const at::Tensor& faces,
                                                const at::Tensor& mirrored) const {
    std::vector<double> nearest;
    for (std::int64_t first = 0; first < faces.size(0); first += kFacesAtOnce) {
        const std::int64_t count = std::min(kFacesAtOnce, faces.size(0) - first);
        const at::Tensor cosines = likenessOf(whitening_(faces.narrow(0, first, count)),
                                              whitening_(mirrored.narrow(0, first, count)), rows_)
                                       .cosines.amax(1);
        for (std::int64_t i = 0; i < count; ++i)
            nearest.push_back(std::max(0.0, 1.0 - cosines[i].item<double>()));
    }
    return nearest;
}

double medianOf(std::vector<double> values) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace faceloom
