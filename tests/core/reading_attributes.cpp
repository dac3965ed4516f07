// The attribute reader's file, what it reads, what is suggested from it, and what is remembered.
#include "core/reading/attribute_reader.h"
#include "core/reading/face_readings.h"
#include "core/reading/suggestion.h"
#include "tests/core/reading_support.h"

#include <fstream>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

AttributeReading reading(float smiling, float male, float glasses = 0) {
    AttributeReading made;
    made.probabilities[static_cast<std::size_t>(FaceAttribute::Smiling)] = smiling;
    made.probabilities[static_cast<std::size_t>(FaceAttribute::Male)] = male;
    made.probabilities[static_cast<std::size_t>(FaceAttribute::Eyeglasses)] = glasses;
    return made;
}

TEST(FaceAttributes, TheOnesUsedAreWhereCelebAHasThem) {
    const auto name = [](FaceAttribute attribute) {
        return attributeNames()[static_cast<std::size_t>(attribute)];
    };
    EXPECT_EQ(name(FaceAttribute::Eyeglasses), "Eyeglasses");
    EXPECT_EQ(name(FaceAttribute::Male), "Male");
    EXPECT_EQ(name(FaceAttribute::Smiling), "Smiling");
    EXPECT_EQ(name(FaceAttribute::Young), "Young");
    EXPECT_EQ(attributeNames().front(), "5_o_Clock_Shadow");
}

TEST(AttributeReader, ReadsAsTheNetworkItWasWrittenFrom) {
    const TempFolder folder;
    const fs::path path = folder.path() / "reader.safetensors";
    FaceNetwork network = someNetwork(kAttributes);
    ASSERT_TRUE(writeAttributeReader(path, network).has_value());
    const auto reader = AttributeReader::open(path);
    ASSERT_TRUE(reader.has_value()) << reader.error().message;
    std::vector<RgbImage> faces;
    for (unsigned i = 0; i < 70; ++i)  // more than are read at once
        faces.push_back(noise(64, 64, i));
    const auto readings = reader->read(faces);
    ASSERT_TRUE(readings.has_value());
    ASSERT_EQ(readings->size(), faces.size());
    const torch::NoGradGuard no_grad;
    for (const std::size_t i : {std::size_t(0), std::size_t(69)}) {
        const at::Tensor picture = at::from_blob(faces[i].rgb_u8.data(), {1, 64, 64, 3}, at::kByte)
                                       .permute({0, 3, 1, 2})
                                       .to(at::kFloat) /
                                   255.0;
        const at::Tensor expected = at::sigmoid(network->forward(picture)).squeeze(0);
        for (std::int64_t k = 0; k < std::int64_t(kAttributes); ++k) {
            EXPECT_NEAR((*readings)[i].probabilities[std::size_t(k)], expected[k].item<float>(),
                        1e-5);
        }
    }
    EXPECT_FALSE(reader->read(std::vector<RgbImage>(1)).has_value());
    EXPECT_TRUE(reader->read(std::vector<RgbImage>{noise(90, 31, 1)}).has_value());
}

TEST(AttributeReader, FilesThatAreNoReadersAreRefused) {
    const TempFolder folder;
    const fs::path path = folder.path() / "reader.safetensors";
    EXPECT_EQ(AttributeReader::open(path).error().code, ErrorCode::NotFound);
    std::ofstream(path) << "nothing";
    EXPECT_EQ(AttributeReader::open(path).error().code, ErrorCode::BrokenFile);
    // Another kind of network under its name.
    ASSERT_TRUE(writeAttributeReader(path, someNetwork(8)).has_value());
    const auto other = AttributeReader::open(path);
    ASSERT_FALSE(other.has_value());
    EXPECT_NE(other.error().message.find("dense"), std::string::npos) << other.error().message;
    ASSERT_TRUE(writeAttributeReader(path, someNetwork(kAttributes)).has_value());
    fs::resize_file(path, fs::file_size(path) / 2);
    EXPECT_EQ(AttributeReader::open(path).error().code, ErrorCode::BrokenFile);
}

TEST(Suggestion, TakesTheSurestFacesThatFit) {
    const std::vector<AttributeReading> readings = {
        reading(0.9F, 0.1F),          // smiling woman, 0.81
        reading(0.95F, 0.1F),         // 0.86
        reading(0.99F, 0.01F, 0.9F),  // surest, with glasses
        reading(0.1F, 0.1F),          // neutral woman
        reading(0.6F, 0.1F),          // 0.54
        reading(0.2F, 0.4F),          // neutral woman, hardly
    };
    EXPECT_NEAR(fitOf(readings[0], kSmilingWoman), 0.81, 1e-6);
    const auto sets = suggestSets(readings, 2);
    EXPECT_EQ(sets[0], (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(sets[1], (std::vector<std::size_t>{3, 5}));
    // There is no man: the nearest to one, alone.
    EXPECT_EQ(sets[2], std::vector<std::size_t>{5});
}

TEST(Suggestion, TheThreeSetsAreChosenForTheirSum) {
    std::vector<AttributeReading> readings;
    for (int i = 0; i < 5; ++i) {
        const float sure = 0.6F + 0.08F * float(i);
        readings.push_back(reading(sure, 0.1F));      // 0, 3, … smiling women
        readings.push_back(reading(1 - sure, 0.1F));  // 1, 4, … neutral women
        readings.push_back(reading(0.1F, sure));      // 2, 5, … neutral men
    }
    const auto sets = suggestSets(readings, 2);
    // All equally surely women: the surest smile, and the surest absence of one.
    EXPECT_EQ(sets[0], (std::vector<std::size_t>{12, 9}));
    EXPECT_EQ(sets[1], (std::vector<std::size_t>{13, 10}));
    EXPECT_EQ(sets[2], (std::vector<std::size_t>{14, 11}));
    for (const std::size_t i : sets[2])
        EXPECT_TRUE(readsAs(readings[i], kNeutralMan));
    EXPECT_TRUE(suggestSets({})[0].empty());
    // A single face is every set's best.
    EXPECT_EQ(suggestSets(std::vector{reading(0.9F, 0.9F)})[1], std::vector<std::size_t>{0});
}

TEST(Suggestion, ReadsAsNeedsBoth) {
    EXPECT_TRUE(readsAs(reading(0.6F, 0.7F), kSmilingMan));
    EXPECT_FALSE(readsAs(reading(0.4F, 0.99F), kSmilingMan));
    EXPECT_FALSE(readsAs(reading(0.99F, 0.4F), kSmilingMan));
}

TEST(FaceReadings, EachPictureIsReadOnce) {
    const TempFolder folder;
    const fs::path path = folder.path() / "reader.safetensors";
    ASSERT_TRUE(writeAttributeReader(path, someNetwork(kAttributes)).has_value());
    const FaceReadings readings(std::nullopt, *AttributeReader::open(path));
    const std::vector<RgbImage> faces = {noise(64, 64, 1), noise(64, 64, 2), noise(64, 64, 1)};
    const auto first = readings.read(faces);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(readings.picturesRead(), 3U);
    EXPECT_FALSE(first->front().age.has_value());
    const auto again = readings.read(faces);
    EXPECT_EQ(readings.picturesRead(), 3U);
    const FaceReadings copy = readings;
    (void)copy.read(std::vector<RgbImage>{noise(64, 64, 2), noise(64, 64, 3)});
    EXPECT_EQ(readings.picturesRead(), 4U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ((*again)[i].attributes, (*first)[i].attributes);
    EXPECT_EQ((*first)[0].attributes, (*first)[2].attributes);
    EXPECT_NE((*first)[0].attributes, (*first)[1].attributes);
}

}  // namespace
}  // namespace faceloom
