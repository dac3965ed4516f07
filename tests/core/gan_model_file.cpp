// Model files: round trip, and every way in which one can be broken.
#include "core/base/safetensors.h"
#include "core/gan/half_model.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/gan/untrained_generator.h"
#include "tests/core/temp_folder.h"

#include <cstring>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace faceloom {
namespace {

NetworkOptions tinyOptions() {
    NetworkOptions options;
    options.latent_size = 5;
    options.generator_widths = {6, 5, 4};
    options.discriminator_widths = {3, 4, 5, 6};
    return options;
}

class ModelFile : public testing::Test {
protected:
    void SetUp() override {
        generator_ = Generator(tinyOptions(), at::make_generator<at::CPUGeneratorImpl>(1));
        generator_->eval();
        ModelInfo info;
        info.step = 12;
        info.trained_on = "a folder";
        ASSERT_TRUE(writeGenerator(path_, generator_, info).has_value());
    }

    // Writes the same file with some tensors changed.
    void rewrite(const std::function<void(NamedTensors&, Metadata&)>& change) {
        Metadata metadata = SafetensorsFile::open(path_)->metadata();
        NamedTensors tensors = stateOf(*generator_);
        for (auto& [name, tensor] : tensors)
            tensor = tensor.detach().clone();
        change(tensors, metadata);
        ASSERT_TRUE(writeTensors(path_, tensors, metadata).has_value());
    }

    void expectBroken(const std::string& word) {
        const auto info = readModelInfo(path_);
        const auto read = info ? readGenerator(*info) : Result<Generator>(passOn(info));
        ASSERT_FALSE(read.has_value());
        EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(read.error().message.find(word), std::string::npos) << read.error().message;
        EXPECT_NE(read.error().message.find(path_.string()), std::string::npos)
            << read.error().message;
    }

    TempFolder folder_;
    std::filesystem::path path_ = folder_.path() / "model.safetensors";
    Generator generator_{nullptr};
};

TEST_F(ModelFile, RoundTripsToTheBit) {
    const auto info = readModelInfo(path_);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    EXPECT_EQ(info->network, tinyOptions());
    EXPECT_EQ(info->step, 12);
    EXPECT_EQ(info->trained_on, "a folder");
    auto read = readGenerator(*info);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    const at::Tensor z = at::randn({3, 5});
    EXPECT_TRUE(at::equal((*read)->forward(z), generator_->forward(z)));
}

// What Python's safetensors package does with a file, step by step: a length, a JSON header, raw
// little-endian numbers.
TEST_F(ModelFile, HasTheLayoutThatPythonReads) {
    std::ifstream file(path_, std::ios::binary);
    std::uint64_t length = 0;
    file.read(reinterpret_cast<char*>(&length), 8);
    std::string header(length, ' ');
    file.read(header.data(), static_cast<std::streamsize>(length));
    const auto json = nlohmann::json::parse(header);
    EXPECT_EQ(json.at("__metadata__").at("format"), "pt");
    std::uint64_t end = 0;
    for (const auto& [name, tensor] : stateOf(*generator_)) {
        const auto& entry = json.at(name);
        EXPECT_EQ(entry.at("dtype"), "F32");
        EXPECT_EQ(entry.at("shape").get<std::vector<std::int64_t>>(), tensor.sizes().vec());
        const auto offsets = entry.at("data_offsets").get<std::vector<std::uint64_t>>();
        std::vector<float> numbers(static_cast<std::size_t>(tensor.numel()));
        ASSERT_EQ(offsets[1] - offsets[0], numbers.size() * sizeof(float));
        file.seekg(static_cast<std::streamoff>(8 + length + offsets[0]));
        file.read(reinterpret_cast<char*>(numbers.data()),
                  static_cast<std::streamsize>(offsets[1] - offsets[0]));
        const at::Tensor expected = tensor.detach().contiguous();
        EXPECT_EQ(std::memcmp(numbers.data(), expected.data_ptr(), expected.nbytes()), 0) << name;
        end = std::max(end, offsets[1]);
    }
    EXPECT_EQ(std::filesystem::file_size(path_), 8 + length + end);
}

TEST_F(ModelFile, HalfPrecisionWeightsAreWidened) {
    rewrite([](NamedTensors& tensors, Metadata&) {
        for (auto& [name, tensor] : tensors)
            tensor = tensor.to(at::kHalf);
    });
    auto read = readGenerator(*readModelInfo(path_));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    const at::Tensor z = at::randn({3, 5});
    EXPECT_LT(((*read)->forward(z) - generator_->forward(z)).abs().max().item<double>(), 0.01);
}

TEST_F(ModelFile, ACutFileIsBroken) {
    std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 4);
    expectBroken("");
}

TEST_F(ModelFile, AMissingTensorIsNamed) {
    rewrite([](NamedTensors& tensors, Metadata&) { tensors.erase(tensors.begin()); });
    expectBroken("dense.weight");
}

TEST_F(ModelFile, AnExtraTensorIsNamed) {
    rewrite(
        [](NamedTensors& tensors, Metadata&) { tensors.emplace_back("stowaway", at::zeros({2})); });
    expectBroken("stowaway");
}

TEST_F(ModelFile, AWrongShapeIsNamed) {
    rewrite([](NamedTensors& tensors, Metadata&) { tensors[0].second = at::zeros({7, 7}); });
    expectBroken("dense.weight");
}

TEST_F(ModelFile, WeightsThatAreNotNumbersAreRefused) {
    rewrite([](NamedTensors& tensors, Metadata&) { tensors[1].second[0] = NAN; });
    expectBroken("not finite");
}

TEST_F(ModelFile, AVarianceBelowZeroIsRefused) {
    rewrite([](NamedTensors& tensors, Metadata&) {
        for (auto& [name, tensor] : tensors) {
            if (name == "norm0.running_var") tensor[0] = -1;
        }
    });
    expectBroken("below zero");
}

TEST_F(ModelFile, AnotherKindOfFileIsRefused) {
    rewrite([](NamedTensors&, Metadata& metadata) { metadata["faceloom.kind"] = "encoder"; });
    expectBroken("encoder");
}

TEST_F(ModelFile, OptionsOutOfRangeAreRefusedBeforeAnythingIsAllocated) {
    rewrite([](NamedTensors&, Metadata& metadata) {
        NetworkOptions huge = tinyOptions();
        huge.generator_widths = {2000000000, 5, 4};
        metadata["faceloom.network"] = toJson(huge);
    });
    expectBroken("2000000000");
}

TEST_F(ModelFile, HalvedItIsTheSameModelInHalfTheSpace) {
    const auto half = path_.parent_path() / "half.safetensors";
    ASSERT_TRUE(writeHalfModel(path_, half).has_value());
    EXPECT_LT(std::filesystem::file_size(half), std::filesystem::file_size(path_) * 3 / 4);
    const auto info = readModelInfo(half);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    EXPECT_EQ(info->step, 12);
    EXPECT_EQ(info->trained_on, "a folder");
    Generator read = *readGenerator(*info);
    const at::Tensor latents = at::randn({4, 5}, at::make_generator<at::CPUGeneratorImpl>(3));
    const torch::NoGradGuard no_grad;
    EXPECT_LT((read->forward(latents) - generator_->forward(latents)).abs().max().item<float>(),
              2.0F / 255);
    rewrite([](NamedTensors& tensors, Metadata&) {
        tensors.front().second = tensors.front().second * 0 + 1e6;
    });
    EXPECT_EQ(writeHalfModel(path_, half).error().code, ErrorCode::NonFinite);
}

TEST_F(ModelFile, TruncationIsNotedAndKept) {
    const auto half = path_.parent_path() / "half.safetensors";
    const auto again = path_.parent_path() / "again.safetensors";
    EXPECT_EQ(readModelInfo(path_)->truncation, 1);
    ASSERT_TRUE(writeHalfModel(path_, half, 0.7).has_value());
    ASSERT_TRUE(writeHalfModel(half, again).has_value());
    const auto info = readModelInfo(again);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    EXPECT_DOUBLE_EQ(info->truncation, 0.7);
    for (const double wrong : {0.0, -0.5, 1.01, std::nan("")}) {
        EXPECT_EQ(writeHalfModel(path_, half, wrong).error().code, ErrorCode::InvalidArgument)
            << wrong;
    }
    for (const char* wrong : {"nan", "0", "-1", "2"}) {
        rewrite(
            [&](NamedTensors&, Metadata& metadata) { metadata["faceloom.truncation"] = wrong; });
        expectBroken(std::string("faceloom.truncation is '") + wrong);
    }
}

}  // namespace
}  // namespace faceloom
