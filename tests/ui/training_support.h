// A folder of small pictures, a cache of the tests' own, and a run that takes seconds.
#pragma once

#include "core/base/png_file.h"
#include "core/imaging/sketch_faces.h"
#include "core/train/trainer.h"

#include <QString>
#include <QTemporaryDir>
#include <filesystem>

namespace faceloom {

class TrainingFolder {
public:
    explicit TrainingFolder(int pictures = 24) {
        qputenv("XDG_CACHE_HOME", folder_.filePath("cache").toUtf8());
        std::filesystem::create_directories(this->pictures());
        for (int i = 0; i < pictures; ++i) {
            const RgbImage face = drawSketchFace(7, static_cast<std::size_t>(i), 48);
            if (!writePng(this->pictures() / fmt::format("face{:02}.png", i), face)) {
                qFatal("a picture of the test could not be written");
            }
        }
    }

    [[nodiscard]] std::filesystem::path root() const { return folder_.path().toStdString(); }
    [[nodiscard]] std::filesystem::path pictures() const { return root() / "pictures"; }
    [[nodiscard]] QString path(const char* name) const {
        return folder_.filePath(QLatin1String(name));
    }

    // Of 32 × 32 pixels and a few channels: a step takes some milliseconds.
    [[nodiscard]] RunRequest request(const char* run, std::int64_t steps) const {
        RunRequest request;
        request.options.network.generator_widths = {8, 8, 8};
        request.options.network.discriminator_widths = {4, 4, 4, 4};
        request.options.network.latent_size = 8;
        request.options.batch = 4;
        request.options.steps = steps;
        request.options.preview_every = 2;
        request.options.device = DeviceChoice::Cpu;
        request.run_folder = root() / run;
        request.data_name = "test";
        return request;
    }

private:
    QTemporaryDir folder_;
};

}  // namespace faceloom
