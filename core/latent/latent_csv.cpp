#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/latent/latent_table.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::string_view takeLine(std::string_view& rest) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// Takes the first field and the comma after it. Nothing where quotes do not match.
std::optional<std::string> takeLabel(std::string_view& line) {
    if (!line.starts_with('"')) {
        const auto comma = line.find(',');
        std::string label(line.substr(0, comma));
        line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
        return label;
    }
    std::string label;
    for (std::size_t at = 1; at < line.size(); ++at) {
        if (line[at] != '"') {
            label += line[at];
        } else if (line.substr(at + 1).starts_with('"')) {
            label += line[at++];
        } else if (at + 1 == line.size() || line[at + 1] == ',') {
            line.remove_prefix(std::min(at + 2, line.size()));
            return label;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

// How many numbers a row has, after "face,z0,z1,…". Nothing where the header is another.
std::optional<std::size_t> columnsOf(std::string_view header) {
    if (!header.starts_with("face,z0")) return std::nullopt;
    header.remove_prefix(4);
    std::size_t columns = 0;
    while (!header.empty()) {
        const std::string wanted = fmt::format(",z{}", columns);
        if (!header.starts_with(wanted) || columns == kLargestLatentSize) return std::nullopt;
        header.remove_prefix(wanted.size());
        ++columns;
    }
    return columns;
}

// The numbers of a row; an error names what is wrong.
Result<Latent> numbersOf(std::string_view fields, std::size_t columns) {
    Latent latent;
    latent.reserve(columns);
    for (bool more = !fields.empty(); more;) {
        const auto comma = fields.find(',');
        const std::string_view field = fields.substr(0, comma);
        more = comma != std::string_view::npos;
        fields.remove_prefix(more ? comma + 1 : fields.size());
        float value = 0;
        const auto [read, error] =
            std::from_chars(field.data(), field.data() + field.size(), value);
        if (error != std::errc() || read != field.data() + field.size() || !std::isfinite(value)) {
            return fail(ErrorCode::BrokenFile, "'{}' is no finite number", field.substr(0, 40));
        }
        if (latent.size() == columns)
            return fail(ErrorCode::BrokenFile, "more numbers than the header's {}", columns);
        latent.push_back(value);
    }
    if (latent.size() < columns) {
        return fail(ErrorCode::BrokenFile, "{} numbers where the header has {}", latent.size(),
                    columns);
    }
    return latent;
}

Result<LabelledLatent> rowOf(std::string_view line, std::size_t columns) {
    auto label = takeLabel(line);
    if (!label) return fail(ErrorCode::BrokenFile, "a quotation mark has no counterpart");
    if (label->size() > kLongestLabel)
        return fail(ErrorCode::BrokenFile, "a name longer than {} bytes", kLongestLabel);
    auto latent = numbersOf(line, columns);
    if (!latent) return passOn(latent);
    return LabelledLatent{std::move(*label), std::move(*latent), {}};
}

}  // namespace

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

Status writeLatentsCsv(const fs::path& path, const LatentTable& table) {
    if (auto status = checkTable(path, table); !status) return status;
    std::string text = "face";
    for (std::size_t i = 0; i < table.front().latent.size(); ++i)
        text += fmt::format(",z{}", i);
    text += '\n';
    std::array<char, 32> number{};
    for (const LabelledLatent& row : table) {
        // A row is a line here, also where RFC 4180 would allow more.
        std::string label = row.label;
        for (char& c : label)
            if (c == '\n' || c == '\r') c = ' ';
        text += csvField(label);
        for (const float value : row.latent) {
            const auto end = std::to_chars(number.data(), number.data() + number.size(), value).ptr;
            (text += ',').append(number.data(), end);
        }
        text += '\n';
    }
    return writeTextAtomically(path, text);
}

Result<LatentTable> readLatentsCsv(const fs::path& path) {
    const auto whole = readRegularFile(path, kLargestTableFile);
    if (!whole) return passOn(whole);
    std::string_view rest(*whole);
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);  // as spreadsheets write it
    const auto columns = columnsOf(takeLine(rest));
    if (!columns) {
        return fail(ErrorCode::BrokenFile,
                    "{}: line 1 is not the header face,z0,z1,… of 1 to {} numbers", path.string(),
                    kLargestLatentSize);
    }
    LatentTable table;
    for (std::size_t line = 2; !rest.empty(); ++line) {
        const std::string_view text = takeLine(rest);
        if (text.empty()) continue;
        auto row = rowOf(text, *columns);
        if (row && table.size() == kMostTableRows)
            row = fail(ErrorCode::BrokenFile, "more than {} faces", kMostTableRows);
        if (!row) {
            return fail(ErrorCode::BrokenFile, "{}: line {}: {}", path.string(), line,
                        row.error().message);
        }
        table.push_back(std::move(*row));
    }
    if (table.empty())
        return fail(ErrorCode::BrokenFile, "{}: there are no faces in it", path.string());
    return table;
}

}  // namespace faceloom
