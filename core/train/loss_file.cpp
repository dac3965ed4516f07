#include "core/train/loss_file.h"

#include "core/base/regular_file.h"

#include <algorithm>
#include <charconv>

namespace faceloom {

namespace {

constexpr std::string_view kLossHeader =
    "step,epoch,d_loss_real,d_loss_fake,g_loss,d_real_mean,d_fake_mean,images_per_second\n";

// Parses one comma-separated field and moves past it; false if it is no number.
template <class Number>
bool takeField(std::string_view& row, Number& value) {
    const auto comma = std::min(row.find(','), row.size());
    const auto [end, error] = std::from_chars(row.data(), row.data() + comma, value);
    const bool good = error == std::errc() && end == row.data() + comma;
    row.remove_prefix(std::min(comma + 1, row.size()));
    return good;
}

bool parseLossRow(std::string_view row, StepMetrics& metrics) {
    if (std::ranges::count(row, ',') != 7) return false;
    return takeField(row, metrics.step) && takeField(row, metrics.epoch) &&
           takeField(row, metrics.d_loss_real) && takeField(row, metrics.d_loss_fake) &&
           takeField(row, metrics.g_loss) && takeField(row, metrics.d_real_mean) &&
           takeField(row, metrics.d_fake_mean) && takeField(row, metrics.images_per_second);
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path) {
    return fail(ErrorCode::BrokenFile, "{}: cannot be read to its end", path.string());
}

}  // namespace

std::string lossHeader() {
    return std::string(kLossHeader);
}

std::string lossRow(const StepMetrics& row) {
    // fmt writes the shortest text that reads back as the same number.
    return fmt::format("{},{},{},{},{},{},{},{:.2f}\n", row.step, row.epoch, row.d_loss_real,
                       row.d_loss_fake, row.g_loss, row.d_real_mean, row.d_fake_mean,
                       row.images_per_second);
}

Result<std::vector<StepMetrics>> readLosses(const std::filesystem::path& path) {
    auto file = openRegularFile(path);
    if (!file) return passOn(file);
    std::string line;
    if (!std::getline(*file, line) || line + "\n" != kLossHeader) {
        return fail(ErrorCode::BrokenFile, "{}: line 1 is not the header of a loss file",
                    path.string());
    }
    std::vector<StepMetrics> rows;
    for (std::size_t number = 2; std::getline(*file, line); ++number) {
        StepMetrics row;
        if (!parseLossRow(line, row)) {
            return fail(ErrorCode::BrokenFile, "{}: line {} is not a row of eight numbers",
                        path.string(), number);
        }
        rows.push_back(row);
    }
    if (file->bad()) return unreadable(path);
    return rows;
}

Result<std::vector<StepMetrics>> salvageLosses(const std::filesystem::path& path,
                                               std::int64_t last_step) {
    std::vector<StepMetrics> rows;
    auto file = openRegularFile(path);
    if (!file && file.error().code == ErrorCode::NotFound) return rows;
    if (!file) return passOn(file);
    std::string line;
    // A line without a line feed may be the first half of a row that reads well.
    while (std::getline(*file, line) && !file->eof()) {
        StepMetrics row;
        if (!parseLossRow(line, row)) continue;
        const std::int64_t before = rows.empty() ? 0 : rows.back().step;
        if (row.step > before && row.step <= last_step) rows.push_back(row);
    }
    if (file->bad()) return unreadable(path);
    return rows;
}

}  // namespace faceloom
