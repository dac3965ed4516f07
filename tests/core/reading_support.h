// Small labelled data sets and untrained readers, for the tests of reading.
#pragma once

#include "core/data/packed_dataset.h"
#include "core/reading/attribute_file.h"
#include "core/reading/caffe_export.h"
#include "core/reading/face_attributes.h"
#include "tests/core/temp_folder.h"

#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom::testing_support {

inline RgbImage noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    RgbImage image(width, height);
    for (auto& value : image.rgb_u8)
        value = static_cast<std::uint8_t>(random() & 0xFF);
    return image;
}

// Noise about a brightness; 64 × 64.
inline RgbImage shade(int brightness, unsigned seed) {
    RgbImage image = noise(64, 64, seed);
    for (auto& value : image.rgb_u8)
        value = static_cast<std::uint8_t>(std::clamp(brightness + value / 8 - 16, 0, 255));
    return image;
}

// A network whose batch norms are not the identity, in evaluation mode.
inline FaceNetwork someNetwork(int outputs, std::uint64_t seed = 5) {
    FaceNetwork network(outputs, 0.4, at::make_generator<at::CPUGeneratorImpl>(seed));
    const torch::NoGradGuard no_grad;
    auto random = at::make_generator<at::CPUGeneratorImpl>(seed + 1);
    for (auto& item : network->named_parameters()) {
        if (item.key().starts_with("norm")) item.value().uniform_(0.5, 1.5, random);
        if (item.key() == "dense.weight") item.value().normal_(0, 0.3, random);
    }
    for (auto& item : network->named_buffers()) {
        if (item.value().is_floating_point()) item.value().uniform_(0.3, 1.2, random);
    }
    network->eval();
    return network;
}

struct LabelledFace {
    RgbImage face;
    std::string name;
    std::vector<std::int8_t> attributes;  // as many as attribute names, or empty
};

inline PackedDataset packed(const std::filesystem::path& path,
                            const std::vector<std::string>& attribute_names,
                            const std::vector<LabelledFace>& faces, int side = 64) {
    auto writer = PackedWriter::create(path, side, {"none", "fingerprint", attribute_names});
    EXPECT_TRUE(writer.has_value());
    for (const LabelledFace& face : faces)
        EXPECT_TRUE(writer->add(face.face, face.attributes, face.name).has_value());
    EXPECT_TRUE(writer->finish().has_value());
    return *PackedDataset::open(path);
}

inline std::vector<std::string> allAttributeNames() {
    return {attributeNames().begin(), attributeNames().end()};
}

}  // namespace faceloom::testing_support
