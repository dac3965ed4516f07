#include "core/quiz/quiz_score.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include <torch/torch.h>

namespace faceloom {

namespace {

constexpr double kNormal95 = 1.959963984540054;  // Φ⁻¹(0.975)

// Φ⁻¹ of the corrected share; of the lower half, so that opposite shares are opposite to the bit.
double quantileOf(std::size_t part, std::size_t whole) {
    if (2 * part > whole) return -quantileOf(whole - part, whole);
    const double share = (static_cast<double>(part) + 0.5) / (static_cast<double>(whole) + 1);
    return at::special_ndtri(at::scalar_tensor(share, at::kDouble)).item<double>();
}

std::optional<double> medianOf(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

Share shareOf(std::size_t part, std::size_t whole) {
    if (whole == 0) return {};
    const double n = static_cast<double>(whole);
    const double p = static_cast<double>(part) / n;
    const double z2 = kNormal95 * kNormal95;
    const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = kNormal95 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    // At the ends rounding would leave a trace beyond them.
    return {part, whole, p, part == 0 ? 0 : centre - half, part == whole ? 1 : centre + half};
}

std::optional<Sensitivity> sensitivityOf(std::size_t hits, std::size_t real,
                                         std::size_t false_alarms, std::size_t generated) {
    if (real == 0 || generated == 0) return std::nullopt;
    const double hit = quantileOf(hits, real);
    const double alarm = quantileOf(false_alarms, generated);
    return Sensitivity{hit - alarm, 0 - (hit + alarm) / 2};  // never −0
}

std::optional<double> pairSensitivity(std::size_t right, std::size_t pairs) {
    if (pairs == 0) return std::nullopt;
    return std::numbers::sqrt2 * quantileOf(right, pairs);
}

QuizScore scoreOf(std::span<const QuizAnswer> answers) {
    std::size_t right = 0, pairs = 0, right_pairs = 0, real = 0, hits = 0, alarms = 0;
    std::vector<double> times;
    for (const QuizAnswer& answer : answers) {
        right += answer.right() ? 1 : 0;
        if (answer.milliseconds) times.push_back(*answer.milliseconds);
        if (answer.isPair()) {
            ++pairs;
            right_pairs += answer.right() ? 1 : 0;
        } else if (answer.truth()) {
            ++real;
            hits += answer.said_real ? 1 : 0;
        } else {
            alarms += answer.said_real ? 1 : 0;
        }
    }
    QuizScore score{shareOf(right, answers.size()), {}, {}, medianOf(std::move(times))};
    if (pairs > 0) {
        score.d_prime = pairSensitivity(right_pairs, pairs);
    } else if (const auto found =
                   sensitivityOf(hits, real, alarms, answers.size() - pairs - real)) {
        score.d_prime = found->d_prime;
        score.criterion = found->criterion;
    }
    return score;
}

std::vector<FooledBy> fooledMost(std::span<const QuizTake> takes) {
    struct Count {
        std::size_t fooled = 0;
        std::size_t asked = 0;
    };
    std::map<int, Count> counts;
    for (const QuizTake& take : takes) {
        for (const QuizAnswer& answer : take.answers) {
            if (answer.generated < 1) continue;
            Count& count = counts[answer.generated];
            ++count.asked;
            count.fooled += answer.fooled() ? 1 : 0;
        }
    }
    std::vector<FooledBy> faces;
    for (const auto& [face, count] : counts)
        faces.push_back({face, shareOf(count.fooled, count.asked)});
    std::ranges::stable_sort(faces, [](const FooledBy& a, const FooledBy& b) {
        return a.fooled.value > b.fooled.value ||
               (a.fooled.value == b.fooled.value && a.fooled.whole > b.fooled.whole);
    });
    return faces;
}

}  // namespace faceloom
