#include "app/commands/prepare_arguments.h"

#include "core/base/log.h"

#include <iostream>

#include <unistd.h>

namespace faceloom {

void PrepareArguments::addTo(CLI::App& command) {
    command.add_option("--attributes", attributes, "Attribute table in CelebA's format")
        ->type_name("FILE");
    command
        .add_option(
            "--crop", crop,
            "Face rectangle X,Y,W,H[@WxH], in pixels of a picture of that size (default: the first "
            "picture's)")
        ->type_name("RECT");
    detector.addTo(command, "Find the face in each picture instead: haar or mtcnn");
    command.add_option("--size", size, "Side of the packed pictures: 32, 64 or 128 pixels");
    command.add_option("--limit", limit, "Use only the first N pictures")->type_name("N");
}

Result<PrepareOptions> PrepareArguments::toOptions() const {
    PrepareOptions options;
    options.images = images;
    options.image_size = size;
    options.limit = limit;
    if (!attributes.empty()) options.attribute_file = attributes;
    if (!crop.empty()) {
        auto rect = parseCropRect(crop);
        if (!rect) return passOn(rect);
        options.crop = *rect;
    }
    const auto kind = detector.kind();
    if (!kind) return passOn(kind);
    options.detect = *kind;
    if (*kind == DetectorKind::Mtcnn) options.detector_folder = detector.mtcnn_folder;
    if (auto status = options.check(); !status) return passOn(status);
    return options;
}

void reportPrepared(const PreparedData& prepared) {
    constexpr std::size_t kListed = 10;
    for (const std::string& warning : prepared.warnings)
        logWarning("{}", warning);
    logInfo("{}: {} pictures, {} skipped", prepared.dataset.path().string(),
            prepared.dataset.count(), prepared.skipped.size());
    for (const std::string& warning : prepared.warnings)
        std::cerr << "warning: " << warning << '\n';
    if (!prepared.skipped.empty()) {
        std::cerr << fmt::format("skipped {} of {} pictures:\n", prepared.skipped.size(),
                                 prepared.skipped.size() + prepared.dataset.count());
    }
    for (std::size_t i = 0; i < std::min(kListed, prepared.skipped.size()); ++i) {
        std::cerr << "  " << prepared.skipped[i].name << ": " << prepared.skipped[i].reason << '\n';
    }
    if (prepared.skipped.size() > kListed) {
        std::cerr << fmt::format("  … and {} more\n", prepared.skipped.size() - kListed);
    }
    std::cerr << fmt::format("{} pictures of {} x {} {}\n", prepared.dataset.count(),
                             prepared.dataset.imageSize(), prepared.dataset.imageSize(),
                             prepared.from_cache ? "from the cache" : "prepared");
}

PrepareObserver prepareProgressPrinter() {
    if (isatty(STDERR_FILENO) == 0) return {};
    return [](const PrepareProgress& progress) {
        std::cerr << fmt::format("\rpictures {} of {}{}", progress.done, progress.total,
                                 progress.done == progress.total ? "\n" : "")
                  << std::flush;
    };
}

}  // namespace faceloom
