#include "core/train/run_measures.h"

#include "core/base/atomic_file.h"
#include "core/base/one_line.h"
#include "core/base/regular_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = std::size_t{16} << 20;  // bytes
constexpr std::size_t kMostColumns = 64;
constexpr std::string_view kStep = "step";

std::vector<std::string_view> fieldsOf(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string_view> fields;
    for (;;) {
        const auto comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
    }
}

std::string shown(std::string_view field) {
    return escapedLine(field.substr(0, 40));
}

template <class Number>
bool parse(std::string_view text, Number& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

// Letters, digits and underscores, as a header may hold them unquoted.
bool isColumnName(std::string_view name) {
    return !name.empty() && name.size() <= 100 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

// Errors are worded to follow "PATH: line N: ".
Result<std::vector<std::string>> columnsOf(std::string_view header) {
    const auto fields = fieldsOf(header);
    std::set<std::string_view> seen;
    for (const std::string_view field : fields) {
        if (isColumnName(field) && seen.insert(field).second) continue;
        return fail(ErrorCode::BrokenFile, "'{}' is no column's name, or is there twice",
                    shown(field));
    }
    if (!seen.contains(kStep) || fields.size() > kMostColumns)
        return fail(ErrorCode::BrokenFile, "not a header of at most {} columns, one of them step",
                    kMostColumns);
    return std::vector<std::string>(fields.begin(), fields.end());
}

Result<RunMeasure> rowOf(std::string_view line, const std::vector<std::string>& columns) {
    const auto fields = fieldsOf(line);
    if (fields.size() != columns.size()) {
        return fail(ErrorCode::BrokenFile, "{} fields where the header has {}", fields.size(),
                    columns.size());
    }
    RunMeasure row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (columns[i] == kStep) {
            if (parse(fields[i], row.step) && row.step >= 0) continue;
            return fail(ErrorCode::BrokenFile, "'{}' is no step", shown(fields[i]));
        }
        if (fields[i].empty()) continue;
        double value = 0;
        if (!parse(fields[i], value) || !std::isfinite(value))
            return fail(ErrorCode::BrokenFile, "'{}' is no finite number", shown(fields[i]));
        row.values[columns[i]] = value;
    }
    return row;
}

}  // namespace

Result<std::vector<RunMeasure>> readMeasures(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return std::vector<RunMeasure>{};
    const auto whole = readRegularFile(path, kLargestFile);
    if (!whole) return passOn(whole);
    const auto refuse = [&path](std::size_t line, const std::string& why) {
        return fail(ErrorCode::BrokenFile, "{}: line {}: {}", path.string(), line, why);
    };
    std::string_view rest(*whole);
    std::vector<std::string> columns;
    std::map<std::int64_t, RunMeasure> rows;
    for (std::size_t line = 1; rest.find('\n') != std::string_view::npos; ++line) {
        const std::string_view text = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(text.size() + 1);
        if (line == 1) {
            auto named = columnsOf(text);
            if (!named) return refuse(line, named.error().message);
            columns = std::move(*named);
            continue;
        }
        auto row = rowOf(text, columns);
        if (!row) return refuse(line, row.error().message);
        rows[row->step] = std::move(*row);
    }
    if (columns.empty()) return refuse(1, "there is no header");
    std::vector<RunMeasure> measures;
    for (auto& [step, row] : rows)
        measures.push_back(std::move(row));
    return measures;
}

Result<std::string> measuresText(std::span<const RunMeasure> measures) {
    std::set<std::string> columns{kKernelDistance};
    for (const RunMeasure& row : measures) {
        for (const auto& [column, value] : row.values) {
            if (!isColumnName(column) || column == kStep || !std::isfinite(value)) {
                return fail(ErrorCode::InvalidArgument, "step {}: {} = {} cannot be kept", row.step,
                            shown(column), value);
            }
            columns.insert(column);
        }
    }
    std::string text(kStep);
    for (const std::string& column : columns)
        text += "," + column;
    text += '\n';
    for (const RunMeasure& row : measures) {
        text += std::to_string(row.step);
        for (const std::string& column : columns) {
            const auto value = row.values.find(column);
            text +=
                value == row.values.end() ? std::string(",") : fmt::format(",{}", value->second);
        }
        text += '\n';
    }
    return text;
}

Status writeMeasures(const fs::path& path, std::span<const RunMeasure> measures) {
    const auto text = measuresText(measures);
    if (!text) return fail(text.error().code, "{}: {}", path.string(), text.error().message);
    return writeTextAtomically(path, *text);
}

Status addMeasure(const fs::path& path, const RunMeasure& measure) {
    auto measures = readMeasures(path);
    if (!measures) return passOn(measures);
    const auto place = std::ranges::lower_bound(*measures, measure.step, {}, &RunMeasure::step);
    if (place != measures->end() && place->step == measure.step) {
        for (const auto& [column, value] : measure.values)
            place->values[column] = value;
    } else {
        measures->insert(place, measure);
    }
    return writeMeasures(path, *measures);
}

std::optional<double> measureAt(std::span<const RunMeasure> measures, std::int64_t step,
                                const std::string& column) {
    const auto row = std::ranges::find(measures, step, &RunMeasure::step);
    if (row == measures.end()) return std::nullopt;
    const auto value = row->values.find(column);
    return value == row->values.end() ? std::nullopt : std::optional(value->second);
}

std::optional<double> kernelDistanceAt(std::span<const RunMeasure> measures, std::int64_t step) {
    return measureAt(measures, step, kKernelDistance);
}

std::optional<std::int64_t> bestStep(std::span<const RunMeasure> measures,
                                     std::span<const std::int64_t> among) {
    std::optional<std::int64_t> best;
    std::optional<double> lowest;
    for (const std::int64_t step : among) {
        const auto distance = kernelDistanceAt(measures, step);
        if (!distance || (lowest && *distance > *lowest)) continue;
        if (lowest && *distance == *lowest && step > *best) continue;
        best = step;
        lowest = distance;
    }
    return best;
}

std::string inOneLine(const RunMeasure& measure) {
    constexpr std::pair<const char*, const char*> kShown[] = {
        {kKernelDistance, "kernel distance"},
        {kFrechetDistance, "Fréchet distance"},
        {kPrecision, "precision"},
        {kRecall, "recall"},
        {kVariety, "variety"},
        {kNearestTraining, "nearest training picture"},
        {kSeparation, "D tells training from held out"},
        {kGameValue, "V(D, G)"},
    };
    std::vector<std::string> parts;
    for (const auto& [column, name] : kShown) {
        const auto value = measure.values.find(column);
        if (value == measure.values.end()) continue;
        parts.push_back(fmt::format("{} {:.4g}", name, value->second));
        const auto error = measure.values.find(std::string(column) + "_error");
        if (error != measure.values.end()) parts.back() += fmt::format(" ± {:.2g}", error->second);
    }
    return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace faceloom
