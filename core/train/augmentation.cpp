#include "core/train/augmentation.h"

#include <cmath>

namespace faceloom {

namespace {

constexpr double kBrightness = 0.2;  // of the range
constexpr double kContrast = 0.5;
constexpr double kSaturation = 0.5;
constexpr double kShift = 0.03;  // of the side

// One of the changes as [N, 1, 1, 1] in −1..1, 0 for the half of the pictures whose number is below
// one half.
at::Tensor perPicture(const at::Tensor& numbers, std::int64_t index) {
    const at::Tensor number = numbers.select(1, index).view({-1, 1, 1, 1});
    return at::where(number < 0.5, at::zeros_like(number), number * 4 - 3);
}

at::Tensor recoloured(const at::Tensor& pictures, const at::Tensor& numbers, double range) {
    const at::Tensor brighter = pictures + perPicture(numbers, 0) * (kBrightness * range);
    const at::Tensor grey = brighter.mean(1, /*keepdim=*/true);
    const at::Tensor saturated =
        grey + (brighter - grey) * (1 + perPicture(numbers, 1) * kSaturation);
    const at::Tensor mean = grey.mean({2, 3}, /*keepdim=*/true);
    return mean + (saturated - mean) * (1 + perPicture(numbers, 2) * kContrast);
}

// Sampling positions run from −1 to 1 over the outer edges of the border pixels.
at::Tensor shifted(const at::Tensor& pictures, const at::Tensor& numbers) {
    const std::int64_t side = pictures.size(3);
    const auto most = static_cast<double>(std::lround(kShift * static_cast<double>(side)));
    const at::Tensor pixels =
        (numbers.slice(1, 3, 5) * (2 * most + 1)).floor().clamp_max(2 * most) - most;
    const at::Tensor centres = (at::arange(side, pictures.options()) * 2 + 1) / side - 1;
    const at::Tensor columns = centres.view({1, 1, side}).expand({1, side, side});
    const at::Tensor rows = centres.view({1, side, 1}).expand({1, side, side});
    const at::Tensor grid = at::stack({columns, rows}, 3) -
                            (pixels * 2 / static_cast<double>(side)).view({-1, 1, 1, 2});
    constexpr int kNearest = 1, kReflection = 2;
    return at::grid_sampler_2d(pictures, grid, kNearest, kReflection, /*align_corners=*/false);
}

}  // namespace

at::Tensor augmented(const at::Tensor& pictures, const at::Tensor& numbers,
                     OutputActivation output) {
    const double range = output == OutputActivation::Tanh ? 2.0 : 1.0;
    return shifted(recoloured(pictures, numbers, range), numbers);
}

}  // namespace faceloom
