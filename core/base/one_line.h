// Texts from elsewhere as one line for a person. Thread-safe: no shared state.
#pragma once

#include <string>
#include <string_view>

namespace faceloom {

// The first line that says something, without the places in a library's sources that OpenCV puts
// before it ("OpenCV(4.6.0) ./modules/…/file.cpp:123: error: ") and without a trailing colon.
[[nodiscard]] std::string firstLineOf(std::string_view text);

// The whole text (UTF-8) in one line that can do nothing to a terminal: control characters and the
// characters that break lines or turn the direction of writing are written as \n, \t, \x1b, \u2028.
[[nodiscard]] std::string escapedLine(std::string_view text);

}  // namespace faceloom
