#include "core/train/roll_back.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/base/safetensors.h"
#include "core/gan/model_export.h"
#include "core/train/loss_file.h"
#include "core/train/run_measures.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

// The first that is not there of rolled-back/1, rolled-back/2, …
fs::path freeFolder(const RunFolder& folder) {
    std::error_code ignored;
    for (int number = 1;; ++number) {
        fs::path free = folder.root() / "rolled-back" / std::to_string(number);
        if (!fs::exists(free, ignored)) return free;
    }
}

std::vector<std::int64_t> after(std::int64_t step, std::vector<std::int64_t> steps) {
    std::erase_if(steps, [step](std::int64_t other) { return other <= step; });
    return steps;
}

Status copyIfThere(const fs::path& from, const fs::path& to) {
    const auto file = RegularFile::open(from);
    if (!file && file.error().code == ErrorCode::NotFound) return {};
    if (!file) return passOn(file);
    auto copy = AtomicFile::create(to);
    if (!copy) return passOn(copy);
    Status written;
    const auto read = file->readParts(0, file->size(), [&](std::span<const std::byte> part) {
        if (written) written = copy->write(part);
    });
    if (!read) return fail(read.error().code, "{}: {}", from.string(), read.error().message);
    if (!written) return written;
    return copy->commit();  // on disk before the original is cut
}

Status move(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (!error) return {};
    return fail(ErrorCode::WriteFailed, "{}: cannot be moved to {}: {}", from.string(), to.string(),
                error.message());
}

Status moveFiles(const RunFolder& from, const RunFolder& to, std::int64_t step) {
    auto checkpoints = after(step, from.checkpointSteps());
    // The newest first: whatever interrupts this, those that are left are a run without a hole.
    for (; !checkpoints.empty(); checkpoints.pop_back()) {
        const std::int64_t newest = checkpoints.back();
        if (auto status = move(from.checkpointFile(newest), to.checkpointFile(newest)); !status)
            return status;
    }
    for (const std::int64_t later : after(step, from.sampleSteps())) {
        if (auto status = move(from.sampleFile(later), to.sampleFile(later)); !status)
            return status;
    }
    return {};
}

// Measures that cannot be read were copied, and stay as they are.
Status cutTables(const RunFolder& folder, std::int64_t step) {
    const auto losses = salvageLosses(folder.lossFile(), step);
    if (!losses) return passOn(losses);
    std::string text = lossHeader();
    for (const StepMetrics& row : *losses)
        text += lossRow(row);
    if (auto status = writeTextAtomically(folder.lossFile(), text); !status) return status;
    auto measures = readMeasures(folder.measuresFile());
    if (!measures || measures->empty()) return {};
    std::erase_if(*measures, [step](const RunMeasure& row) { return row.step > step; });
    return writeMeasures(folder.measuresFile(), *measures);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

Result<RollBack> planRollBack(const RunFolder& folder, std::int64_t step) {
    if (!folder.hasRun())
        return fail(ErrorCode::NotFound, "{}: there is no run in this folder",
                    folder.root().string());
    const auto steps = folder.checkpointSteps();
    if (!std::ranges::binary_search(steps, step)) {
        return fail(ErrorCode::NotFound, "{}: no checkpoint of step {}; there are those of {}",
                    folder.root().string(), step, fmt::join(steps, ", "));
    }
    if (const auto file = SafetensorsFile::open(folder.checkpointFile(step)); !file)
        return passOn(file);
    const auto losses = salvageLosses(folder.lossFile(), std::numeric_limits<std::int64_t>::max());
    if (!losses) return passOn(losses);
    RollBack back;
    back.step = step;
    back.checkpoints = after(step, steps).size();
    back.samples = after(step, folder.sampleSteps()).size();
    back.loss_rows = static_cast<std::size_t>(
        std::ranges::count_if(*losses, [step](const StepMetrics& row) { return row.step > step; }));
    if (const auto measures = readMeasures(folder.measuresFile())) {
        back.measures = static_cast<std::size_t>(std::ranges::count_if(
            *measures, [step](const RunMeasure& row) { return row.step > step; }));
    }
    if (!back.nothing()) back.moved_to = freeFolder(folder);
    return back;
}

Result<RollBack> rollBack(const RunFolder& folder, std::int64_t step) {
    auto back = planRollBack(folder, step);
    if (!back || back->nothing()) return back;
    const RunFolder aside(back->moved_to);
    if (auto status = aside.create(); !status) return passOn(status);
    for (const auto& [from, to] : {std::pair(folder.descriptionFile(), aside.descriptionFile()),
                                   std::pair(folder.lossFile(), aside.lossFile()),
                                   std::pair(folder.measuresFile(), aside.measuresFile()),
                                   std::pair(folder.generatorFile(), aside.generatorFile())}) {
        if (auto status = copyIfThere(from, to); !status) return passOn(status);
    }
    // Before anything is moved: it shows that the checkpoint is whole. If not, only copies go.
    if (auto status = exportGenerator(folder.checkpointFile(step), folder.generatorFile());
        !status) {
        std::error_code ignored;
        fs::remove_all(aside.root(), ignored);
        fs::remove(aside.root().parent_path(), ignored);  // unless others are in it
        return passOn(status);
    }
    if (auto status = moveFiles(folder, aside, step); !status) return passOn(status);
    if (auto status = cutTables(folder, step); !status) return passOn(status);
    return back;
}

std::string describe(const RollBack& back) {
    std::vector<std::string> parts;
    if (back.checkpoints > 0)
        parts.push_back(counted(back.checkpoints, "checkpoint", "checkpoints"));
    if (back.samples > 0) parts.push_back(counted(back.samples, "picture", "pictures"));
    if (back.loss_rows > 0)
        parts.push_back("the losses of " + counted(back.loss_rows, "step", "steps"));
    if (back.measures > 0) parts.push_back(counted(back.measures, "measure", "measures"));
    if (parts.empty()) return "nothing";
    const std::string last = parts.back();
    parts.pop_back();
    return parts.empty() ? last : fmt::format("{} and {}", fmt::join(parts, ", "), last);
}

}  // namespace faceloom
