// What a quiz asks: which real pictures, which generated faces, in what order. All of it follows
// from a few numbers, so that the same set can be asked again, of others and about another model.
// No Torch here. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace faceloom {

inline constexpr int kFewestQuizFaces = 2;
inline constexpr int kMostQuizFaces = 500;

enum class QuizForm {
    Single,  // one picture: is it real?
    Pairs    // a real and a generated one side by side: which is real?
};

struct QuizPlan {
    std::uint64_t seed = 1;  // the set's number
    int each = 20;           // real pictures, and as many generated ones
    QuizForm form = QuizForm::Single;
    bool operator==(const QuizPlan&) const = default;

    // Errors: InvalidArgument (`each` out of range).
    [[nodiscard]] Status check() const;
};

// One question. Faces are counted from 0 within the set's `each`; −1: none is shown.
struct QuizItem {
    int real = -1;
    int generated = -1;
    bool real_first = false;  // of a pair: the real one is on the left
    bool operator==(const QuizItem&) const = default;

    [[nodiscard]] bool isPair() const { return real >= 0 && generated >= 0; }
};

// Of one picture each 2 · each questions, in pairs `each`; every face once. Depends on the plan
// alone.
[[nodiscard]] std::vector<QuizItem> quizItems(const QuizPlan& plan);

// Which `each` of so many real pictures, in no order of theirs. Depends on the plan's seed, `each`
// and the count, not on the form. Errors: InvalidArgument (fewer than that).
[[nodiscard]] Result<std::vector<std::uint32_t>> chooseReal(const QuizPlan& plan,
                                                            std::size_t candidates);

// The generated ones are faces 1 to `each` of this seed. It is none that a grid begins with: who
// has looked at the grid has not seen them.
[[nodiscard]] std::uint64_t quizFacesSeed(const QuizPlan& plan);

}  // namespace faceloom
