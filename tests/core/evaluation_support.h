// A data set, a run and a face reader of random weights, for the tests of measuring.
#pragma once

#include "core/evaluation/real_faces.h"
#include "tests/core/reading_support.h"
#include "tests/core/train_support.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace faceloom::testing_support {

// $FACELOOM_MODELS is this folder as long as it lives, with an attribute reader in it or without.
class ModelsFolder {
public:
    explicit ModelsFolder(bool with_reader = true) {
        if (with_reader) {
            EXPECT_TRUE(writeAttributeReader(folder_.path() / "attributes.safetensors",
                                             someNetwork(kAttributes)));
        }
        const char* before = std::getenv("FACELOOM_MODELS");
        before_ = before == nullptr ? "" : before;
        setenv("FACELOOM_MODELS", folder_.path().c_str(), 1);
    }
    ~ModelsFolder() {
        if (before_.empty())
            unsetenv("FACELOOM_MODELS");
        else
            setenv("FACELOOM_MODELS", before_.c_str(), 1);
    }
    ModelsFolder(const ModelsFolder&) = delete;
    ModelsFolder& operator=(const ModelsFolder&) = delete;

    [[nodiscard]] AttributeReader reader() const {
        return *AttributeReader::open(folder_.path() / "attributes.safetensors");
    }

private:
    TempFolder folder_;
    std::string before_;
};

// `count` pictures of 32 × 32 as `draw(index)` gives them.
template <class Draw>
PackedDataset drawnDataset(const std::filesystem::path& path, unsigned count, const Draw& draw) {
    std::vector<LabelledFace> faces;
    for (unsigned i = 0; i < count; ++i)
        faces.push_back({draw(i), std::to_string(i), {}});
    return packed(path, {}, faces, 32);
}

}  // namespace faceloom::testing_support
