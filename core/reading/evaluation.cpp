#include "core/reading/evaluation.h"

#include "core/reading/reader_options.h"
#include "core/reading/train_readers.h"
#include "core/reading/utkface_names.h"

#include <algorithm>
#include <cstdlib>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 64;

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<std::size_t> chosen(const PackedDataset& dataset, bool everything) {
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < dataset.count(); ++i) {
        if (everything || heldOut(dataset.name(i))) positions.push_back(i);
    }
    return positions;
}

// Calls `count(position, reading)` for every one of the positions.
template <class Read, class Count>
Status readAll(const PackedDataset& dataset, const std::vector<std::size_t>& positions,
               const std::stop_token& stop, const Read& read, const Count& count) {
    for (std::size_t first = 0; first < positions.size(); first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const std::size_t last = std::min(first + kFacesAtOnce, positions.size());
        const auto faces = dataset.images(std::span(positions).subspan(first, last - first));
        if (!faces) return passOn(faces);
        const auto readings = read(*faces);
        if (!readings) return passOn(readings);
        for (std::size_t i = first; i < last; ++i)
            count(positions[i], (*readings)[i - first]);
    }
    return {};
}

void tally(AttributeCounts& counts, bool has, bool read) {
    ++(has ? (read ? counts.true_positive : counts.false_negative)
           : (read ? counts.false_positive : counts.true_negative));
}

}  // namespace

std::size_t AgeConfusion::total() const {
    std::size_t sum = 0;
    for (const auto& row : count)
        for (const std::size_t value : row)
            sum += value;
    return sum;
}

double AgeConfusion::exact() const {
    std::size_t right = 0;
    for (std::size_t i = 0; i < kAgeBuckets; ++i)
        right += count[i][i];
    return share(right, total());
}

double AgeConfusion::withinOne() const {
    std::size_t near = 0;
    for (std::size_t i = 0; i < kAgeBuckets; ++i)
        for (std::size_t j = 0; j < kAgeBuckets; ++j)
            if (i <= j + 1 && j <= i + 1) near += count[i][j];
    return share(near, total());
}

std::size_t AttributeCounts::total() const {
    return true_positive + false_negative + true_negative + false_positive;
}

double AttributeCounts::accuracy() const {
    return share(true_positive + true_negative, total());
}

double AttributeCounts::balanced() const {
    const std::size_t with = true_positive + false_negative;
    const std::size_t without = true_negative + false_positive;
    if (with == 0 || without == 0) return 0;
    return (share(true_positive, with) + share(true_negative, without)) / 2;
}

Result<AgeEvaluation> evaluateAges(const PackedDataset& dataset, const AgeEstimator& estimator,
                                   bool everything, const std::stop_token& stop) {
    AgeEvaluation evaluation;
    std::vector<std::size_t> positions = chosen(dataset, everything);
    evaluation.unlabelled =
        std::erase_if(positions, [&](std::size_t i) { return !readUtkFaceName(dataset.name(i)); });
    if (positions.empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: no picture to measure on whose name says an age (age_gender_race_date…)",
                    dataset.path().string());
    }
    auto status = readAll(
        dataset, positions, stop, [&](const auto& faces) { return estimator.estimate(faces); },
        [&](std::size_t position, const AgeReading& reading) {
            const UtkFace face = *readUtkFaceName(dataset.name(position));
            const std::size_t labelled = ageBucketOf(face.years), read = reading.bucket();
            ++evaluation.all.count[labelled][read];
            ++(face.female ? evaluation.women : evaluation.men).count[labelled][read];
        });
    if (!status) return passOn(status);
    return evaluation;
}

Result<AttributeEvaluation> evaluateAttributes(const PackedDataset& dataset,
                                               const AttributeReader& reader, bool everything,
                                               const std::stop_token& stop) {
    const auto columns = attributePositions(dataset);
    if (!columns) return passOn(columns);
    AttributeEvaluation evaluation;
    std::vector<std::size_t> positions = chosen(dataset, everything);
    evaluation.unlabelled = std::erase_if(
        positions, [&](std::size_t i) { return std::ranges::count(dataset.attributes(i), 0) > 0; });
    if (positions.empty()) {
        return fail(ErrorCode::InvalidArgument, "{}: no picture to measure on",
                    dataset.path().string());
    }
    evaluation.pictures = positions.size();
    auto status = readAll(
        dataset, positions, stop, [&](const auto& faces) { return reader.read(faces); },
        [&](std::size_t position, const AttributeReading& reading) {
            const auto attributes = dataset.attributes(position);
            const auto labelled = [&](std::size_t attribute) {
                return attributes[(*columns)[attribute]] > 0;
            };
            auto& gender = labelled(static_cast<std::size_t>(FaceAttribute::Male))
                               ? evaluation.men
                               : evaluation.women;
            auto& age = labelled(static_cast<std::size_t>(FaceAttribute::Young)) ? evaluation.young
                                                                                 : evaluation.old;
            for (std::size_t i = 0; i < kAttributes; ++i) {
                const bool read = reading.probabilities[i] >= 0.5F;
                for (auto* group : {&evaluation.all, &gender, &age})
                    tally((*group)[i], labelled(i), read);
            }
        });
    if (!status) return passOn(status);
    return evaluation;
}

}  // namespace faceloom
