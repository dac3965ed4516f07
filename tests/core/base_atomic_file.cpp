#include "core/base/atomic_file.h"
#include "tests/core/temp_folder.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entriesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(AtomicFile, AppearsOnlyWhenCommitted) {
    const TempFolder folder;
    const fs::path path = folder.path() / "a.bin";
    auto file = AtomicFile::create(path);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write(bytesOf("hello world")));
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(contentOf(path), "hello world");
    EXPECT_EQ(entriesIn(folder.path()), 1U);
    EXPECT_FALSE(file->commit());
}

TEST(AtomicFile, LeavesNothingWhenAbandoned) {
    const TempFolder folder;
    ASSERT_TRUE(writeTextAtomically(folder.path() / "kept", "old"));
    {
        auto file = AtomicFile::create(folder.path() / "kept");
        ASSERT_TRUE(file);
        const AtomicFile moved = std::move(*file);
        EXPECT_EQ(entriesIn(folder.path()), 2U);
    }
    EXPECT_EQ(entriesIn(folder.path()), 1U);
    EXPECT_EQ(contentOf(folder.path() / "kept"), "old");
}

TEST(AtomicFile, WriteAtLeavesTheEndWhereItIs) {
    const TempFolder folder;
    auto file = AtomicFile::create(folder.path() / "a");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write(bytesOf("......")));
    ASSERT_TRUE(file->writeAt(1, bytesOf("ab")));
    ASSERT_TRUE(file->write(bytesOf("end")));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(contentOf(folder.path() / "a"), ".ab...end");
}

TEST(AtomicFile, RefusesFoldersDevicesAndMissingFolders) {
    const TempFolder folder;
    for (const fs::path& path :
         {folder.path(), folder.path() / "", folder.path() / "no" / "x", fs::path("/dev/null")}) {
        const auto file = AtomicFile::create(path);
        ASSERT_FALSE(file) << path;
        EXPECT_EQ(file.error().code, ErrorCode::WriteFailed);
        EXPECT_NE(file.error().message.find(path.string()), std::string::npos);
    }
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

// A limit on file size stands for a full disk: writing fails half-way.
TEST(AtomicFile, FullDiskIsAnErrorAndLeavesNothing) {
    const TempFolder folder;
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1000, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto status = writeTextAtomically(folder.path() / "big", std::string(5000, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(status.error().message.find("big: cannot be written: File too large"),
              std::string::npos)
        << status.error().message;
    EXPECT_EQ(entriesIn(folder.path()), 0U);
}

}  // namespace
}  // namespace faceloom
