#include "core/quiz/quiz_take.h"

#include <algorithm>

namespace faceloom {

bool sameSet(const QuizTake& a, const QuizTake& b) {
    return a.plan == b.plan && a.set_id == b.set_id;
}

Result<std::string> checkedNickname(std::string_view typed) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!typed.empty() && blank(typed.front()))
        typed.remove_prefix(1);
    while (!typed.empty() && blank(typed.back()))
        typed.remove_suffix(1);
    if (typed.empty()) return fail(ErrorCode::InvalidArgument, "a nickname is needed");
    if (typed.size() > kLongestNickname) {
        return fail(ErrorCode::InvalidArgument, "the nickname has {} bytes, more than {}",
                    typed.size(), kLongestNickname);
    }
    if (std::ranges::any_of(typed, [](char c) { return (c >= 0 && c < ' ') || c == 127; }))
        return fail(ErrorCode::InvalidArgument, "the nickname holds control characters");
    return std::string(typed);
}

std::string_view nameOf(QuizForm form) {
    return form == QuizForm::Single ? "single" : "pairs";
}

std::string_view nameOf(TakerKind kind) {
    switch (kind) {
        case TakerKind::Discriminator:
            return "discriminator";
        case TakerKind::Reader:
            return "reader";
        case TakerKind::Person:
            break;
    }
    return "person";
}

}  // namespace faceloom
