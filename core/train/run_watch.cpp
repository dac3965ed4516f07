#include "core/train/run_watch.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace faceloom {

namespace {

// Of two pictures of one size.
double meanSquareDifference(const RgbImage& a, const RgbImage& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb_u8.size(); ++i) {
        const double difference =
            static_cast<double>(a.rgb_u8[i]) - static_cast<double>(b.rgb_u8[i]);
        sum += difference * difference;
    }
    return sum / static_cast<double>(std::max<std::size_t>(a.rgb_u8.size(), 1));
}

double change(const Preview& before, const Preview& after) {
    if (before.faces.size() != after.faces.size() || before.faces.empty()) return 255;
    double sum = 0;
    for (std::size_t i = 0; i < before.faces.size(); ++i)
        sum += meanSquareDifference(before.faces[i], after.faces[i]);
    return std::sqrt(sum / static_cast<double>(before.faces.size()));
}

}  // namespace

double varietyOf(std::span<const RgbImage> faces) {
    if (faces.size() < 2) return 0;
    // Over all pairs at once: the mean square difference of two is twice the variance.
    const std::size_t numbers = faces.front().rgb_u8.size();
    const double count = static_cast<double>(faces.size());
    double variance = 0;
    for (std::size_t i = 0; i < numbers; ++i) {
        double sum = 0, squares = 0;
        for (const RgbImage& face : faces) {
            const double value = face.rgb_u8[i];
            sum += value;
            squares += value * value;
        }
        variance += (squares - sum * sum / count) / (count - 1);
    }
    return std::sqrt(std::max(0.0, 2 * variance / static_cast<double>(numbers)));
}

void RunWatch::takeEarlier(std::span<const StepMetrics> steps) {
    for (const StepMetrics& metrics : steps)
        (void)blindAt(metrics);
}

void RunWatch::takeEarlier(const Preview& preview) {
    (void)collapsedAt(preview);
}

bool RunWatch::blindAt(const StepMetrics& metrics) {
    // Alone, it is meant to win.
    if (!options_.generatorLearns(metrics.step - 1) ||
        metrics.d_loss_real + metrics.d_loss_fake >= kBlindLoss) {
        blind_since_ = -1;
        blind_told_ = false;
        return false;
    }
    if (blind_since_ < 0) blind_since_ = metrics.step;
    return true;
}

std::optional<Alarm> RunWatch::onStep(const StepMetrics& metrics) {
    if (!blindAt(metrics)) return std::nullopt;
    if (blind_told_ || metrics.step - blind_since_ + 1 < kBlindSteps) return std::nullopt;
    blind_told_ = true;
    return Alarm{
        AlarmKind::DiscriminatorWins, metrics.step, blind_since_,
        fmt::format("The discriminator's loss has been next to zero for {} steps: it tells "
                    "every face, and the generator learns nothing from it any more. "
                    "Go back to before step {}, or begin anew.",
                    metrics.step - blind_since_ + 1, blind_since_)};
}

std::optional<Alarm> RunWatch::onPreview(const Preview& preview) {
    if (auto alarm = collapse(preview)) return alarm;
    return idleness(preview);
}

bool RunWatch::collapsedAt(const Preview& preview) {
    variety_ = varietyOf(preview.faces);
    best_variety_ = std::max(best_variety_, variety_);
    if (best_variety_ < kLeastVariety || variety_ >= kCollapsedShare * best_variety_) {
        collapsed_since_ = -1;
        collapse_told_ = false;
        return false;
    }
    if (collapsed_since_ < 0) collapsed_since_ = preview.step;
    return true;
}

std::optional<Alarm> RunWatch::collapse(const Preview& preview) {
    if (!collapsedAt(preview) || collapse_told_ || collapsed_since_ == preview.step)
        return std::nullopt;
    collapse_told_ = true;
    return Alarm{AlarmKind::GeneratorCollapsed, preview.step, collapsed_since_,
                 fmt::format("The 36 faces have become alike: they differ by {:.0f} grey levels, "
                             "where they differed by {:.0f}. The generator has collapsed; go back "
                             "to before step {}.",
                             variety_, best_variety_, collapsed_since_)};
}

std::optional<Alarm> RunWatch::idleness(const Preview& preview) {
    // Rates that fall on purpose are meant to change little, and the discriminator alone nothing.
    if (options_.rateShare(preview.step, total_steps_) < 1 ||
        !options_.generatorLearns(preview.step)) {
        return std::nullopt;
    }
    if (!compared_ || change(*compared_, preview) >= kLeastChange) {
        compared_ = preview;
        idle_told_ = false;
        return std::nullopt;
    }
    if (idle_told_ || preview.step - compared_->step < kIdleSteps) return std::nullopt;
    idle_told_ = true;
    return Alarm{AlarmKind::NothingLearned, preview.step, compared_->step,
                 fmt::format("The faces have not changed for {} steps: a learning rate of {} does "
                             "nothing here. Stop, choose a larger one, and continue.",
                             preview.step - compared_->step, options_.learning_rate)};
}

}  // namespace faceloom
