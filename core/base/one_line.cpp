#include "core/base/one_line.h"

#include <algorithm>

#include <fmt/format.h>

namespace faceloom {

namespace {

// A character that would not stay within its line, and how many bytes it takes; 0 bytes: none.
struct Unruly {
    std::size_t bytes = 0;
    unsigned code = 0;
};

Unruly unrulyAt(std::string_view text) {
    const auto byte = [text](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const unsigned first = byte(0), second = byte(1), third = byte(2);
    if (first < 0x20 || first == 0x7F) return {1, first};
    if (first == 0xC2 && second >= 0x80 && second < 0xA0) return {2, second};  // C1 controls
    if (first != 0xE2) return {};
    const unsigned code = 0x2000U | (second & 0x3FU) << 6U | (third & 0x3FU);
    const bool separates = code == 0x2028 || code == 0x2029;
    const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return separates || turns ? Unruly{3, code} : Unruly{};
}

std::string escaped(const Unruly& character) {
    switch (character.code) {
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            return character.code < 0x100 ? fmt::format("\\x{:02x}", character.code)
                                          : fmt::format("\\u{:04x}", character.code);
    }
}

}  // namespace

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

std::string escapedLine(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    while (!text.empty()) {
        const Unruly unruly = unrulyAt(text);
        if (unruly.bytes > 0)
            line += escaped(unruly);
        else
            line += text.front();
        text.remove_prefix(std::max<std::size_t>(unruly.bytes, 1));
    }
    return line;
}

}  // namespace faceloom
