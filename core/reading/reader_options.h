// How the age network and the attribute reader are trained. Value types without Torch.
#pragma once

#include "core/base/result.h"
#include "core/train/train_options.h"

#include <cstdint>
#include <functional>
#include <string_view>

namespace faceloom {

// How far a reader's training pictures are changed, see picture_jitter.h.
struct JitterOptions {
    double zoom_in = 0.12;   // the face this much larger at most: 0.3 is 30 %
    double zoom_out = 0.12;  // the frame this much wider at most
    double blur = 0;         // share of a 3 × 3 mean, taken twice, at most
};

struct ReaderTrainOptions {
    int epochs = 40;
    int batch = 64;
    double learning_rate = 0.002;  // the highest of the cycle
    double weight_decay = 0.05;
    double dropout = 0.4;  // before the dense layer
    JitterOptions jitter;
    double weight_average = 0.995;
    std::uint64_t seed = 1;
    Precision precision = Precision::Auto;

    // Errors: InvalidArgument, naming the option, its value and its range.
    [[nodiscard]] Status check() const;
};

struct ReaderProgress {
    std::int64_t step = 0;  // done
    std::int64_t total_steps = 0;
    int epoch = 0;    // counted from 1
    double loss = 0;  // of the step
    double images_per_second = 0;
    double seconds_left = 0;
};
using ReaderObserver = std::function<void(const ReaderProgress&)>;

// Whether a picture is kept from training, to measure on: one in eight, chosen by its name alone,
// so that training and measuring agree on it whatever else is in the folder.
[[nodiscard]] bool heldOut(std::string_view name);

}  // namespace faceloom
