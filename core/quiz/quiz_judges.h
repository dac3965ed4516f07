// Machines that take the same test as people. No Torch header. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/quiz/quiz_pictures.h"
#include "core/reading/attribute_reader.h"

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

// How real a machine finds each face: above 0 real, else generated. Of a pair it takes the one it
// finds more real.
struct Judgement {
    TakerKind kind = TakerKind::Discriminator;
    std::string name;  // for people
    std::string note;  // how it judges, one line
    std::vector<double> real;
    std::vector<double> generated;
};

[[nodiscard]] QuizTake takeOf(const QuizPictures& quiz, const Judgement& judgement);

// The discriminator of the run's checkpoint that the model is, or is of the same step as; of a
// generator alone, of the run's newest. It calls real what it gives a probability above ½: the
// threshold it was trained for, which need not be where it divides best. Errors: NotFound (no
// checkpoint); those of readCheckpoint.
[[nodiscard]] Result<Judgement> judgeByDiscriminator(const ModelInfo& model,
                                                     const QuizPictures& quiz);

// The attribute reader knows faces, not forgeries: a linear rule on what its last layer sees is
// learnt (logistic regression, see separatingDirection, each feature first brought to mean 0 and
// deviation 1; the threshold midway between the two means) from other pictures of the same data set
// and other faces of the same model than those asked about, at most kMostExamples each, and the
// same whenever it is learnt again. Errors: InvalidArgument (fewer than kFewestExamples other
// pictures), Cancelled, those of reader and studio.
inline constexpr std::size_t kFewestExamples = 20;
inline constexpr std::size_t kMostExamples = 400;
[[nodiscard]] Result<Judgement> judgeByReader(const AttributeReader& reader,
                                              const LatentStudio& studio, const RealPictures& real,
                                              const QuizPictures& quiz,
                                              const std::stop_token& stop);

}  // namespace faceloom
