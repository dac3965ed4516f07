// How good the readers are on labelled faces. Standard-library types only.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/reading/age_buckets.h"
#include "core/reading/age_estimator.h"
#include "core/reading/attribute_reader.h"
#include "core/reading/face_attributes.h"

#include <array>
#include <cstddef>
#include <optional>
#include <stop_token>

namespace faceloom {

struct AgeConfusion {
    // [labelled][read]
    std::array<std::array<std::size_t, kAgeBuckets>, kAgeBuckets> count{};

    [[nodiscard]] std::size_t total() const;
    [[nodiscard]] double exact() const;      // share read as labelled, 0..1
    [[nodiscard]] double withinOne() const;  // … or as a neighbouring bucket
};

struct AgeEvaluation {
    AgeConfusion all;
    AgeConfusion women;
    AgeConfusion men;
    std::size_t unlabelled = 0;  // skipped
};

struct AttributeCounts {
    std::size_t true_positive = 0, false_negative = 0, true_negative = 0, false_positive = 0;

    [[nodiscard]] std::size_t total() const;
    [[nodiscard]] double accuracy() const;  // 0..1
    // The mean of the accuracies among those that have it and those that have not; 0 unless there
    // are both.
    [[nodiscard]] double balanced() const;
};

struct AttributeEvaluation {
    std::array<AttributeCounts, kAttributes> all{};
    // Among pictures labelled as women, men, young, and not young.
    std::array<AttributeCounts, kAttributes> women{}, men{}, young{}, old{};
    std::size_t pictures = 0;
    std::size_t unlabelled = 0;  // skipped
};

// On the pictures that training held out (see heldOut), or on all of them. Errors: InvalidArgument
// (no labelled picture), Cancelled, those of the readers.
[[nodiscard]] Result<AgeEvaluation> evaluateAges(const PackedDataset& dataset,
                                                 const AgeEstimator& estimator, bool everything,
                                                 const std::stop_token& stop);
[[nodiscard]] Result<AttributeEvaluation> evaluateAttributes(const PackedDataset& dataset,
                                                             const AttributeReader& reader,
                                                             bool everything,
                                                             const std::stop_token& stop);

}  // namespace faceloom
