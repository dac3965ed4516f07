// Damage that leaves a file's layout sound, and memory that is not what was written.
#include "core/base/checked_safetensors.h"
#include "tests/core/safetensors_content.h"
#include "tests/core/temp_folder.h"

#include <csignal>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class CheckedSafetensors : public testing::Test {
protected:
    Status write() const {
        const std::vector<TensorView> tensors = {
            {"weights", DType::F32, {2, 2}, std::as_bytes(std::span(weights_))},
            {"empty", DType::F32, {0}, {}},
            {"bytes", DType::U8, {3}, std::as_bytes(std::span(bytes_))},
        };
        return writeCheckedSafetensors(path_, tensors, {{"step", "7"}, {"kind", "test"}});
    }

    std::vector<float> weights_{1, -2, 3, 0.5F};
    std::vector<std::uint8_t> bytes_{1, 2, 3};
    TempFolder folder_;
    fs::path path_ = folder_.path() / "t.safetensors";
};

TEST_F(CheckedSafetensors, CarriesAChecksumThatHolds) {
    ASSERT_TRUE(write());
    const auto file = SafetensorsFile::open(path_);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->metadata().at("step"), "7");
    EXPECT_EQ(file->metadata().at(kChecksumKey).size(), 64U);
    EXPECT_TRUE(checkChecksum(*file));
}

TEST_F(CheckedSafetensors, NoFlippedBitIsTakenForSound) {
    ASSERT_TRUE(write());
    const std::string whole = textOf(path_);
    const auto original = SafetensorsFile::open(path_);
    ASSERT_TRUE(original);
    const fs::path copy = folder_.path() / "damaged.safetensors";
    int noticed = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        std::ofstream(copy, std::ios::binary) << damaged;
        const auto file = SafetensorsFile::open(copy);
        if (!file || !checkChecksum(*file)) {
            ++noticed;
            continue;
        }
        // In the header's padding or in the checksum's own name: nothing is lost.
        for (const char* name : {"weights", "bytes"})
            EXPECT_EQ(bytesOf(*file, name).value(), bytesOf(*original, name).value())
                << "bit " << bit;
        EXPECT_EQ(file->metadata().at("step"), "7");
        EXPECT_EQ(file->tensors().size(), 3U);
    }
    EXPECT_GT(noticed, static_cast<int>(whole.size()) * 6);
}

TEST_F(CheckedSafetensors, AFileWithoutAChecksumIsAccepted) {
    ASSERT_TRUE(writeSafetensors(
        path_, std::vector<TensorView>{{"bytes", DType::U8, {3}, std::as_bytes(std::span(bytes_))}},
        {}));
    EXPECT_TRUE(checkChecksum(SafetensorsFile::open(path_).value()));
}

// Another process counts in shared memory: what is written is not what was summed up.
TEST_F(CheckedSafetensors, MemoryThatChangesWhileItIsWrittenIsNoticed) {
    constexpr std::size_t kSize = std::size_t{8} << 20;
    void* memory =
        ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(memory, MAP_FAILED);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        auto* counter = static_cast<volatile std::uint64_t*>(memory);
        while (true)
            *counter = *counter + 1;
    }
    const std::vector<TensorView> tensors = {{"shared",
                                              DType::U8,
                                              {static_cast<std::int64_t>(kSize)},
                                              {static_cast<const std::byte*>(memory), kSize}}};
    bool noticed = false;
    for (int attempt = 0; attempt < 100 && !noticed; ++attempt) {
        const auto status = writeCheckedSafetensors(path_, tensors, {});
        noticed = !status;
        if (status) {
            EXPECT_TRUE(checkChecksum(SafetensorsFile::open(path_).value()));
            fs::remove(path_);
            continue;
        }
        EXPECT_EQ(status.error().code, ErrorCode::WriteFailed);
        EXPECT_NE(status.error().message.find("read back"), std::string::npos);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::munmap(memory, kSize);
    EXPECT_TRUE(noticed);
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

}  // namespace
}  // namespace faceloom
