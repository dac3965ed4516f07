#include "core/reading/arithmetic_check.h"

#include "core/reading/suggested_sum.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace faceloom {

namespace {

constexpr std::size_t kFacesOfGrid = 36;

double difference(const RgbImage& a, const RgbImage& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb_u8.size(); ++i) {
        const double d = double(a.rgb_u8[i]) - double(b.rgb_u8[i]);
        sum += d * d;
    }
    return std::sqrt(sum / static_cast<double>(a.rgb_u8.size()));
}

double leastDifference(const std::vector<RgbImage>& faces) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < faces.size(); ++i)
        for (std::size_t j = i + 1; j < faces.size(); ++j)
            least = std::min(least, difference(faces[i], faces[j]));
    return least;
}

void count(ArithmeticCheck& check, const std::vector<AttributeReading>& readings) {
    const auto having = [&](FaceAttribute attribute) {
        return static_cast<std::size_t>(std::ranges::count_if(
            readings, [&](const auto& reading) { return reading.of(attribute) > 0.5F; }));
    };
    check.faces += readings.size();
    check.smiling_faces += having(FaceAttribute::Smiling);
    check.male_faces += having(FaceAttribute::Male);
    check.young_faces += having(FaceAttribute::Young);
    check.glasses_faces += having(FaceAttribute::Eyeglasses);
}

}  // namespace

Result<ArithmeticCheck> checkArithmetic(const LatentStudio& studio, const AttributeReader& reader,
                                        std::uint64_t seeds, double truncation, bool renormalize,
                                        const std::stop_token& stop) {
    ArithmeticCheck check;
    check.least_difference = std::numeric_limits<double>::infinity();
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const auto latents =
            sampleLatents(GridSeed{seed, truncation}, kFacesOfGrid, studio.latentSize());
        const auto faces = studio.render(latents);
        if (!faces) return passOn(faces);
        const auto readings = reader.read(*faces);
        if (!readings) return passOn(readings);
        Latent sum = suggestedSum(*readings, latents).sum;
        if (renormalize) sum = withNorm(sum, truncation * typicalNorm(studio.latentSize()));
        const auto result = studio.render(std::span(&sum, 1));
        if (!result) return passOn(result);
        const auto read = reader.read(*result);
        if (!read) return passOn(read);
        ++check.seeds;
        check.smiling += read->front().of(FaceAttribute::Smiling) > 0.5F ? 1 : 0;
        check.male += read->front().of(FaceAttribute::Male) > 0.5F ? 1 : 0;
        check.smiling_man += readsAs(read->front(), kSmilingMan) ? 1 : 0;
        count(check, *readings);
        const double least = leastDifference(*faces);
        check.least_difference = std::min(check.least_difference, least);
        check.mean_least_difference += least / static_cast<double>(seeds);
    }
    return check;
}

}  // namespace faceloom
