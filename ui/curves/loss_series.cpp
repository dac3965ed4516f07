#include "ui/curves/loss_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

double valueOf(const StepMetrics& metrics, std::size_t curve) {
    switch (static_cast<LossCurve>(curve)) {
        case LossCurve::DReal:
            return metrics.d_loss_real;
        case LossCurve::DFake:
            return metrics.d_loss_fake;
        case LossCurve::Generator:
            return metrics.g_loss;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

// Smallest and largest of what was included. NaN is neither less nor more than anything and so
// passed over.
struct Bounds {
    float smallest = std::numeric_limits<float>::infinity();
    float largest = -std::numeric_limits<float>::infinity();

    void include(float low, float high) {
        if (low < smallest) smallest = low;
        if (high > largest) largest = high;
    }
};

}  // namespace

void BlockedValues::append(float value) {
    const float finite = std::isfinite(value) ? value : kNone;
    Bounds block;
    if (values_.size() % kBlock == 0) {
        smallest_.push_back(block.smallest);
        largest_.push_back(block.largest);
    }
    block = {smallest_.back(), largest_.back()};
    block.include(finite, finite);
    smallest_.back() = block.smallest;
    largest_.back() = block.largest;
    values_.push_back(finite);
}

void BlockedValues::clear() {
    values_.clear();
    smallest_.clear();
    largest_.clear();
}

std::pair<float, float> BlockedValues::range(std::size_t first, std::size_t last) const {
    Bounds bounds;
    std::size_t i = first;
    while (i < last) {
        if (i % kBlock == 0 && i + kBlock <= last) {
            bounds.include(smallest_[i / kBlock], largest_[i / kBlock]);
            i += kBlock;
        } else {
            bounds.include(values_[i], values_[i]);
            ++i;
        }
    }
    if (bounds.smallest > bounds.largest) return {kNone, kNone};
    return {bounds.smallest, bounds.largest};
}

float LossSeries::Average::add(double value, double share_kept) {
    if (std::isfinite(value)) {
        sum = share_kept * sum + (1 - share_kept) * value;
        weight = share_kept * weight + (1 - share_kept);
    }
    return weight > 0 ? static_cast<float>(sum / weight) : kNone;
}

void LossSeries::append(const std::vector<StepMetrics>& metrics) {
    const std::size_t first = metrics_.size();
    for (const StepMetrics& row : metrics) {
        if (!metrics_.empty() && row.step <= metrics_.back().step) continue;
        metrics_.push_back(row);
        for (std::size_t curve = 0; curve < kLossCurves; ++curve) {
            raw_[curve].append(static_cast<float>(valueOf(row, curve)));
        }
    }
    smoothFrom(first);
}

void LossSeries::clear() {
    metrics_.clear();
    for (std::size_t curve = 0; curve < kLossCurves; ++curve) {
        raw_[curve].clear();
        smooth_[curve].clear();
        averages_[curve] = {};
    }
}

void LossSeries::setSmoothing(double share_kept) {
    share_kept_ = std::clamp(share_kept, 0.0, 0.9999);
    for (std::size_t curve = 0; curve < kLossCurves; ++curve) {
        smooth_[curve].clear();
        averages_[curve] = {};
    }
    smoothFrom(0);
}

void LossSeries::smoothFrom(std::size_t first) {
    for (std::size_t curve = 0; curve < kLossCurves; ++curve) {
        for (std::size_t i = first; i < metrics_.size(); ++i) {
            smooth_[curve].append(averages_[curve].add(valueOf(metrics_[i], curve), share_kept_));
        }
    }
}

float LossSeries::raw(LossCurve curve, std::size_t index) const {
    return raw_[static_cast<std::size_t>(curve)][index];
}

float LossSeries::smoothed(LossCurve curve, std::size_t index) const {
    return smooth_[static_cast<std::size_t>(curve)][index];
}

std::size_t LossSeries::firstAtOrAfter(double step) const {
    const auto found = std::lower_bound(metrics_.begin(), metrics_.end(), step,
                                        [](const StepMetrics& row, double wanted) {
                                            return static_cast<double>(row.step) < wanted;
                                        });
    return static_cast<std::size_t>(found - metrics_.begin());
}

std::size_t LossSeries::endOf(double last_step) const {
    return firstAtOrAfter(std::nextafter(last_step, std::numeric_limits<double>::max()));
}

std::size_t LossSeries::nearest(double step) const {
    const std::size_t after = firstAtOrAfter(step);
    if (after == 0) return 0;
    if (after == metrics_.size()) return after - 1;
    const double to_after = static_cast<double>(metrics_[after].step) - step;
    const double to_before = step - static_cast<double>(metrics_[after - 1].step);
    return to_before <= to_after ? after - 1 : after;
}

std::vector<CurvePoint> LossSeries::decimated(LossCurve curve, bool smooth, double from, double to,
                                              int columns) const {
    std::vector<CurvePoint> points;
    if (metrics_.empty() || columns < 1 || !(to > from)) return points;
    const BlockedValues& values =
        smooth ? smooth_[static_cast<std::size_t>(curve)] : raw_[static_cast<std::size_t>(curve)];
    const std::size_t first = firstAtOrAfter(from);
    const std::size_t end = endOf(to);
    const std::size_t begin = first > 0 ? first - 1 : 0;
    const std::size_t last = std::min(end + 1, metrics_.size());
    const auto step_at = [this](std::size_t i) { return static_cast<double>(metrics_[i].step); };

    // Few enough to show each as it is.
    if (last - begin <= static_cast<std::size_t>(columns) * 2) {
        for (std::size_t i = begin; i < last; ++i) {
            points.push_back({step_at(i), values[i]});
        }
        return points;
    }
    if (begin < first) points.push_back({step_at(begin), values[begin]});
    // Columns stand at multiples of their width, so that curves do not shimmer while the view
    // moves.
    const double width = (to - from) / columns;
    const double origin = std::floor(from / width) * width;
    std::size_t i = first;
    for (int column = 1; column <= columns + 1 && i < end; ++column) {
        const std::size_t next =
            column <= columns ? std::min(firstAtOrAfter(origin + width * column), end) : end;
        if (next <= i) continue;
        const auto [smallest, largest] = values.range(i, next);
        const double middle = (step_at(i) + step_at(next - 1)) / 2;
        if (smooth) {
            points.push_back({middle, (static_cast<double>(smallest) + largest) / 2});
            i = next;
            continue;
        }
        // Beginning with the side that the column's first value is nearer to keeps lines from
        // crossing needlessly.
        const bool rises = std::abs(values[i] - smallest) <= std::abs(values[i] - largest);
        points.push_back({middle, rises ? smallest : largest});
        if (smallest != largest) points.push_back({middle, rises ? largest : smallest});
        i = next;
    }
    if (end < last) points.push_back({step_at(end), values[end]});
    return points;
}

std::pair<double, double> LossSeries::usualRange(LossCurve curve, double from, double to,
                                                 double share) const {
    constexpr std::size_t kLooked = 4096;
    const BlockedValues& values = raw_[static_cast<std::size_t>(curve)];
    const std::size_t first = firstAtOrAfter(from);
    const std::size_t end = endOf(to);
    std::vector<float> looked;
    const std::size_t stride = std::max<std::size_t>(1, (end - std::min(first, end)) / kLooked);
    for (std::size_t i = first; i < end; i += stride) {
        if (std::isfinite(values[i])) looked.push_back(values[i]);
    }
    if (looked.empty()) return {kNone, kNone};
    const auto quantile = [&looked](double position) {
        const auto nth = looked.begin() + static_cast<std::ptrdiff_t>(
                                              static_cast<double>(looked.size() - 1) * position);
        std::nth_element(looked.begin(), nth, looked.end());
        return static_cast<double>(*nth);
    };
    return {quantile((1 - share) / 2), quantile((1 + share) / 2)};
}

}  // namespace faceloom
