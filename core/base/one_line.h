// A library's error text for a person. Thread-safe: no shared state.
#pragma once

#include <string>
#include <string_view>

namespace faceloom {

// The first line that says something, without the places in a library's sources that OpenCV puts
// before it ("OpenCV(4.6.0) ./modules/…/file.cpp:123: error: ") and without a trailing colon.
[[nodiscard]] std::string firstLineOf(std::string_view text);

}  // namespace faceloom
