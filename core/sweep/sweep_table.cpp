#include "core/sweep/sweep_table.h"

#include "core/latent/latent_table.h"
#include "core/sweep/sweep_studies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace faceloom {

namespace {

using Trials = std::vector<Trial>;
using States = std::vector<TrialState>;
using Heights = std::vector<std::int64_t>;

std::optional<double> valueAt(const TrialState& state, std::int64_t step,
                              const std::string& measure) {
    const RunMeasure* measured = state.measuredAt(step);
    if (measured == nullptr) return std::nullopt;
    const auto value = measured->values.find(measure);
    return value == measured->values.end() ? std::nullopt : std::optional(value->second);
}

// The steps of the rungs, the highest first: what lies between them compares with nothing.
Heights heightsOf(const SweepPlan& plan) {
    Heights heights;
    for (const SweepRung& rung : plan.rungs())
        heights.insert(heights.begin(), rung.steps);
    return heights;
}

SettingOutcome outcomeOfSetting(std::size_t setting, const Heights& heights, const Trials& trials,
                                const States& states) {
    SettingOutcome outcome;
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (trials[i].setting != setting) continue;
        own.push_back(i);
        if (states[i].failed() && outcome.failed++ == 0) outcome.problem = states[i].problem;
    }
    outcome.setting = trials[own.front()].values;
    outcome.label = labelOf(outcome.setting);
    for (const std::int64_t height : heights) {
        const auto measured = std::ranges::find_if(
            own, [&](std::size_t i) { return states[i].measuredAt(height) != nullptr; });
        if (measured == own.end()) continue;
        outcome.steps = height;
        outcome.shown = *measured;
        break;
    }
    for (std::size_t which = 0; which < kSweepMeasures.size(); ++which) {
        std::vector<double> known;
        for (const std::size_t i : own) {
            const auto value = outcome.steps > 0
                                   ? valueAt(states[i], outcome.steps, kSweepMeasures[which])
                                   : std::nullopt;
            outcome.values[which].push_back(value);
            if (value) known.push_back(*value);
        }
        outcome.means[which] = meanOfRuns(known);
    }
    return outcome;
}

std::optional<std::size_t> bestOf(const std::vector<SettingOutcome>& settings) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (!settings[i].means[0]) continue;
        if (!best || settings[i].steps > settings[*best].steps ||
            (settings[i].steps == settings[*best].steps &&
             settings[i].means[0]->mean < settings[*best].means[0]->mean))
            best = i;
    }
    return best;
}

std::string pairsText(const PairedDifference& difference) {
    return fmt::format("{:.3g} % interval over {} pairs of runs", 100 * difference.confidence,
                       difference.pairs);
}

// More fine detail than real pictures have is noise.
constexpr double kNoisy = 1.05;

struct Pair {
    const SettingOutcome& a;
    const SettingOutcome& b;
};

// "kernel distance, latent 60 less latent 100: -0.0123 ± 0.0056 (95 % …): …".
std::string sentenceOf(const Pair& pair, std::size_t which, const PairedDifference& difference) {
    const std::string measure = kSweepMeasures.at(which);
    const std::string start = fmt::format("{}, {} less {}: {:+.4f}", shownName(measure),
                                          pair.b.label, pair.a.label, difference.mean);
    if (!difference.half_width)
        return start + " (one pair of runs: whether that is chance cannot be told)";
    std::string end = "no difference can be told";
    if (difference.told()) {
        const SettingOutcome& lower = difference.mean < 0 ? pair.b : pair.a;
        const SettingOutcome& higher = difference.mean < 0 ? pair.a : pair.b;
        if (measure != kSharpness)
            end = lower.label + " is nearer to real faces";
        else if (higher.means[which] && higher.means[which]->mean > kNoisy)
            end = higher.label + " has more fine detail, and more than real pictures: noise";
        else
            end = higher.label + " is sharper";
    }
    return fmt::format("{} ± {:.4f} ({}): {}", start, *difference.half_width, pairsText(difference),
                       end);
}

// Whether the source's claim that b does better than a holds.
std::string verdictOn(const std::optional<PairedDifference>& difference, bool lower_is_better) {
    if (!difference || !difference->told()) return "cannot be told";
    return (difference->mean < 0) == lower_is_better ? "holds" : "does not hold, the reverse does";
}

void addStudy(SweepOutcome& outcome, const SweepPlan& plan, const Trials& trials,
              const States& states) {
    if (findingOf(plan.study).empty() || outcome.settings.size() != 2) return;
    const auto nearer = differenceBetween(plan, trials, states, 0, 1, kKernelDistance);
    if (!nearer) return;
    std::string text =
        fmt::format("{}. Here, that {} is nearer to real faces {}", findingOf(plan.study),
                    outcome.settings[1].label, verdictOn(nearer, true));
    if (plan.study == kLatentStudy) {
        const bool noisy = std::ranges::any_of(outcome.settings, [](const SettingOutcome& one) {
            return one.means[1] && one.means[1]->mean > kNoisy;
        });
        text += fmt::format(
            "; that it is sharper {}",
            noisy ? "cannot be told from faces noisier than real pictures"
                  : verdictOn(differenceBetween(plan, trials, states, 0, 1, kSharpness), false));
    }
    const std::int64_t steps = std::min(outcome.settings[0].steps, outcome.settings[1].steps);
    outcome.sentences.push_back(fmt::format(
        "{}. (Runs of {} steps, {} x {} pixels, batch {}; longer or larger ones may differ.)", text,
        steps, plan.base.network.imageSize(), plan.base.network.imageSize(), plan.base.batch));
}

// Within each seed, the second setting less the first, at the highest of the heights that both have
// come to.
std::optional<PairedDifference> differenceAt(const Heights& heights, const Trials& trials,
                                             const States& states,
                                             std::pair<std::size_t, std::size_t> settings,
                                             const std::string& measure, double confidence) {
    const auto [a, b] = settings;
    for (const std::int64_t height : heights) {
        std::vector<double> differences;
        for (std::size_t i = 0; i < trials.size(); ++i) {
            if (trials[i].setting != a) continue;
            const auto first = valueAt(states[i], height, measure);
            for (std::size_t j = 0; first && j < trials.size(); ++j) {
                if (trials[j].setting != b || trials[j].seed != trials[i].seed) continue;
                if (const auto second = valueAt(states[j], height, measure))
                    differences.push_back(*second - *first);
            }
        }
        if (!differences.empty()) return pairedDifference(differences, confidence);
    }
    return std::nullopt;
}

// The best against all others; as many comparisons widen each interval (Bonferroni).
void compareWithBest(SweepOutcome& outcome, const Heights& heights, const Trials& trials,
                     const States& states) {
    const auto measured = static_cast<std::size_t>(std::ranges::count_if(
        outcome.settings, [](const SettingOutcome& one) { return one.means[0].has_value(); }));
    if (measured < 2) return;
    const double confidence = 1 - 0.05 / static_cast<double>(measured - 1);
    std::string told, untold;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < outcome.settings.size(); ++i) {
        if (i == *outcome.best || !outcome.settings[i].means[0]) continue;
        const auto difference =
            differenceAt(heights, trials, states, {*outcome.best, i}, kKernelDistance, confidence);
        const bool worse = difference && difference->told() && difference->mean > 0;
        if (difference) pairs = std::max(pairs, difference->pairs);
        std::string& list = worse ? told : untold;
        list += fmt::format("{}{}", list.empty() ? "" : "; ", outcome.settings[i].label);
    }
    const SettingOutcome& best = outcome.settings[*outcome.best];
    std::string text =
        fmt::format("best: {} (kernel distance {})", best.label, shownMean(best.means[0]));
    if (!told.empty()) text += fmt::format(". Worse beyond chance: {}", told);
    if (!untold.empty()) text += fmt::format(". Not told apart from it: {}", untold);
    outcome.sentences.push_back(fmt::format(
        "{}. (Intervals of {:.3g} % over up to {} pairs of runs: 95 % for all comparisons "
        "together.)",
        text, 100 * confidence, pairs));
}

}  // namespace

std::string shownName(const std::string& measure) {
    std::string name = measure;
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::string shownMean(const std::optional<MeanOfRuns>& mean) {
    if (!mean) return "–";
    return mean->standard_error ? fmt::format("{:.4f} ± {:.4f}", mean->mean, *mean->standard_error)
                                : fmt::format("{:.4f}", mean->mean);
}

std::optional<PairedDifference> differenceBetween(const SweepPlan& plan, const Trials& trials,
                                                  const States& states, std::size_t a,
                                                  std::size_t b, const std::string& measure,
                                                  double confidence) {
    return differenceAt(heightsOf(plan), trials, states, {a, b}, measure, confidence);
}

SweepOutcome outcomeOf(const SweepPlan& plan, const Trials& trials, const States& states) {
    SweepOutcome outcome;
    const auto schedule = scheduleOf(plan, trials, states);
    const Heights heights = heightsOf(plan);  // draws all settings anew
    for (std::size_t i = 0; i < schedule.left_at.size(); ++i) {
        outcome.settings.push_back(outcomeOfSetting(i, heights, trials, states));
        outcome.settings.back().left_behind = schedule.left_at[i].has_value();
    }
    outcome.best = bestOf(outcome.settings);
    if (!outcome.best) return outcome;
    if (outcome.settings.size() == 2) {
        for (std::size_t which = 0; which < kSweepMeasures.size(); ++which) {
            const auto difference =
                differenceBetween(plan, trials, states, 0, 1, kSweepMeasures[which]);
            if (difference) {
                outcome.sentences.push_back(
                    sentenceOf({outcome.settings[0], outcome.settings[1]}, which, *difference));
            }
        }
        addStudy(outcome, plan, trials, states);
    } else {
        compareWithBest(outcome, heights, trials, states);
    }
    return outcome;
}

std::string toCsv(const SweepPlan& plan, const SweepOutcome& outcome) {
    std::string text;
    for (const SweepAxis& axis : plan.axes)
        text += axis.option + ",";
    text += "steps,runs,failed";
    for (const char* measure : kSweepMeasures)
        text += fmt::format(",{},{}_standard_error", measure, measure);
    text += ",best,left_behind,problem\n";
    for (std::size_t i = 0; i < outcome.settings.size(); ++i) {
        const SettingOutcome& row = outcome.settings[i];
        for (const OptionValue& value : row.setting)
            text += csvField(value.value) + ",";
        text +=
            fmt::format("{},{},{}", row.steps, row.means[0] ? row.means[0]->runs : 0, row.failed);
        for (const auto& mean : row.means) {
            text += mean ? fmt::format(",{},", mean->mean) : std::string(",,");
            if (mean && mean->standard_error) text += fmt::format("{}", *mean->standard_error);
        }
        text += fmt::format(",{},{},{}\n", outcome.best == i ? 1 : 0, row.left_behind ? 1 : 0,
                            csvField(row.problem));
    }
    return text;
}

std::string toText(const SweepOutcome& outcome) {
    std::size_t width = 7;
    for (const SettingOutcome& row : outcome.settings)
        width = std::max(width, row.label.size());
    std::string text = fmt::format("{:<{}}  {:>7}  {:>4}  {:>18}  {:>18}\n", "setting", width,
                                   "steps", "runs", "kernel distance", "sharpness");
    for (std::size_t i = 0; i < outcome.settings.size(); ++i) {
        const SettingOutcome& row = outcome.settings[i];
        std::string note = outcome.best == i ? "  best" : row.left_behind ? "  left behind" : "";
        if (row.failed > 0) note += fmt::format("  {} failed: {}", row.failed, row.problem);
        text += fmt::format("{:<{}}  {:>7}  {:>4}  {:>18}  {:>18}{}\n", row.label, width, row.steps,
                            row.means[0] ? row.means[0]->runs : 0, shownMean(row.means[0]),
                            shownMean(row.means[1]), note);
    }
    for (const std::string& sentence : outcome.sentences)
        text += sentence + "\n";
    return text;
}

}  // namespace faceloom
