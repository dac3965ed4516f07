#include "core/reading/picture_jitter.h"

namespace faceloom {

namespace {

constexpr double kTurn = 0.2;    // radians
constexpr double kShift = 0.12;  // of half the side
constexpr double kLeastSaturation = 0.5, kMostSaturation = 1.5;
constexpr double kLeastContrast = 0.7, kMostContrast = 1.3;
constexpr double kBrightness = 0.05;

at::Tensor uniform(std::int64_t count, double from, double to, at::Generator& random) {
    return at::rand({count}, random) * (to - from) + from;
}

// Where each output pixel is taken from: [N, 2, 3], in sampling positions from −1 to 1.
at::Tensor transforms(std::int64_t count, const JitterOptions& options, at::Generator& random) {
    const at::Tensor mirror = (uniform(count, 0, 1, random) < 0.5).to(at::kFloat) * -2 + 1;
    const at::Tensor scale =
        uniform(count, 1 / (1 + options.zoom_in), 1 + options.zoom_out, random);
    const at::Tensor turn = uniform(count, -kTurn, kTurn, random);
    const at::Tensor cosine = turn.cos() * scale, sine = turn.sin() * scale;
    const at::Tensor across = uniform(count, -kShift, kShift, random);
    const at::Tensor down = uniform(count, -kShift, kShift, random);
    return at::stack({at::stack({mirror * cosine, -mirror * sine, across}, 1),
                      at::stack({sine, cosine, down}, 1)},
                     1);
}

at::Tensor blurred(const at::Tensor& pictures) {
    const auto mean = [](const at::Tensor& x) {
        return at::avg_pool2d(at::replication_pad2d(x, {1, 1, 1, 1}), 3, 1);
    };
    return mean(mean(pictures));
}

}  // namespace

at::Tensor jittered(const at::Tensor& pictures, const JitterOptions& options,
                    at::Generator& random) {
    const torch::NoGradGuard no_grad;
    const std::int64_t count = pictures.size(0);
    const at::Tensor grid = at::affine_grid_generator(transforms(count, options, random),
                                                      pictures.sizes(), /*align_corners=*/false);
    constexpr int kBilinear = 0, kBorder = 1;
    at::Tensor x = at::grid_sampler_2d(pictures, grid, kBilinear, kBorder, /*align_corners=*/false);
    const auto each = [&](double from, double to) {
        return uniform(count, from, to, random).view({-1, 1, 1, 1});
    };
    if (options.blur > 0) x = at::lerp(x, blurred(x), each(0, options.blur));
    const at::Tensor grey = x.mean(1, /*keepdim=*/true);
    x = grey + (x - grey) * each(kLeastSaturation, kMostSaturation);
    const at::Tensor mean = x.mean({1, 2, 3}, /*keepdim=*/true);
    return mean + (x - mean) * each(kLeastContrast, kMostContrast) +
           each(-kBrightness, kBrightness);
}

}  // namespace faceloom
