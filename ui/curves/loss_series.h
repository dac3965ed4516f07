// The numbers behind the loss plot: every step's losses, their smoothed course, and what of them a
// plot of so many pixels can show. No widgets. Not thread-safe.
#pragma once

#include "core/train/train_types.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace faceloom {

enum class LossCurve { DReal, DFake, Generator };
inline constexpr std::size_t kLossCurves = 3;

struct CurvePoint {
    double step = 0;
    double value = 0;
    bool operator==(const CurvePoint&) const = default;
};

// One sequence of values with the smallest and largest of each block kept, so that a million need
// not be walked through.
class BlockedValues {
public:
    void append(float value);  // kept as NaN if it is not finite
    void clear();
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] float operator[](std::size_t index) const { return values_[index]; }
    // Smallest and largest of first..last−1, which must not be empty. Values that are not finite
    // count for nothing; if all are such, the pair is (NaN, NaN).
    [[nodiscard]] std::pair<float, float> range(std::size_t first, std::size_t last) const;

private:
    static constexpr std::size_t kBlock = 64;
    std::vector<float> values_;
    std::vector<float> smallest_;  // of each block of kBlock values
    std::vector<float> largest_;
};

class LossSeries {
public:
    // Steps must grow; one that does not is left out.
    void append(const std::vector<StepMetrics>& metrics);
    void clear();
    [[nodiscard]] std::size_t size() const { return metrics_.size(); }
    [[nodiscard]] bool empty() const { return metrics_.empty(); }
    [[nodiscard]] const StepMetrics& at(std::size_t index) const { return metrics_[index]; }
    [[nodiscard]] const std::vector<StepMetrics>& metrics() const { return metrics_; }

    // Exponential moving average: share of the past kept at each step, 0 (none) to below 1.
    // Corrected for its start, so that the curve begins at the first value.
    void setSmoothing(double share_kept);
    [[nodiscard]] double smoothing() const { return share_kept_; }

    [[nodiscard]] float raw(LossCurve curve, std::size_t index) const;
    [[nodiscard]] float smoothed(LossCurve curve, std::size_t index) const;
    // Index of the step nearest to this one. Not for an empty series.
    [[nodiscard]] std::size_t nearest(double step) const;

    // What a plot of from..to can show in `columns` columns of pixels: of each column the smallest
    // and the largest raw value, or the middle of the smoothed ones; all of them where they are
    // few. One step more at either side, so that lines reach the borders.
    [[nodiscard]] std::vector<CurvePoint> decimated(LossCurve curve, bool smooth, double from,
                                                    double to, int columns) const;

    // What the middle `share` of the raw values in from..to lies between, estimated from some
    // thousand of them; (NaN, NaN) if there are none.
    [[nodiscard]] std::pair<double, double> usualRange(LossCurve curve, double from, double to,
                                                       double share) const;

private:
    struct Average {
        double sum = 0;     // of the values, weighted
        double weight = 0;  // of all of them
        float add(double value, double share_kept);
    };

    [[nodiscard]] std::size_t firstAtOrAfter(double step) const;
    [[nodiscard]] std::size_t endOf(double last_step) const;
    void smoothFrom(std::size_t first);

    std::vector<StepMetrics> metrics_;
    std::array<BlockedValues, kLossCurves> raw_;
    std::array<BlockedValues, kLossCurves> smooth_;
    std::array<Average, kLossCurves> averages_;
    double share_kept_ = 0.95;
};

}  // namespace faceloom
