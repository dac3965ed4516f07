// Finds the latent whose face comes nearest to a given face: gradient descent on z from several
// starts. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/gan/model_info.h"
#include "core/latent/latent_ops.h"
#include "core/projection/encoder.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace faceloom {

struct ProjectionOptions {
    int candidates = 512;         // sampled faces the starts are chosen from; starts..10,000
    int starts = 8;               // of them, followed side by side; 1..64
    int steps = 200;              // of each; 1..10,000
    double learning_rate = 0.1;   // Adam's at the beginning; falls to nothing along a cosine; 0..1
    double feature_weight = 0.1;  // of the reader's features in the loss, see below; 0..100
    double prior_weight = 0.005;  // of the pull towards what is usual; 0..100
    std::uint64_t seed = 1;       // of the candidates

    // Errors: InvalidArgument, naming the option, its value and its range.
    [[nodiscard]] Status check() const;
};

struct ProjectionProgress {
    int step = 0;  // done
    int total_steps = 0;
    double error = 0;  // of the best start so far: root mean square, in levels of 0..255
    RgbImage picture;  // its face
};
using ProjectionObserver = std::function<void(const ProjectionProgress&)>;

struct Projection {
    Latent latent;
    RgbImage picture;  // what the generator makes of it
    RgbImage target;   // what was to be reached: the face, at the generator's size
    double error = 0;  // between the two: root mean square, in levels of 0..255
    // Between the two in the reader's features, as a share of the target's (0: the same). Nothing
    // without a reader.
    std::optional<double> feature_error;
};

// Immutable after opening; project() may be called from any thread. Copies share the weights.
class Projector {
public:
    // `reader` is an attribute reader's file, for the feature loss; empty: pixels alone. `encoder`:
    // the model's, if there is one. Errors: those of readGenerator and of AttributeReader::open;
    // InvalidArgument (an encoder for other pictures or latents).
    [[nodiscard]] static Result<Projector> open(const ModelInfo& model,
                                                const std::filesystem::path& reader,
                                                std::optional<Encoder> encoder = std::nullopt);

    // `face`: a square cut around a face, of any size; resized to the generator's. The loss of a
    // start is the mean square of the pixels' differences at full, half and quarter size (all in
    // 0..1), plus feature_weight times the squared distance of the reader's features as a share of
    // the target's, plus prior_weight times |z|² / (2 · size), which is what a standard normal
    // prior adds to a likelihood (Zhu et al. 2016; Creswell and Bharath 2018). The starts are those
    // of the candidates with the least loss, and the encoder's latent as one more. `observer` is
    // called every few steps, on the caller's thread. Errors: InvalidArgument (options, an empty
    // picture), NonFinite, Cancelled, Internal.
    [[nodiscard]] Result<Projection> project(const RgbImage& face, const ProjectionOptions& options,
                                             const std::stop_token& stop,
                                             const ProjectionObserver& observer) const;

    [[nodiscard]] bool hasEncoder() const;
    // What the encoder makes of the face, without any search: some milliseconds. Errors:
    // InvalidArgument (no encoder, an empty picture), NonFinite, Internal.
    [[nodiscard]] Result<Projection> inOnePass(const RgbImage& face) const;

private:
    struct Engine;
    explicit Projector(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<const Engine> engine_;
};

}  // namespace faceloom
