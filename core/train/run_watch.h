// Watches a run for what commonly goes wrong when GANs train. No Torch here. Not thread-safe.
#pragma once

#include "core/base/rgb_image.h"
#include "core/train/train_options.h"
#include "core/train/train_types.h"

#include <cstdint>
#include <optional>
#include <span>

namespace faceloom {

// How much faces differ from each other: the root mean square difference over all pairs, in grey
// levels, 0..255. Faces of one size; 0 for fewer than two.
[[nodiscard]] double varietyOf(std::span<const RgbImage> faces);

// Of one run. What it tells, it tells once, and again only after it was over in between.
class RunWatch {
public:
    RunWatch(const TrainOptions& options, std::int64_t total_steps)
        : options_(options), total_steps_(total_steps) {}

    // What a run that goes on had done: nothing is told of it, but what lasts is told soon.
    void takeEarlier(std::span<const StepMetrics> steps);
    void takeEarlier(const Preview& preview);
    // Steps in their order; those of takeEarlier are none of them.
    [[nodiscard]] std::optional<Alarm> onStep(const StepMetrics& metrics);
    [[nodiscard]] std::optional<Alarm> onPreview(const Preview& preview);

    // The discriminator's loss, real and generated, below kBlindLoss nats for kBlindSteps.
    static constexpr double kBlindLoss = 0.02;
    static constexpr std::int64_t kBlindSteps = 300;
    // The faces' variety below this share of what it was, in two previews one after another.
    static constexpr double kCollapsedShare = 0.4;
    static constexpr double kLeastVariety = 12;  // grey levels; below it there is nothing to lose
    // Faces that change by less than this over so many steps, in root mean square grey levels.
    static constexpr double kLeastChange = 0.25;
    static constexpr std::int64_t kIdleSteps = 200;

private:
    [[nodiscard]] bool blindAt(const StepMetrics& metrics);
    [[nodiscard]] bool collapsedAt(const Preview& preview);
    [[nodiscard]] std::optional<Alarm> collapse(const Preview& preview);
    [[nodiscard]] std::optional<Alarm> idleness(const Preview& preview);

    TrainOptions options_;
    std::int64_t total_steps_;
    std::int64_t blind_since_ = -1;  // −1: it is not
    bool blind_told_ = false;
    double best_variety_ = 0;
    double variety_ = 0;  // of the last preview
    std::int64_t collapsed_since_ = -1;
    bool collapse_told_ = false;
    std::optional<Preview> compared_;  // faces that later ones must differ from
    bool idle_told_ = false;
};

}  // namespace faceloom
