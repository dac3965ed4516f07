#include "core/imaging/dataset_builder.h"
#include "tests/core/imaging_support.h"

#include <chrono>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class DatasetCache : public ::testing::Test {
protected:
    DatasetCache() : cache_(folder_.path() / "cache"), pictures_(folder_.path() / "pictures") {
        options_.images = pictures_;
        drawPictures(pictures_, 4);
        EXPECT_TRUE(writeTextAtomically(pictures_ / "bad.jpg", "x"));
    }
    // Whether it came from the cache; -1 when it failed.
    int fromCache() {
        auto data = prepareCached(options_);
        if (!data) {
            ADD_FAILURE() << data.error().message;
            return -1;
        }
        skipped_ = data->skipped;
        warnings_ = data->warnings;
        count_ = data->dataset.count();
        path_ = data->dataset.path();
        return data->from_cache ? 1 : 0;
    }

    TempFolder folder_;
    OwnCache cache_;
    fs::path pictures_;
    PrepareOptions options_;
    std::vector<SkippedPicture> skipped_;
    std::vector<std::string> warnings_;
    std::size_t count_ = 0;
    fs::path path_;
};

TEST_F(DatasetCache, IsUsedAgainWithWhatWasSkipped) {
    ASSERT_TRUE(writeTextAtomically(folder_.path() / "t.txt", "1\nA\nabsent.png 1\n"));
    options_.attribute_file = folder_.path() / "t.txt";
    EXPECT_EQ(fromCache(), 0);
    const auto warnings = warnings_;
    EXPECT_EQ(warnings.size(), 2U);
    EXPECT_EQ(fromCache(), 1);
    EXPECT_EQ(count_, 4U);
    ASSERT_EQ(skipped_.size(), 1U);
    EXPECT_EQ(skipped_[0].name, "bad.jpg");
    EXPECT_EQ(skipped_[0].reason, "not a JPEG, PNG, BMP or WebP picture");
    EXPECT_EQ(warnings_, warnings);
}

TEST_F(DatasetCache, ThreadsDoNotMatterOptionsDo) {
    EXPECT_EQ(fromCache(), 0);
    options_.threads = 3;
    EXPECT_EQ(fromCache(), 1);
    options_.image_size = 32;
    EXPECT_EQ(fromCache(), 0);
    options_.limit = 2;
    EXPECT_EQ(fromCache(), 0);
    options_.crop = CropRect{0, 0, 40, 40, 0, 0};
    EXPECT_EQ(fromCache(), 0);
    EXPECT_EQ(fromCache(), 1);
    options_ = {};
    options_.images = pictures_;
    EXPECT_EQ(fromCache(), 1);  // the first is still there
}

TEST_F(DatasetCache, ChangedSourcesReplaceTheFile) {
    EXPECT_EQ(fromCache(), 0);
    const fs::path path = path_;
    const fs::path picture = pictures_ / "01.png";
    fs::last_write_time(picture, fs::last_write_time(picture) + std::chrono::seconds(5));
    EXPECT_EQ(fromCache(), 0);
    EXPECT_EQ(path_, path);
    fs::rename(picture, pictures_ / "1b.png");
    EXPECT_EQ(fromCache(), 0);
    drawPictures(pictures_, 5);
    EXPECT_EQ(fromCache(), 0);
    EXPECT_EQ(fromCache(), 1);
    EXPECT_EQ(path_, path);
}

TEST_F(DatasetCache, ChangedAttributesCount) {
    const fs::path table = folder_.path() / "t.txt";
    ASSERT_TRUE(writeTextAtomically(table, "1\nA\n00.png 1\n"));
    options_.attribute_file = table;
    EXPECT_EQ(fromCache(), 0);
    ASSERT_TRUE(writeTextAtomically(table, "2\nA\n00.png 1\n01.png 1\n"));
    EXPECT_EQ(fromCache(), 0);
}

TEST_F(DatasetCache, ADamagedCacheIsMadeAgain) {
    EXPECT_EQ(fromCache(), 0);
    fs::resize_file(path_, fs::file_size(path_) / 2);
    EXPECT_EQ(fromCache(), 0);
    fs::path notes = path_;
    notes.replace_extension(".json");
    ASSERT_TRUE(writeTextAtomically(notes, "{\"fingerprint\": 3"));
    EXPECT_EQ(fromCache(), 0);
    fs::remove(notes);
    EXPECT_EQ(fromCache(), 0);
    EXPECT_EQ(fromCache(), 1);
}

TEST_F(DatasetCache, WhatAKilledPreparationLeftGoes) {
    const fs::path left =
        folder_.path() / "cache" / "faceloom" / "pictures" / "a.safetensors.999999999-1.tmp";
    fs::create_directories(left.parent_path());
    const auto leave = [&] {
        ASSERT_TRUE(writeTextAtomically(left, "half of it"));
        fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::hours(2));
    };
    leave();
    EXPECT_EQ(fromCache(), 0);
    ASSERT_EQ(path_.parent_path(), left.parent_path());
    EXPECT_FALSE(fs::exists(left));
    leave();
    EXPECT_EQ(fromCache(), 1);
    EXPECT_FALSE(fs::exists(left)) << "also where nothing is to be prepared";
}

TEST_F(DatasetCache, AFolderThatCannotBeMadeIsAnError) {
    ASSERT_TRUE(writeTextAtomically(folder_.path() / "cache", "in the way"));
    const auto data = prepareCached(options_);
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::WriteFailed);
}

}  // namespace
}  // namespace faceloom
