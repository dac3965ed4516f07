// What the program says of itself, a model or the machine: for logs and error reports.
// Thread-safe: no shared state.
#pragma once

#include <string>
#include <vector>

namespace faceloom {

struct Fact {
    std::string name;   // "LibTorch"
    std::string value;  // "1.13.0"
};

using Facts = std::vector<Fact>;

// "LibTorch 1.13.0; OpenCV 4.6.0"
[[nodiscard]] std::string inOneLine(const Facts& facts);
// A line each, the values below one another.
[[nodiscard]] std::string inLines(const Facts& facts);

}  // namespace faceloom
