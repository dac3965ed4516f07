#include "core/base/atomic_file.h"
#include "core/base/unfinished_files.h"
#include "tests/core/temp_folder.h"

#include <chrono>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

TEST(UnfinishedFiles, HaveTheNameOfOne) {
    EXPECT_EQ(finalName("a.1-2.tmp"), "a");
    EXPECT_EQ(finalName("step-00000002.png.12345-1.tmp"), "step-00000002.png");
    EXPECT_EQ(finalName(".write-test.1-1.tmp"), ".write-test");
    for (const char* name : {"a", "a.tmp", "a.1.tmp", "a.1-.tmp", "a.-1.tmp", "a.1-2", "1-2.tmp",
                             ".1-2.tmp", "a.1-2.tmp.png", "a.1-2x.tmp"})
        EXPECT_EQ(finalName(name), "") << name;
}

// No process has so high a number (the kernel's PID_MAX_LIMIT).
TEST(UnfinishedFiles, GoOnceNobodyWritesThem) {
    const TempFolder folder;
    const auto made = [&](const std::string& name, int minutes_ago) {
        const fs::path path = folder.path() / name;
        EXPECT_TRUE(writeTextAtomically(path, "x"));
        fs::last_write_time(path,
                            fs::file_time_type::clock::now() - std::chrono::minutes(minutes_ago));
        return path;
    };
    const fs::path old = made("a.safetensors.999999999-1.tmp", 90);
    const fs::path being_written = made("b.safetensors.999999999-2.tmp", 5);
    const fs::path whole = made("c.safetensors", 90);
    const fs::path halted = made(fmt::format("g.{}-1.tmp", ::getpid()), 90);
    fs::create_directory(folder.path() / "d.999999999-3.tmp");
    fs::create_symlink(whole, folder.path() / "e.999999999-4.tmp");
    const fs::path yesterdays = made(fmt::format("h.{}-2.tmp", ::getpid()), 25 * 60);
    auto in_work = AtomicFile::create(folder.path() / "f");
    ASSERT_TRUE(in_work);
    removeUnfinished(folder.path());
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(being_written));
    EXPECT_TRUE(fs::exists(whole));
    EXPECT_TRUE(fs::exists(halted)) << "its process goes on";
    EXPECT_FALSE(fs::exists(yesterdays)) << "another process has the number now";
    EXPECT_TRUE(fs::exists(folder.path() / "d.999999999-3.tmp"));
    EXPECT_TRUE(fs::is_symlink(folder.path() / "e.999999999-4.tmp"));
    EXPECT_TRUE(in_work->commit());
    removeUnfinished(folder.path() / "none");
}

}  // namespace
}  // namespace faceloom
