// Takings of a quiz as files: one each in a folder of the user's, so that a broken one costs no
// other, and as tables for other programs. Treats its input as hostile. Thread-safe: no shared
// state.
#pragma once

#include "core/base/result.h"
#include "core/quiz/quiz_take.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

inline constexpr int kQuizVersion = 1;
inline constexpr std::size_t kLargestTake = std::size_t{1} << 20;  // bytes
inline constexpr std::size_t kMostTakes = 10'000;

// quiz/ of the user's data folder.
[[nodiscard]] std::filesystem::path quizFolder();

[[nodiscard]] std::string toJson(const QuizTake& take);
// Errors: BrokenFile, saying what is wrong where; InvalidArgument (of a later version).
[[nodiscard]] Result<QuizTake> takeFromJson(std::string_view text);

// The name its file has: a person's by when and who, so that each taking is kept; a machine's by
// the set and the model, since it answers the same each time.
[[nodiscard]] std::string takeFileName(const QuizTake& take);

// Into the folder, which is made; replaces the file of that name. Errors: WriteFailed.
[[nodiscard]] Status writeTake(const std::filesystem::path& folder, const QuizTake& take);
// Errors: NotFound, BrokenFile, InvalidArgument, naming the file.
[[nodiscard]] Result<QuizTake> readTake(const std::filesystem::path& file);

struct KeptTakes {
    std::vector<QuizTake> takes;        // the oldest first
    std::vector<std::string> problems;  // files that could not be read, a line each
};
// Of a folder that need not be there; at most kMostTakes. Never fails as a whole.
[[nodiscard]] KeptTakes readTakes(const std::filesystem::path& folder);

// A header and a row an answer: who, of which set and model, what was shown, what was said, whether
// that was right, and how long it took.
[[nodiscard]] std::string answersCsv(std::span<const QuizTake> takes);
// A header and a row a taking: how many of how many were right, with the 95 % interval, d′, bias,
// median time.
[[nodiscard]] std::string summaryCsv(std::span<const QuizTake> takes);

}  // namespace faceloom
