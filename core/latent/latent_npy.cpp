// NumPy's format (numpy.lib.format): magic, version, length and text of a header that is a Python
// dictionary, then the numbers. The dictionary is read by a small parser of its own, and of nothing
// but the three keys it must have.
#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/latent/latent_table.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kLongestHeader = 65535;  // bytes
constexpr std::size_t kAlignment = 64;         // of the numbers in the file

std::uint64_t littleEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte)
        value = value << 8U | static_cast<unsigned char>(*byte);
    return value;
}

struct Header {
    std::string descr;
    std::optional<bool> fortran_order;
    std::optional<std::vector<std::uint64_t>> shape;
};

// {'descr': '<f4', 'fortran_order': False, 'shape': (36, 60), }
class HeaderParser {
public:
    explicit HeaderParser(std::string_view text) : rest_(text) {}

    std::optional<Header> read() {
        if (!take('{')) return std::nullopt;
        while (!take('}')) {
            const auto key = quoted();
            if (!key || !take(':') || !value(*key)) return std::nullopt;
            if (!take(',') && !next('}')) return std::nullopt;
        }
        skipSpace();
        if (!rest_.empty() || header_.descr.empty() || !header_.fortran_order || !header_.shape)
            return std::nullopt;
        return header_;
    }

private:
    void skipSpace() {
        const auto end = rest_.find_first_not_of(" \t\n");
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
    }
    bool next(char c) {
        skipSpace();
        return rest_.starts_with(c);
    }
    bool take(char c) {
        if (!next(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool takeWord(std::string_view word) {
        skipSpace();
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    std::optional<std::string> quoted() {
        skipSpace();
        if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
        const auto end = rest_.find(rest_.front(), 1);
        if (end == std::string_view::npos) return std::nullopt;
        std::string text(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return text;
    }
    bool value(const std::string& key) {
        if (key == "descr" && header_.descr.empty()) {
            auto text = quoted();
            // A list of fields: named in the refusal, not read.
            if (!text && next('[')) return (header_.descr = "records", skipTo(']'));
            header_.descr = text.value_or("");
            return !header_.descr.empty();
        }
        if (key == "fortran_order" && !header_.fortran_order) {
            header_.fortran_order = takeWord("True");
            return *header_.fortran_order || takeWord("False");
        }
        return key == "shape" && !header_.shape && shape();
    }
    bool skipTo(char c) {
        const auto end = rest_.rfind(c);
        if (end == std::string_view::npos) return false;
        rest_.remove_prefix(end + 1);
        return true;
    }
    bool shape() {
        if (!take('(')) return false;
        header_.shape.emplace();
        while (!take(')')) {
            skipSpace();
            std::uint64_t side = 0;
            const auto [read, error] =
                std::from_chars(rest_.data(), rest_.data() + rest_.size(), side);
            if (error != std::errc() || header_.shape->size() == 32) return false;
            rest_.remove_prefix(static_cast<std::size_t>(read - rest_.data()));
            header_.shape->push_back(side);
            if (!take(',') && !next(')')) return false;
        }
        return true;
    }

    std::string_view rest_;
    Header header_;
};

// The width of a number in bytes. Errors: what else the file holds.
Result<std::size_t> widthOf(const std::string& descr) {
    if (descr == "<f4") return 4;
    if (descr == "<f8") return 8;
    if (descr.find('O') != std::string::npos) {
        return fail(ErrorCode::BrokenFile,
                    "it holds Python objects (a pickle), which are never read; save an array of "
                    "numbers, as array.astype('<f4')");
    }
    if (descr.starts_with('>')) {
        return fail(ErrorCode::BrokenFile,
                    "its numbers are of type '{}', big-endian; save array.astype('<f4')", descr);
    }
    return fail(ErrorCode::BrokenFile,
                "its numbers are of type '{}', not '<f4' or '<f8'; save array.astype('<f4')",
                descr.substr(0, 40));
}

// How many rows of how many numbers.
Result<std::array<std::size_t, 2>> shapeOf(const Header& header) {
    const auto& shape = *header.shape;
    if (shape.size() != 2 || shape[0] < 1 || shape[0] > kMostTableRows || shape[1] < 1 ||
        shape[1] > kLargestLatentSize) {
        return fail(ErrorCode::BrokenFile,
                    "its shape is ({}); (faces, numbers) is needed, 1 to {} of each 1 to {}",
                    fmt::join(shape, ", "), kMostTableRows, kLargestLatentSize);
    }
    if (*header.fortran_order) {
        return fail(ErrorCode::BrokenFile,
                    "its order is Fortran's; save numpy.ascontiguousarray(array)");
    }
    return std::array{static_cast<std::size_t>(shape[0]), static_cast<std::size_t>(shape[1])};
}

// The header's text, taken off the front with what stands before it.
Result<std::string_view> takeHeader(std::string_view& rest) {
    if (!rest.starts_with(kMagic) || rest.size() < 10)
        return fail(ErrorCode::BrokenFile, "not an .npy file");
    const int major = static_cast<unsigned char>(rest[6]);
    const int minor = static_cast<unsigned char>(rest[7]);
    if ((major != 1 && major != 2) || minor != 0)
        return fail(ErrorCode::BrokenFile, "its version is {}.{}, not 1.0 or 2.0", major, minor);
    const std::size_t width = major == 1 ? 2 : 4;
    const std::uint64_t length = littleEndian(rest.substr(8, width));
    if (rest.size() < 8 + width || length > kLongestHeader || length > rest.size() - 8 - width)
        return fail(ErrorCode::BrokenFile, "its header of {} bytes is cut short or too long",
                    length);
    const std::string_view header = rest.substr(8 + width, length);
    rest.remove_prefix(8 + width + length);
    return header;
}

Result<LatentTable> tableIn(std::string_view rest) {
    const auto text = takeHeader(rest);
    if (!text) return passOn(text);
    const auto header = HeaderParser(*text).read();
    if (!header) return fail(ErrorCode::BrokenFile, "its header cannot be read");
    const auto width = widthOf(header->descr);
    if (!width) return passOn(width);
    const auto shape = shapeOf(*header);
    if (!shape) return passOn(shape);
    const auto [rows, columns] = *shape;
    if (rest.size() != rows * columns * *width) {  // within 2^36
        return fail(ErrorCode::BrokenFile, "{} bytes of numbers, where its shape needs {}",
                    rest.size(), rows * columns * *width);
    }
    LatentTable table(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        table[row].label = fmt::format("face {}", row + 1);
        table[row].latent.reserve(columns);
        for (std::size_t column = 0; column < columns; ++column) {
            const std::uint64_t bits = littleEndian(rest.substr(0, *width));
            rest.remove_prefix(*width);
            const float value = *width == 4 ? std::bit_cast<float>(static_cast<std::uint32_t>(bits))
                                            : static_cast<float>(std::bit_cast<double>(bits));
            if (!std::isfinite(value)) {
                return fail(ErrorCode::BrokenFile, "number {} of face {} is not finite", column,
                            row + 1);
            }
            table[row].latent.push_back(value);
        }
    }
    return table;
}

}  // namespace

Status writeLatentsNpy(const fs::path& path, const LatentTable& table) {
    if (auto status = checkTable(path, table); !status) return status;
    std::string header =
        fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}), }}", table.size(),
                    table.front().latent.size());
    const std::size_t before = kMagic.size() + 4;
    const std::size_t whole =
        (before + header.size() + 1 + kAlignment - 1) / kAlignment * kAlignment;
    header.resize(whole - before - 1, ' ');
    header += '\n';
    std::string text(kMagic);
    text += {'\1', '\0', static_cast<char>(header.size() & 0xffU),
             static_cast<char>(header.size() >> 8U)};
    text += header;
    for (const LabelledLatent& row : table) {
        for (const float value : row.latent) {
            const auto bits = std::bit_cast<std::uint32_t>(value);
            for (unsigned shift = 0; shift < 32; shift += 8)
                text += static_cast<char>(bits >> shift & 0xffU);
        }
    }
    return writeTextAtomically(path, text);
}

Result<LatentTable> readLatentsNpy(const fs::path& path) {
    const auto whole = readRegularFile(path, kLargestTableFile);
    if (!whole) return passOn(whole);
    auto table = tableIn(*whole);
    if (!table) return fail(table.error().code, "{}: {}", path.string(), table.error().message);
    return table;
}

}  // namespace faceloom
