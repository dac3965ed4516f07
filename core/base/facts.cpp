#include "core/base/facts.h"

#include <algorithm>

#include <fmt/format.h>

namespace faceloom {

std::string inOneLine(const Facts& facts) {
    std::string line;
    for (const Fact& fact : facts)
        line += fmt::format("{}{} {}", line.empty() ? "" : "; ", fact.name, fact.value);
    return line;
}

std::string inLines(const Facts& facts) {
    std::size_t widest = 0;
    for (const Fact& fact : facts)
        widest = std::max(widest, fact.name.size());
    std::string lines;
    for (const Fact& fact : facts)
        lines += fmt::format("{:<{}} {}\n", fact.name + ":", widest + 1, fact.value);
    return lines;
}

}  // namespace faceloom
