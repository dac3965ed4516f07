// Small networks, a small data set and an observer that remembers, for the training tests.
#pragma once

#include "core/data/packed_dataset.h"
#include "core/train/trainer.h"
#include "tests/core/temp_folder.h"

#include <vector>

#include <gtest/gtest.h>

namespace faceloom::testing_support {

inline NetworkOptions smallNetworks() {
    NetworkOptions options;
    options.latent_size = 8;
    options.generator_widths = {16, 12, 8};
    options.discriminator_widths = {8, 8, 8, 8};
    return options;
}

inline TrainOptions smallTraining(std::int64_t steps) {
    TrainOptions options;
    options.network = smallNetworks();
    options.batch = 8;
    options.steps = steps;
    options.seed = 3;
    options.device = DeviceChoice::Cpu;
    options.preview_every = 0;
    options.checkpoint_every = 0;
    options.hold_out = 0;
    return options;
}

// `count` pictures of 32 × 32, each of one colour with a brighter left half.
inline PackedDataset smallDataset(const std::filesystem::path& folder, int count = 20) {
    const auto path = folder / "pictures.safetensors";
    auto writer = PackedWriter::create(path, 32, {"none", "fingerprint", {}});
    EXPECT_TRUE(writer.has_value());
    for (int i = 0; i < count; ++i) {
        RgbImage image(32, 32, static_cast<std::uint8_t>(10 + i * 5));
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 16; ++x)
                image.pixel(x, y)[0] = static_cast<std::uint8_t>(200 + i);
        EXPECT_TRUE(writer->add(image, {}, "picture" + std::to_string(i)).has_value());
    }
    EXPECT_TRUE(writer->finish().has_value());
    auto dataset = PackedDataset::open(path);
    EXPECT_TRUE(dataset.has_value());
    return *dataset;
}

struct RecordingObserver : TrainObserver {
    std::vector<StepMetrics> steps;
    std::vector<StepMetrics> history;
    std::vector<std::int64_t> previews;
    std::vector<Preview> preview_pictures;
    std::vector<std::int64_t> checkpoints;
    std::vector<std::string> messages;
    std::vector<Alarm> alarms;

    void onHistory(const std::vector<StepMetrics>& rows) override { history = rows; }
    void onStep(const StepMetrics& metrics, const RunProgress&) override {
        steps.push_back(metrics);
    }
    void onPreview(const Preview& preview) override {
        previews.push_back(preview.step);
        preview_pictures.push_back(preview);
    }
    void onCheckpoint(std::int64_t step, const std::filesystem::path&) override {
        checkpoints.push_back(step);
    }
    void onMessage(const std::string& text) override { messages.push_back(text); }
    void onAlarm(const Alarm& alarm) override { alarms.push_back(alarm); }
};

}  // namespace faceloom::testing_support
