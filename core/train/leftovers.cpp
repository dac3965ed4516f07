#include "core/train/leftovers.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".tmp";

bool isNumber(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The name that an unfinished file was to have; empty if it is none.
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

// A person may be saving something else into the run's folder right now.
bool isOfTheRun(std::string_view name) {
    constexpr std::array<std::string_view, 5> kWritten = {"run.json", "losses.csv", "measures.csv",
                                                          "generator.safetensors", ".write-test"};
    return std::ranges::find(kWritten, name) != kWritten.end();
}

}  // namespace

bool isTemporaryName(std::string_view name) {
    return !finalName(name).empty();
}

void removeLeftovers(const RunFolder& folder) {
    for (const fs::path& part : {folder.root(), folder.sampleFile(0).parent_path(),
                                 folder.checkpointFile(0).parent_path()}) {
        std::vector<fs::path> found;
        std::error_code error;
        for (fs::directory_iterator it(part, error), end; !error && it != end;
             it.increment(error)) {
            const std::string name = it->path().filename().string();
            if (!isTemporaryName(name)) continue;
            if (part == folder.root() && !isOfTheRun(finalName(name))) continue;
            std::error_code ignored;
            if (fs::is_regular_file(it->symlink_status(ignored))) found.push_back(it->path());
        }
        std::error_code ignored;
        for (const fs::path& file : found)
            fs::remove(file, ignored);
    }
}

}  // namespace faceloom
