#include "core/sweep/sweep_statistics.h"

#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>

namespace faceloom {

std::optional<MeanOfRuns> meanOfRuns(std::span<const double> values) {
    if (values.empty()) return std::nullopt;
    const auto count = static_cast<double>(values.size());
    MeanOfRuns result{
        std::accumulate(values.begin(), values.end(), 0.0) / count, {}, values.size()};
    if (values.size() < 2) return result;
    double squares = 0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean);
    result.standard_error = std::sqrt(squares / (count - 1) / count);
    return result;
}

std::optional<PairedDifference> pairedDifference(std::span<const double> differences,
                                                 double confidence) {
    const auto mean = meanOfRuns(differences);
    if (!mean) return std::nullopt;
    PairedDifference result{mean->mean, {}, mean->runs, confidence};
    if (!mean->standard_error) return result;
    const boost::math::students_t distribution(static_cast<double>(mean->runs - 1));
    result.half_width =
        boost::math::quantile(distribution, 0.5 + confidence / 2) * *mean->standard_error;
    return result;
}

}  // namespace faceloom
