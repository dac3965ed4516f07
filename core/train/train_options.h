// What a training run is told. Value types without Torch.
#pragma once

#include "core/base/result.h"
#include "core/gan/network_options.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace faceloom {

enum class DeviceChoice { Auto, Cpu, Cuda };  // Auto: the GPU where there is one
// What the convolutions compute in; weights, losses and optimizers are float32 always. Auto: bf16
// on a GPU that has it, float32 elsewhere.
enum class Precision { Auto, Float32, Bf16 };

struct TrainOptions {
    NetworkOptions network;
    int batch = 0;                  // pictures a step; 0: 64 on a CPU, 128 on a GPU
    int epochs = 100;               // total, from the run's very first step
    std::int64_t steps = 0;         // total as well; 0: as many as the epochs need
    double learning_rate = 0.0002;  // Adam, both networks
    // The discriminator's own, where it should learn faster (Heusel et al. 2017, two time-scale
    // update rule); 0: the same.
    double discriminator_learning_rate = 0;
    // Over the last so many steps both rates fall in a line towards zero (in hundredths); 0: they
    // stay as they are.
    std::int64_t decay_steps = 0;
    // For the first so many steps the discriminator learns alone: one that begins anew beside a
    // trained generator is blind at first, and would let it be unlearnt.
    std::int64_t discriminator_first = 0;
    double beta1 = 0.5;
    double beta2 = 0.999;
    std::uint64_t seed = 1;  // of weights, latents, dropout, data order
    bool mirror = false;     // each picture mirrored left to right with probability ½
    // Pictures left out of training, to measure with, at most a tenth of all: see hold_out.h.
    int hold_out = 1000;
    // Faces drawn to measure a checkpoint, at most five for each picture held out; 0: nothing is
    // measured. These three change nothing in what is trained.
    int measure_faces = 5000;
    // Steps between two checkpoints measured, at least; 0: as often as it slows training little.
    std::int64_t measure_every = 0;
    // The run ends after so many measures that are no better than an earlier one; 0: it does not.
    int stop_when_flat = 0;
    // Beyond the design's recipe, off by default:
    bool augment = false;  // differentiable augmentation, see augmentation.h
    // Share a running average of the generator's weights keeps each step (0.995, say); previews and
    // the saved generator are then the average's. 0: no average.
    double weight_average = 0;
    // A generator (file, run folder or checkpoint) whose weights the run begins with; empty: random
    // ones. See first_weights.h for what else is taken.
    std::string start_from;
    DeviceChoice device = DeviceChoice::Auto;
    Precision precision = Precision::Auto;
    int threads = 0;             // CPU threads; 0: all cores
    int preview_every = 50;      // steps; 0: only at the ends and with checkpoints
    int checkpoint_every = 500;  // steps; 0: only at the end and on stop
    // What the checkpoints may take, in millions of bytes; the newest few are kept in any case. See
    // stepsToKeep in timeline.h.
    int keep_space_mb = 1000;

    bool operator==(const TrainOptions&) const = default;
    // Errors: InvalidArgument, naming the option, its value and its range.
    [[nodiscard]] Status check() const;
    [[nodiscard]] double discriminatorRate() const {
        return discriminator_learning_rate > 0 ? discriminator_learning_rate : learning_rate;
    }
    // What part of its learning rates the step (counted from 0, of `total`) uses: 1 until the
    // decay, then 0.01 … 1.
    [[nodiscard]] double rateShare(std::int64_t step, std::int64_t total) const;
    // Whether the step (counted from 0) changes the generator.
    [[nodiscard]] bool generatorLearns(std::int64_t step) const {
        return step >= discriminator_first;
    }
    [[nodiscard]] int batchOn(bool cuda) const { return batch > 0 ? batch : (cuda ? 128 : 64); }
};

[[nodiscard]] std::string toJson(const TrainOptions& options);  // indented
[[nodiscard]] Result<TrainOptions> trainOptionsFromJson(
    std::string_view json);                                  // Errors: BrokenFile
[[nodiscard]] std::string_view nameOf(DeviceChoice device);  // "auto" | "cpu" | "cuda"
[[nodiscard]] std::string_view nameOf(Precision precision);  // "auto" | "float32" | "bf16"
// Errors: InvalidArgument, naming what was given and what there is.
[[nodiscard]] Result<DeviceChoice> deviceNamed(std::string_view name);
[[nodiscard]] Result<Precision> precisionNamed(std::string_view name);

}  // namespace faceloom
