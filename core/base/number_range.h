// Options checked against their ranges. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <initializer_list>
#include <string_view>

namespace faceloom {

struct NumberRange {
    std::string_view name;
    double value;
    double least, most;  // both allowed
};

// Errors: InvalidArgument, naming the first that is outside (or not a number), its value and its
// range.
[[nodiscard]] inline Status checkRanges(std::initializer_list<NumberRange> numbers) {
    for (const NumberRange& number : numbers) {
        if (number.value >= number.least && number.value <= number.most) continue;
        return fail(ErrorCode::InvalidArgument, "{} {} is not within {} to {}", number.name,
                    number.value, number.least, number.most);
    }
    return {};
}

}  // namespace faceloom
