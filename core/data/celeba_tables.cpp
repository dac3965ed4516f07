#include "core/data/celeba_tables.h"

#include "core/base/regular_file.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// The table's lines, one after another, with their numbers; LF or CRLF, a byte-order mark skipped.
class LineReader {
public:
    explicit LineReader(std::string_view text) : rest_(text) {
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    }

    // False at the end.
    bool next(std::string_view& line) {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('\n');
        line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++number_;
        return true;
    }
    [[nodiscard]] std::size_t number() const { return number_; }

private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

// The next word of a line, which is shortened by it; empty at the line's end.
std::string_view takeWord(std::string_view& line) {
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(begin);
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return word;
}

template <class Number>
std::optional<Number> numberOf(std::string_view word) {
    Number value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
}

// A hostile word must not flood the message.
std::string_view shortened(std::string_view word) {
    return word.substr(0, 40);
}

struct Table {
    std::vector<std::string> names;  // of the columns
    std::size_t rows = 0;
};

// Count line, names, then rows: what the attribute and landmark tables share. `addRow` is given the
// file name and the values, and says what is wrong with them, if anything.
template <class AddRow>
Result<Table> readCountedTable(const fs::path& path, const AddRow& addRow) {
    const auto text = readRegularFile(path);
    if (!text) return passOn(text);
    LineReader lines(*text);
    std::string_view line;

    std::string_view count_line;
    std::optional<std::size_t> count;
    if (lines.next(line)) count_line = takeWord(line);
    count = numberOf<std::size_t>(count_line);
    if (!count || !takeWord(line).empty()) {
        return fail(ErrorCode::BrokenFile,
                    "{}: line 1: expected the number of pictures, found \"{}\"", path.string(),
                    shortened(count_line));
    }
    Table table;
    if (lines.next(line)) {
        for (auto word = takeWord(line); !word.empty(); word = takeWord(line)) {
            table.names.emplace_back(word);
        }
    }
    if (table.names.empty()) {
        return fail(ErrorCode::BrokenFile, "{}: line 2: expected the names of the columns",
                    path.string());
    }
    while (lines.next(line)) {
        const std::string_view name = takeWord(line);
        if (name.empty()) continue;
        if (const std::string wrong = addRow(table, std::string(name), line); !wrong.empty()) {
            return fail(ErrorCode::BrokenFile, "{}: line {}: {}", path.string(), lines.number(),
                        wrong);
        }
        ++table.rows;
    }
    if (table.rows != *count) {
        return fail(ErrorCode::BrokenFile, "{}: line 1 says {} pictures, but {} rows follow",
                    path.string(), *count, table.rows);
    }
    return table;
}

std::string wrongLength(std::size_t found, std::size_t expected) {
    return fmt::format("{} values where {} are named", found, expected);
}

}  // namespace

int AttributeTable::indexOf(const std::string& name) const {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

Result<AttributeTable> readAttributeTable(const fs::path& path) {
    AttributeTable result;
    auto table = readCountedTable(
        path, [&result](const Table& head, std::string name, std::string_view rest) -> std::string {
            std::vector<std::int8_t> values;
            values.reserve(head.names.size());
            std::size_t count = 0;
            for (auto word = takeWord(rest); !word.empty(); word = takeWord(rest), ++count) {
                if (word != "1" && word != "-1") {
                    return fmt::format("\"{}\" is neither 1 nor -1", shortened(word));
                }
                if (count < head.names.size()) values.push_back(word == "1" ? 1 : -1);
            }
            if (count != head.names.size()) return wrongLength(count, head.names.size());
            const auto [row, is_new] = result.by_file.emplace(std::move(name), std::move(values));
            return is_new ? "" : fmt::format("{} is listed twice", shortened(row->first));
        });
    if (!table) return passOn(table);
    result.names = std::move(table->names);
    return result;
}

Result<std::unordered_map<std::string, Landmarks>> readLandmarkTable(const fs::path& path) {
    std::unordered_map<std::string, Landmarks> result;
    auto table = readCountedTable(
        path, [&result](const Table&, std::string name, std::string_view rest) -> std::string {
            Landmarks values{};
            std::size_t count = 0;
            for (auto word = takeWord(rest); !word.empty(); word = takeWord(rest), ++count) {
                const auto value = numberOf<float>(word);
                if (!value) return fmt::format("\"{}\" is not a number", shortened(word));
                if (count < values.size()) values[count] = *value;
            }
            if (count != values.size()) return wrongLength(count, values.size());
            const auto [row, is_new] = result.emplace(std::move(name), values);
            return is_new ? "" : fmt::format("{} is listed twice", shortened(row->first));
        });
    if (!table) return passOn(table);
    return result;
}

Result<std::unordered_map<std::string, int>> readIdentityTable(const fs::path& path) {
    const auto text = readRegularFile(path);
    if (!text) return passOn(text);
    std::unordered_map<std::string, int> result;
    LineReader lines(*text);
    std::string_view line;
    while (lines.next(line)) {
        const std::string_view name = takeWord(line);
        if (name.empty()) continue;
        const auto person = numberOf<int>(takeWord(line));
        if (!person || !takeWord(line).empty()) {
            return fail(ErrorCode::BrokenFile,
                        "{}: line {}: expected a file name and a person's number", path.string(),
                        lines.number());
        }
        if (!result.emplace(name, *person).second) {
            return fail(ErrorCode::BrokenFile, "{}: line {}: {} is listed twice", path.string(),
                        lines.number(), shortened(name));
        }
    }
    return result;
}

}  // namespace faceloom
