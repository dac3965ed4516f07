#include "core/train/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/data/hold_out.h"
#include "core/latent/json_node.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostSteps = 1'000'000'000'000;
constexpr std::size_t kMostPictures = 1'000'000'000;

std::string stepName(std::int64_t step, std::string_view ending) {
    return fmt::format("step-{:08}{}", step, ending);
}

// Of files named step-N with this ending, ascending.
std::vector<std::int64_t> stepsIn(const fs::path& folder, std::string_view ending) {
    std::vector<std::int64_t> steps;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        constexpr std::string_view kPrefix = "step-";
        if (!name.starts_with(kPrefix)) continue;
        std::int64_t step = 0;
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), step);
        // Ours are written in one way; a copy beside one is not a second.
        if (step >= 0 && step <= kMostSteps && name == stepName(step, ending))
            steps.push_back(step);
    }
    std::ranges::sort(steps);
    return steps;
}

}  // namespace

std::size_t RunDescription::trainingCount() const {
    return data_count - heldOutCount(data_count, static_cast<std::size_t>(options.hold_out));
}

fs::path RunFolder::sampleFile(std::int64_t step) const {
    return root_ / "samples" / stepName(step, ".png");
}

fs::path RunFolder::checkpointFile(std::int64_t step) const {
    return root_ / "checkpoints" / stepName(step, ".safetensors");
}

bool RunFolder::hasRun() const {
    std::error_code ignored;
    return fs::exists(descriptionFile(), ignored);
}

Status RunFolder::create() const {
    for (const fs::path& folder : {root_, root_ / "samples", root_ / "checkpoints"}) {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error || !fs::is_directory(folder)) {
            return fail(ErrorCode::WriteFailed, "{}: the run folder cannot be made: {}",
                        folder.string(), error ? error.message() : "something else has this name");
        }
        // Permissions lie (read-only mounts, quotas); trying does not.
        auto probe = AtomicFile::create(folder / ".write-test");
        if (!probe) return passOn(probe);
    }
    return {};
}

std::vector<std::int64_t> RunFolder::checkpointSteps() const {
    return stepsIn(root_ / "checkpoints", ".safetensors");
}

std::vector<std::int64_t> RunFolder::sampleSteps() const {
    return stepsIn(root_ / "samples", ".png");
}

Status RunFolder::writeDescription(const RunDescription& run) const {
    const nlohmann::ordered_json json = {
        {"faceloom_version", run.faceloom_version},
        {"options", nlohmann::ordered_json::parse(toJson(run.options))},
        {"started_with", run.started_with},
        {"data",
         {{"name", run.data_name},
          {"path", run.data_path.string()},
          {"sha256", run.data_sha256},
          {"pictures", run.data_count}}},
    };
    return writeTextAtomically(
        descriptionFile(),
        json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

Result<RunDescription> RunFolder::readDescription() const {
    constexpr std::size_t kLargest = 1 << 20;  // bytes; it has a few hundred
    const auto text = readRegularFile(descriptionFile(), kLargest);
    if (!text) return passOn(text);
    try {
        const auto parsed = parseJson(*text);
        if (!parsed) {
            return fail(ErrorCode::BrokenFile, "{}: {}", descriptionFile().string(),
                        parsed.error().message);
        }
        const Json& json = *parsed;
        auto options = trainOptionsFromJson(json.at("options").dump());
        if (!options) {
            return fail(ErrorCode::BrokenFile, "{}: {}", descriptionFile().string(),
                        options.error().message);
        }
        RunDescription run;
        run.options = *options;
        run.started_with = json.value("started_with", "");
        const auto& data = json.at("data");
        run.data_name = data.at("name").get<std::string>();
        run.data_path = data.at("path").get<std::string>();
        run.data_sha256 = data.at("sha256").get<std::string>();
        run.data_count = wholeNumber<std::size_t>(data.at("pictures"));
        if (run.data_count > kMostPictures)
            return fail(ErrorCode::BrokenFile, "{}: {} pictures are more than {}",
                        descriptionFile().string(), run.data_count, kMostPictures);
        run.faceloom_version = json.at("faceloom_version").get<std::string>();
        return run;
    } catch (const std::exception& error) {
        return fail(ErrorCode::BrokenFile, "{}: {}", descriptionFile().string(), error.what());
    }
}

}  // namespace faceloom
