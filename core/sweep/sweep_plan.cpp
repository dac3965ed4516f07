#include "core/sweep/sweep_plan.h"

#include "core/base/number_range.h"
#include "core/base/one_line.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <random>
#include <set>

namespace faceloom {

namespace {

struct Range {
    double least = 0, most = 0;
};

// Nothing: it is not written as a range.
std::optional<Range> rangeOf(const std::string& value) {
    const auto dots = value.find("..");
    if (dots == std::string::npos) return std::nullopt;
    Range range;
    const char* text = value.data();
    const auto first = std::from_chars(text, text + dots, range.least);
    const auto last = std::from_chars(text + dots + 2, text + value.size(), range.most);
    if (first.ec != std::errc() || first.ptr != text + dots || last.ec != std::errc() ||
        last.ptr != text + value.size())
        return std::nullopt;
    return range;
}

Status checkAxis(const SweepAxis& axis, bool random) {
    const SweepOption* option = sweepOptionNamed(axis.option);
    if (option == nullptr) return passOn(withSetting({}, {{axis.option, ""}}));
    if (axis.values.empty() || axis.values.size() > kMostSweepSettings) {
        return fail(ErrorCode::InvalidArgument, "{} values of {} are not 1 to {}",
                    axis.values.size(), axis.option, kMostSweepSettings);
    }
    std::set<std::string> seen;
    for (const std::string& value : axis.values) {
        if (value.empty() || value.size() > kLongestSweepValue || !seen.insert(value).second) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: the value '{}' is empty, longer than {} bytes, or there twice",
                        axis.option, escapedLine(value.substr(0, kLongestSweepValue)),
                        kLongestSweepValue);
        }
        const auto range = rangeOf(value);
        if (!range) continue;
        if (!random || option->kind == SweepValueKind::Word || !std::isfinite(range->least) ||
            !(range->least < range->most) || !std::isfinite(range->most)) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: the range {} needs a random search, and two numbers, the lesser first",
                        axis.option, escapedLine(value));
        }
    }
    return {};
}

// Whatever the standard library: its distributions differ.
double unit(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

std::string drawnFrom(const Range& range, SweepValueKind kind, std::mt19937_64& random) {
    const double t = unit(random);
    const double value = range.least > 0 ? range.least * std::pow(range.most / range.least, t)
                                         : range.least + (range.most - range.least) * t;
    if (kind == SweepValueKind::Whole) return fmt::format("{:.0f}", std::round(value));
    return fmt::format("{:.3g}", value);
}

// The combinations of all values, the last axis fastest.
std::vector<Setting> gridOf(const std::vector<SweepAxis>& axes) {
    std::vector<Setting> settings{{}};
    for (const SweepAxis& axis : axes) {
        std::vector<Setting> longer;
        for (const Setting& setting : settings) {
            for (const std::string& value : axis.values) {
                longer.push_back(setting);
                longer.back().push_back({axis.option, value});
            }
        }
        settings = std::move(longer);
    }
    return settings;
}

// How many settings there are, at most kMostSweepSettings + 1; a range counts as a value.
std::size_t combinationsOf(const std::vector<SweepAxis>& axes) {
    std::size_t combinations = 1;
    for (const SweepAxis& axis : axes)
        combinations = std::min(combinations * axis.values.size(), kMostSweepSettings + 1);
    return combinations;
}

bool hasRange(const SweepAxis& axis) {
    return std::ranges::any_of(axis.values,
                               [](const std::string& value) { return rangeOf(value).has_value(); });
}

std::vector<Setting> drawnSettings(const SweepPlan& plan) {
    constexpr int kTriesEach = 100;  // ranges may hold fewer settings than are wanted
    const auto asked = static_cast<std::size_t>(plan.random_settings);
    const bool endless = std::ranges::any_of(plan.axes, hasRange);
    const std::size_t wanted = endless ? asked : std::min(asked, combinationsOf(plan.axes));
    std::mt19937_64 random(plan.random_seed);
    std::vector<Setting> settings;
    std::set<std::vector<std::string>> drawn;  // the settings' values
    for (std::size_t tries = asked * kTriesEach; tries > 0 && settings.size() < wanted; --tries) {
        Setting setting;
        std::vector<std::string> values;
        for (const SweepAxis& axis : plan.axes) {
            const std::string& value = axis.values[random() % axis.values.size()];
            const auto range = rangeOf(value);
            values.push_back(range ? drawnFrom(*range, sweepOptionNamed(axis.option)->kind, random)
                                   : value);
            setting.push_back({axis.option, values.back()});
        }
        if (drawn.insert(std::move(values)).second) settings.push_back(std::move(setting));
    }
    return settings;
}

// A name that any file system takes. Where something of the values had to go, a part of their hash
// tells it from others.
std::string nameOf(const Setting& setting) {
    constexpr std::size_t kLongest = 120;
    constexpr std::size_t kHashPart = 8;
    std::string whole, name;
    bool altered = false;
    for (const OptionValue& value : setting) {
        whole += fmt::format("{}={},", value.option, value.value);
        name += fmt::format("{}{}-", name.empty() ? "" : "_", value.option);
        for (const char c : value.value) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (c >= '0' && c <= '9') || c == '.';
            altered = altered || (!plain && c != ':');
            name += plain ? c : '-';
        }
    }
    if (name.empty()) return "as-usual";
    if (!altered && name.size() <= kLongest) return name;
    return name.substr(0, kLongest) + "-" +
           sha256Of(std::as_bytes(std::span(whole))).substr(0, kHashPart);
}

// Of a plan with so many settings.
std::vector<SweepRung> rungsOf(const SweepPlan& plan, std::size_t all) {
    std::vector<SweepRung> rungs{{plan.base.steps, all}};
    if (plan.halving < 2) return rungs;
    const auto factor = static_cast<std::size_t>(plan.halving);
    // From the top down: a rung less for each time that the settings can be divided.
    for (std::size_t left = all / factor; left >= 1; left /= factor)
        rungs.insert(rungs.begin(), {rungs.front().steps / plan.halving, 0});
    std::size_t contenders = all;
    for (SweepRung& rung : rungs) {
        rung.settings = std::max<std::size_t>(contenders, 1);
        contenders /= factor;
    }
    // With few steps there is no room for all of them.
    while (rungs.size() > 1 && rungs.front().steps < 1) {
        rungs[1].settings = rungs.front().settings;
        rungs.erase(rungs.begin());
    }
    return rungs;
}

std::int64_t totalStepsOf(const SweepPlan& plan, std::size_t all) {
    std::int64_t total = 0, before = 0;
    for (const SweepRung& rung : rungsOf(plan, all)) {
        total += static_cast<std::int64_t>(rung.settings) * plan.seeds * (rung.steps - before);
        before = rung.steps;
    }
    return total;
}

}  // namespace

Status SweepPlan::check() const {
    if (auto status = base.check(); !status) return status;
    if (auto status = checkRanges({
            {"steps", double(base.steps), 1, 1e12},
            {"settings drawn", double(random_settings), 0, double(kMostSweepSettings)},
            {"seeds", double(seeds), 1, kMostSweepSeeds},
            {"halving", double(halving), 0, 100},
            {"budget in steps", double(budget_steps), 0, 1e15},
            {"budget in hours", budget_hours, 0, 1e6},
            {"faces", double(faces), 20, 100000},
        });
        !status) {
        return status;
    }
    if (halving == 1)
        return fail(ErrorCode::InvalidArgument,
                    "halving 1 keeps all; 0 is none, 2 the better half");
    std::set<std::string> seen;
    for (const SweepAxis& axis : axes) {
        if (auto status = checkAxis(axis, random_settings > 0); !status) return status;
        if (!seen.insert(axis.option).second)
            return fail(ErrorCode::InvalidArgument, "{} is there twice", axis.option);
    }
    if (random_settings == 0 && combinationsOf(axes) > kMostSweepSettings) {
        return fail(ErrorCode::InvalidArgument,
                    "more than {} settings; let some of them be drawn at random",
                    kMostSweepSettings);
    }
    return {};
}

std::vector<Setting> SweepPlan::settings() const {
    return random_settings > 0 ? drawnSettings(*this) : gridOf(axes);
}

std::vector<Trial> SweepPlan::trials() const {
    const auto all = settings();
    std::vector<Trial> trials;
    for (int i = 0; i < seeds; ++i) {
        const std::uint64_t seed = base.seed + static_cast<std::uint64_t>(i);
        for (std::size_t setting = 0; setting < all.size(); ++setting) {
            trials.push_back({setting, all[setting], seed,
                              fmt::format("{}_seed-{}", nameOf(all[setting]), seed)});
        }
    }
    return trials;
}

std::vector<SweepRung> SweepPlan::rungs() const {
    return rungsOf(*this, settings().size());
}

std::int64_t SweepPlan::totalSteps() const {
    return totalStepsOf(*this, settings().size());
}

std::vector<int> SweepPlan::imageSizes() const {
    std::set<int> sizes;
    for (const Setting& setting : settings()) {
        if (const auto options = withSetting(base, setting))
            sizes.insert(options->network.imageSize());
    }
    return {sizes.begin(), sizes.end()};
}

std::int64_t stepsWithinBudget(SweepPlan plan) {
    std::int64_t least = 1, most = std::max<std::int64_t>(plan.budget_steps, 1);
    const std::size_t all = plan.settings().size();  // whatever the steps
    // Whole steps a rung: the cost of more steps a run never falls.
    while (least < most) {
        plan.base.steps = least + (most - least + 1) / 2;
        if (totalStepsOf(plan, all) <= plan.budget_steps)
            least = plan.base.steps;
        else
            most = plan.base.steps - 1;
    }
    return least;
}

}  // namespace faceloom
