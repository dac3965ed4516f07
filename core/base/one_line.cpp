#include "core/base/one_line.h"

namespace faceloom {

std::string firstLineOf(std::string_view text) {
    constexpr std::string_view kError = "error: ", kBlank = " \t\r\n";
    const auto start = text.find_first_not_of(kBlank);
    if (start == std::string_view::npos) return {};
    text.remove_prefix(start);
    std::string_view line = text.substr(0, text.find('\n'));
    if (const auto found = line.find(kError);
        line.starts_with("OpenCV") && found != std::string_view::npos)
        line.remove_prefix(found + kError.size());
    while (!line.empty() &&
           (kBlank.find(line.back()) != std::string_view::npos || line.back() == ':'))
        line.remove_suffix(1);
    return std::string(line);
}

}  // namespace faceloom
