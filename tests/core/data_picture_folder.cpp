#include "core/base/atomic_file.h"
#include "core/data/picture_folder.h"
#include "tests/core/temp_folder.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

void touch(const fs::path& path) {
    fs::create_directories(path.parent_path());
    ASSERT_TRUE(writeTextAtomically(path, "x"));
}

TEST(PictureFolder, FindsEveryEndingNestedAndInOrder) {
    const TempFolder folder;
    for (const char* name : {"b.JPG", "a/z.jpeg", "a/b/c.png", "d.bmp", "e.WebP", "notes.txt",
                             "noending", ".hidden.jpg", ".cache/x.jpg", "f.gif"}) {
        touch(folder.path() / name);
    }
    fs::create_directory(folder.path() / "folder.png");
    const auto found = findPictures(folder.path());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->files,
              (std::vector<fs::path>{"a/b/c.png", "a/z.jpeg", "b.JPG", "d.bmp", "e.WebP"}));
    EXPECT_FALSE(found->is_celeba);
    EXPECT_FALSE(found->attribute_file);
    const auto limited = findPictures(folder.path(), 2);
    ASSERT_TRUE(limited);
    EXPECT_EQ(limited->files, (std::vector<fs::path>{"a/b/c.png", "a/z.jpeg"}));
    EXPECT_EQ(findPictures(folder.path(), 99)->files.size(), 5U);
    EXPECT_EQ(findPictures(folder.path() / "")->files, found->files);
}

TEST(PictureFolder, RecognisesCelebaFromEitherFolder) {
    const TempFolder folder;
    touch(folder.path() / "img_align_celeba" / "000001.jpg");
    EXPECT_FALSE(findPictures(folder.path())->is_celeba);
    touch(folder.path() / "list_attr_celeba.txt");
    touch(folder.path() / "identity_CelebA.txt");
    for (const fs::path& given :
         {folder.path(), folder.path() / "img_align_celeba", folder.path() / "img_align_celeba/"}) {
        const auto found = findPictures(given);
        ASSERT_TRUE(found);
        EXPECT_TRUE(found->is_celeba) << given;
        EXPECT_EQ(found->files, (std::vector<fs::path>{"000001.jpg"}));
        ASSERT_TRUE(found->attribute_file);
        EXPECT_TRUE(fs::exists(*found->attribute_file));
        EXPECT_TRUE(found->identity_file);
        EXPECT_FALSE(found->landmark_file);
    }
}

TEST(PictureFolder, RecognisesTheFullDownload) {
    const TempFolder folder;
    touch(folder.path() / "Img" / "img_align_celeba" / "000001.jpg");
    touch(folder.path() / "Anno" / "list_attr_celeba.txt");
    touch(folder.path() / "Anno" / "list_landmarks_align_celeba.txt");
    const auto found = findPictures(folder.path());
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->is_celeba);
    EXPECT_TRUE(found->landmark_file);
}

TEST(PictureFolder, SaysWhatIsWrong) {
    const TempFolder folder;
    const auto missing = findPictures(folder.path() / "no");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_NE(missing.error().message.find("no: no such folder"), std::string::npos);
    touch(folder.path() / "file.txt");
    EXPECT_EQ(findPictures(folder.path() / "file.txt").error().code, ErrorCode::NotFound);
    const auto empty = findPictures(folder.path());
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(empty.error().message.find("no picture"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
