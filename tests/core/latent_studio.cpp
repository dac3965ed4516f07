#include "core/latent/latent_studio.h"

#include "core/gan/untrained_generator.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class LatentStudioTest : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(writeUntrainedGenerator(file_, NetworkOptions{}, 4).has_value());
        auto studio = LatentStudio::open(file_);
        ASSERT_TRUE(studio.has_value()) << studio.error().message;
        studio_.emplace(*studio);
    }

    TempFolder folder_;
    std::filesystem::path file_ = folder_.path() / "generator.safetensors";
    std::optional<LatentStudio> studio_;
};

TEST_F(LatentStudioTest, OpensAFileAndARunFolderAlike) {
    EXPECT_EQ(studio_->latentSize(), 60);
    EXPECT_EQ(studio_->imageSize(), 64);
    const auto by_folder = LatentStudio::open(folder_.path());
    ASSERT_TRUE(by_folder.has_value());
    EXPECT_EQ(by_folder->info().path, file_);
}

TEST_F(LatentStudioTest, AFaceDoesNotDependOnWhatItIsDrawnWith) {
    const auto latents = sampleLatents(2, 36, 60);
    const auto all = studio_->render(latents);
    ASSERT_TRUE(all.has_value());
    ASSERT_EQ(all->size(), 36U);
    for (const std::size_t i : {0U, 4U, 17U, 35U}) {
        const auto alone = studio_->render({&latents[i], 1});
        ASSERT_TRUE(alone.has_value());
        EXPECT_EQ(alone->front(), (*all)[i]) << "face " << i;
    }
}

TEST_F(LatentStudioTest, DrawsDifferentFacesWithContrast) {
    const auto faces = studio_->render(sampleLatents(1, 2, 60));
    ASSERT_TRUE(faces.has_value());
    EXPECT_NE((*faces)[0], (*faces)[1]);
    const auto [least, most] = std::ranges::minmax((*faces)[0].rgb_u8);
    EXPECT_GT(most - least, 20);
}

TEST_F(LatentStudioTest, RefusesLatentsItCannotDraw) {
    const Latent short_one(59, 0.0F);
    const auto wrong_size = studio_->render({&short_one, 1});
    ASSERT_FALSE(wrong_size.has_value());
    EXPECT_EQ(wrong_size.error().code, ErrorCode::InvalidArgument);
    Latent infinite(60, 0.0F);
    infinite[3] = std::numeric_limits<float>::infinity();
    EXPECT_FALSE(studio_->render({&infinite, 1}).has_value());
}

TEST_F(LatentStudioTest, AnswersNothingForNothing) {
    const auto none = studio_->render({});
    ASSERT_TRUE(none.has_value());
    EXPECT_TRUE(none->empty());
}

TEST(LatentStudioOpen, NamesWhatIsNotThere) {
    const TempFolder folder;
    const auto missing = LatentStudio::open(folder.path() / "no.safetensors");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    const auto empty = LatentStudio::open(folder.path());
    ASSERT_FALSE(empty.has_value());
    EXPECT_EQ(empty.error().code, ErrorCode::NotFound);
    EXPECT_NE(empty.error().message.find("generator.safetensors"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
