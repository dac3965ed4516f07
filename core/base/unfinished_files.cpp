#include "core/base/unfinished_files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

#include <sys/types.h>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".tmp";
constexpr std::chrono::minutes kLongestPause = std::chrono::minutes(10);  // in writing
constexpr std::chrono::minutes kLongestWrite = std::chrono::hours(24);

bool isNumber(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Of NAME.PID-N.tmp.
bool writerIsGone(std::string_view name) {
    const std::string_view numbers = name.substr(finalName(name).size() + 1);
    pid_t writer = 0;
    const auto read = std::from_chars(numbers.data(), numbers.data() + numbers.find('-'), writer);
    return read.ec != std::errc{} || (::kill(writer, 0) != 0 && errno == ESRCH);
}

}  // namespace

std::string_view finalName(std::string_view name) {
    if (!name.ends_with(kEnding)) return {};
    name.remove_suffix(kEnding.size());
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return {};
    const std::string_view numbers = name.substr(dot + 1);
    const auto dash = numbers.find('-');
    if (dash == std::string_view::npos || !isNumber(numbers.substr(0, dash)) ||
        !isNumber(numbers.substr(dash + 1))) {
        return {};
    }
    return name.substr(0, dot);
}

void removeUnfinished(const fs::path& folder) {
    const auto now = fs::file_time_type::clock::now();
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (finalName(name).empty()) continue;
        std::error_code unknown;
        if (!fs::is_regular_file(it->symlink_status(unknown))) continue;
        const auto written = it->last_write_time(unknown);
        if (unknown) continue;
        const auto kept_for = writerIsGone(name) ? kLongestPause : kLongestWrite;
        if (now - written > kept_for) found.push_back(it->path());
    }
    std::error_code ignored;
    for (const fs::path& file : found)
        fs::remove(file, ignored);
}

}  // namespace faceloom
