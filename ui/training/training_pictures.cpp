#include "ui/training/training_pictures.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

using TellProgress = std::function<void(std::size_t, std::size_t)>;
using TellMessage = std::function<void(const std::string&)>;

std::string describeSkipped(const std::vector<SkippedPicture>& skipped) {
    constexpr std::size_t kNamed = 3;
    std::string text = fmt::format("{} {} skipped:", skipped.size(),
                                   skipped.size() == 1 ? "picture was" : "pictures were");
    for (std::size_t i = 0; i < std::min(kNamed, skipped.size()); ++i) {
        text += fmt::format("{} {} ({})", i == 0 ? "" : ";", skipped[i].name, skipped[i].reason);
    }
    if (skipped.size() > kNamed) text += fmt::format("; and {} more", skipped.size() - kNamed);
    return text;
}

Result<PackedDataset> prepareFolder(const PrepareOptions& options, const std::stop_token& stop,
                                    const TellProgress& tell_progress,
                                    const TellMessage& tell_message) {
    auto prepared = prepareCached(options, stop, [&](const PrepareProgress& progress) {
        tell_progress(progress.done, progress.total);
    });
    if (!prepared) return passOn(prepared);
    for (const std::string& warning : prepared->warnings) {
        tell_message(warning);
    }
    if (!prepared->skipped.empty()) tell_message(describeSkipped(prepared->skipped));
    return std::move(prepared->dataset);
}

}  // namespace

QString nameOf(const TrainingPictures& pictures) {
    if (const auto* folder = std::get_if<PrepareOptions>(&pictures)) {
        // The picture folder of CelebA is no name for it, the folder around is.
        std::error_code ignored;
        const fs::path path = fs::weakly_canonical(folder->images, ignored);
        const bool inner = path.filename() == "img_align_celeba";
        return QString::fromStdString((inner ? path.parent_path() : path).filename().string());
    }
    if (const auto* file = std::get_if<PackedFile>(&pictures)) {
        return QString::fromStdString(file->path.stem().string());
    }
    return QStringLiteral("sketch faces");
}

DataSource makeDataSource(TrainingPictures pictures) {
    return
        [pictures = std::move(pictures)](const std::stop_token& stop, const TellProgress& progress,
                                         const TellMessage& message) -> Result<PackedDataset> {
            if (const auto* folder = std::get_if<PrepareOptions>(&pictures)) {
                return prepareFolder(*folder, stop, progress, message);
            }
            if (const auto* file = std::get_if<PackedFile>(&pictures)) {
                return PackedDataset::open(file->path);
            }
            return openSketchFaces(std::get<SketchPictures>(pictures), stop);
        };
}

}  // namespace faceloom
