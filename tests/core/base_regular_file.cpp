// Files as they are read: whole, part by part, and cut or gone meanwhile.
#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/base/sha256.h"
#include "tests/core/safetensors_content.h"
#include "tests/core/temp_folder.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class RegularFileTest : public ::testing::Test {
protected:
    fs::path put(const std::string& text) const {
        EXPECT_TRUE(writeTextAtomically(path_, text));
        return path_;
    }

    TempFolder folder_;
    fs::path path_ = folder_.path() / "a";
};

TEST_F(RegularFileTest, GivesTheBytesAndSurvivesMoves) {
    auto file = RegularFile::open(put("abcde"));
    ASSERT_TRUE(file);
    RegularFile moved = std::move(*file);
    EXPECT_EQ(moved.size(), 5U);
    std::string middle(3, ' ');
    ASSERT_TRUE(moved.readAt(1, std::as_writable_bytes(std::span(middle))));
    EXPECT_EQ(middle, "bcd");
    put("xy");
    moved = RegularFile::open(path_).value();
    EXPECT_EQ(moved.size(), 2U);
}

TEST_F(RegularFileTest, RefusesWhatIsNotAFile) {
    const auto missing = RegularFile::open(path_);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    const auto a_folder = RegularFile::open(folder_.path());
    ASSERT_FALSE(a_folder);
    EXPECT_EQ(a_folder.error().code, ErrorCode::BrokenFile);
    ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
    const auto pipe = readRegularFile(path_);
    ASSERT_FALSE(pipe);
    EXPECT_EQ(pipe.error().message, path_.string() + ": is not a regular file");
    EXPECT_FALSE(openRegularFile(path_));
}

TEST_F(RegularFileTest, IsReadWholeUpToABound) {
    EXPECT_EQ(readRegularFile(put("")).value(), "");
    EXPECT_EQ(readRegularFile(put("abc"), 3).value(), "abc");
    const auto large = readRegularFile(path_, 2);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(large.error().message, path_.string() + ": 3 bytes, more than such a file has (2)");
}

TEST_F(RegularFileTest, PartsAreTheWhole) {
    std::string text;
    for (std::size_t i = 0; i < 2'500'000; ++i)
        text += static_cast<char>(i * 31 + i / 251);
    const auto file = RegularFile::open(put(text));
    ASSERT_TRUE(file);
    std::string read;
    int parts = 0;
    ASSERT_TRUE(file->readParts(7, text.size() - 9, [&](std::span<const std::byte> part) {
        read.append(reinterpret_cast<const char*>(part.data()), part.size());
        ++parts;
    }));
    EXPECT_TRUE(read == text.substr(7, text.size() - 9));
    EXPECT_GT(parts, 1);
    EXPECT_EQ(sha256OfFile(path_).value(), sha256Of(std::as_bytes(std::span(text))));
}

// What ended the program when files were mapped.
TEST_F(RegularFileTest, ShortenedWhileOpenIsAnError) {
    const auto file = RegularFile::open(put(std::string(10'000, 'x')));
    ASSERT_TRUE(file);
    fs::resize_file(path_, 5'000);
    std::vector<std::byte> bytes(10'000);
    const auto read = file->readAt(0, bytes);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(read.error().message, "cut short since it was opened");
    EXPECT_FALSE(file->readParts(4'000, 6'000, [](auto) {}));
    EXPECT_TRUE(file->readParts(0, 5'000, [](auto) {}));
}

TEST_F(RegularFileTest, ShortenedTensorsAreAnErrorThatNamesTheFile) {
    const std::array<float, 4> weights = {1, 2, 3, 4};
    const auto bytes = std::as_bytes(std::span(weights));
    ASSERT_TRUE(writeSafetensors(
        path_,
        std::vector<TensorView>{{"a", DType::F32, {4}, bytes}, {"b", DType::F32, {4}, bytes}}, {}));
    const auto file = SafetensorsFile::open(path_);
    ASSERT_TRUE(file);
    fs::resize_file(path_, fs::file_size(path_) - 1);
    EXPECT_TRUE(bytesOf(*file, "a"));
    const auto cut = bytesOf(*file, "b");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().message, path_.string() + ": cut short since it was opened");
    EXPECT_FALSE(file->readParts("b", [](auto) {}));
}

}  // namespace
}  // namespace faceloom
