#include "ui/explore/grid_order.h"

#include <algorithm>
#include <numeric>

namespace faceloom {

std::vector<int> shownFaces(std::span<const FaceReading> readings, int count,
                            const GridView& view) {
    std::vector<int> shown(static_cast<std::size_t>(count));
    std::iota(shown.begin(), shown.end(), 0);
    const bool read =
        readings.size() == shown.size() &&
        std::ranges::all_of(readings, [](const auto& r) { return r.age.has_value(); });
    if (!read) return shown;
    const auto age = [&](int i) -> const AgeReading& {
        return *readings[static_cast<std::size_t>(i)].age;
    };
    if (view.bucket) {
        std::erase_if(shown, [&](int i) { return age(i).bucket() != *view.bucket; });
    }
    const auto years = [&](int i) { return age(i).expectedYears(); };
    if (view.order == FaceOrder::YoungestFirst) std::ranges::stable_sort(shown, {}, years);
    if (view.order == FaceOrder::OldestFirst)
        std::ranges::stable_sort(shown, std::ranges::greater(), years);
    return shown;
}

}  // namespace faceloom
