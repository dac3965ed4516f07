// What the two networks are built from. Value types without Torch; as thread-safe as values are.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

enum class OutputActivation { Sigmoid, Tanh };  // pictures in 0..1, or scaled to −1..1
enum class Initializer {
    Keras,
    Torch
};  // Glorot uniform with zero biases, or Torch's own defaults

// Full: the design's, one convolution 5×5 of stride 1, then one of stride 2 a level. Light:
// convolutions 4×4 of stride 2 alone, one a level, and every weight under spectral norm; a sixth of
// the arithmetic.
enum class DiscriminatorKind { Full, Light };

struct NetworkOptions {
    int latent_size = 60;  // length of z, which is standard normal
    OutputActivation output = OutputActivation::Sigmoid;
    double leaky_slope = 0.2;  // of every LeakyReLU
    double dropout = 0.4;      // before the discriminator's dense layer
    // Channels of the generator's reshaped dense layer and of each transposed convolution but the
    // last, which has 3. Their number is the depth: pictures are 4·2^depth pixels a side (3 → 32, 4
    // → 64, 5 → 128).
    std::vector<int> generator_widths = {512, 256, 128, 64};
    DiscriminatorKind discriminator = DiscriminatorKind::Full;
    // Channels of the discriminator's convolutions: depth + 1 of a full one, depth of a light one.
    std::vector<int> discriminator_widths = {128, 128, 128, 128, 128};
    bool discriminator_batch_norm = false;
    double batch_norm_epsilon = 0.001;  // Keras' default
    double batch_norm_momentum =
        0.99;  // share of the old statistics kept each step; Keras' convention and default
    Initializer initializer = Initializer::Keras;

    bool operator==(const NetworkOptions&) const = default;

    // Whether a network of one has the other's layers, and so may have its weights.
    [[nodiscard]] bool sameGenerator(const NetworkOptions& other) const;
    [[nodiscard]] bool sameDiscriminator(const NetworkOptions& other) const;

    [[nodiscard]] int depth() const { return static_cast<int>(generator_widths.size()); }
    [[nodiscard]] int imageSize() const { return 4 << depth(); }  // pixels a side
    // Errors: InvalidArgument, naming the value and its range.
    [[nodiscard]] Status check() const;
    // The usual widths for pictures of 32, 64 or 128 pixels. Errors: InvalidArgument for another
    // size.
    [[nodiscard]] Status setImageSize(int side);
    // With its usual widths for the depth there is: 128 each for a full one, 48, 96, … for a light
    // one.
    void setDiscriminator(DiscriminatorKind kind);
};

// One line of JSON; networkOptionsFromJson reads it back and checks it. Errors: BrokenFile.
[[nodiscard]] std::string toJson(const NetworkOptions& options);
[[nodiscard]] Result<NetworkOptions> networkOptionsFromJson(std::string_view json);

[[nodiscard]] std::string_view nameOf(OutputActivation output);  // "sigmoid" | "tanh"
[[nodiscard]] std::string_view nameOf(DiscriminatorKind kind);   // "full" | "light"
// Errors: InvalidArgument, naming what was given and what there is.
[[nodiscard]] Result<DiscriminatorKind> discriminatorNamed(std::string_view name);

}  // namespace faceloom
