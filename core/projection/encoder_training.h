// Trains the encoder of a generator and writes it. Synchronous; knows no threads. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/projection/encoder.h"
#include "core/train/train_options.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace faceloom {

struct EncoderTrainOptions {
    int steps = 2000;
    int batch = 64;
    double learning_rate = 0.002;  // the highest of the cycle
    double picture_weight = 10;    // of the faces drawn again in the loss, see below
    double weight_average = 0.995;
    std::uint64_t seed = 1;  // of weights and latents
    Precision precision = Precision::Auto;

    // Errors: InvalidArgument, naming the option, its value and its range.
    [[nodiscard]] Status check() const;
};

struct EncoderProgress {
    std::int64_t step = 0;  // done
    std::int64_t total_steps = 0;
    EncoderFigures figures;  // of the step's faces
    double images_per_second = 0;
    double seconds_left = 0;
};
using EncoderObserver = std::function<void(const EncoderProgress&)>;

struct EncoderReport {
    EncoderInfo info;
    bool stopped = false;  // before the last step; what was learnt till then is written
};

// Learns to tell z from G(z), on latents drawn for every step anew. The loss: the mean square of
// the latents' difference, plus picture_weight times that of the pictures' (in 0..1), G(z) and what
// G draws from the encoder's latents (Zhu et al. 2016, section 3.2, has the second alone; here the
// first is known as well): with it, one pass came to 34.0 levels of 20 CelebA photographs, without
// it to 35.8, after as long a training of the generator that ships. Adam under one cycle of the
// learning rate; what is written is a running average of the weights. `model` is a .safetensors
// file or a run folder. The same seed gives the same file, on one machine. Errors: those of
// readGenerator; InvalidArgument (options out of range, pictures too small), Unavailable (bf16
// where there is none), NonFinite (with the step), Cancelled (stopped before the first step was
// done), WriteFailed.
[[nodiscard]] Result<EncoderReport> trainEncoder(const std::filesystem::path& model,
                                                 const EncoderTrainOptions& options,
                                                 const std::filesystem::path& out,
                                                 const std::stop_token& stop,
                                                 const EncoderObserver& observer);

}  // namespace faceloom
