#include "core/train/leftovers.h"

#include "core/base/unfinished_files.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

// A person may be saving something else into the run's folder right now.
bool isOfTheRun(std::string_view name) {
    constexpr std::array<std::string_view, 5> kWritten = {"run.json", "losses.csv", "measures.csv",
                                                          "generator.safetensors", ".write-test"};
    return std::ranges::find(kWritten, name) != kWritten.end();
}

}  // namespace

void removeLeftovers(const RunFolder& folder) {
    for (const fs::path& part : {folder.root(), folder.sampleFile(0).parent_path(),
                                 folder.checkpointFile(0).parent_path()}) {
        std::vector<fs::path> found;
        std::error_code error;
        for (fs::directory_iterator it(part, error), end; !error && it != end;
             it.increment(error)) {
            const std::string name = it->path().filename().string();
            if (finalName(name).empty()) continue;
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
