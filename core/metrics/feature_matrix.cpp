#include "core/metrics/feature_matrix.h"

#include <algorithm>
#include <cmath>

namespace faceloom {

Status checkFeatures(std::span<const Features> a, std::span<const Features> b, std::size_t least) {
    if (a.size() < least || b.size() < least) {
        return fail(ErrorCode::InvalidArgument,
                    "this needs {} pictures on each side; there are {} and {}", least, a.size(),
                    b.size());
    }
    const std::size_t length = a.front().size();
    for (const auto& set : {a, b}) {
        for (const Features& features : set) {
            if (features.size() != length || length == 0) {
                return fail(ErrorCode::InvalidArgument, "the pictures' features differ in number");
            }
            if (!std::ranges::all_of(features, [](float value) { return std::isfinite(value); }))
                return fail(ErrorCode::InvalidArgument, "a picture's features are not finite");
        }
    }
    return {};
}

at::Tensor matrixOf(std::span<const Features> features) {
    at::Tensor matrix = at::empty({static_cast<std::int64_t>(features.size()),
                                   static_cast<std::int64_t>(features.front().size())},
                                  at::kDouble);
    auto* to = matrix.data_ptr<double>();
    for (const Features& row : features)
        to = std::copy(row.begin(), row.end(), to);
    return matrix;
}

}  // namespace faceloom
