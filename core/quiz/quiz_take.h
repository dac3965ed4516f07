// One going-through of a quiz, by a person or a machine: what was asked of whom and what was said.
// Value types. No Torch here. Thread-safe: no shared state.
#pragma once

#include "core/quiz/quiz_set.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

inline constexpr std::size_t kLongestNickname = 40;   // bytes
inline constexpr std::size_t kLongestQuizName = 200;  // bytes, of a picture, model or data set
inline constexpr int kLongestAnswerMs = 24 * 60 * 60 * 1000;

enum class TakerKind {
    Person,
    Discriminator,  // of the run that the model is of: real where D(x) > ½
    Reader          // a rule on the attribute reader's features, see quiz_judges.h
};

struct QuizAnswer {
    std::string real;                      // the real picture's name; empty: none was shown
    int generated = 0;                     // the generated one's number, from 1; 0: none was shown
    bool real_first = false;               // of a pair
    bool said_real = false;                // of a pair: that the first one is
    std::optional<int> milliseconds = {};  // from its first sight; none of machines
    bool operator==(const QuizAnswer&) const = default;

    [[nodiscard]] bool isPair() const { return !real.empty() && generated > 0; }
    [[nodiscard]] bool truth() const { return isPair() ? real_first : !real.empty(); }
    [[nodiscard]] bool right() const { return said_real == truth(); }
    // The generated face was taken for a real one.
    [[nodiscard]] bool fooled() const { return generated > 0 && !right(); }
};

struct QuizTake {
    std::string taker;  // nickname, or what the machine is called
    TakerKind kind = TakerKind::Person;
    std::string note;      // of a machine: how it judges, one line
    std::string taken_at;  // "2026-11-25T13:46:00Z"
    QuizPlan plan;
    int shown_ms = 0;       // then a mask; 0: until it was answered
    bool feedback = false;  // each answer was called right or wrong at once
    std::string model;      // its name
    std::string model_sha256;
    std::int64_t model_step = 0;
    double truncation = 1;  // of the generated faces, see GridSeed
    std::uint64_t faces_seed = 0;
    std::string pictures;   // name of the real pictures' data set
    std::string set_id;     // of which pictures of it: the same for the same ones; hexadecimal
    bool held_out = false;  // the model's run is known not to have trained on them
    std::vector<QuizAnswer> answers;  // in the order shown, from the first on
    bool operator==(const QuizTake&) const = default;
};

// The same real pictures in the same order, whatever the model.
[[nodiscard]] bool sameSet(const QuizTake& a, const QuizTake& b);

// Blanks around it are taken away. Errors: InvalidArgument (empty, too long, control characters).
[[nodiscard]] Result<std::string> checkedNickname(std::string_view typed);

[[nodiscard]] std::string_view nameOf(QuizForm form);   // "single" | "pairs"
[[nodiscard]] std::string_view nameOf(TakerKind kind);  // "person" | "discriminator" | "reader"

}  // namespace faceloom
