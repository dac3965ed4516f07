// losses.csv: what is left of a torn one, and how rows are kept where writing fails.
#include "core/train/loss_file.h"
#include "core/train/loss_writer.h"
#include "tests/core/temp_folder.h"

#include <csignal>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

StepMetrics rowOf(std::int64_t step) {
    StepMetrics row;
    row.step = step;
    row.epoch = 1;
    row.g_loss = 0.125 * static_cast<double>(step);
    row.images_per_second = 10;
    return row;
}

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Losses : public testing::Test {
protected:
    // The steps that are salvaged of a file with this text after two whole rows.
    std::vector<std::int64_t> salvagedWith(const std::string& rest, std::int64_t last = 100) const {
        std::ofstream(path_, std::ios::binary)
            << lossHeader() << lossRow(rowOf(1)) << lossRow(rowOf(2)) << rest;
        std::vector<std::int64_t> steps;
        const auto salvaged = salvageLosses(path_, last);
        EXPECT_TRUE(salvaged);
        for (const StepMetrics& row : salvaged.value_or(std::vector<StepMetrics>{})) {
            EXPECT_EQ(row, rowOf(row.step));
            steps.push_back(row.step);
        }
        return steps;
    }
    [[nodiscard]] std::vector<StepMetrics> read() const {
        const auto rows = readLosses(path_);
        EXPECT_TRUE(rows) << rows.error().message;
        return rows.value_or(std::vector<StepMetrics>{});
    }

    TempFolder folder_;
    fs::path run_ = folder_.path() / "run";
    fs::path path_ = folder_.path() / "losses.csv";
};

using Steps = std::vector<std::int64_t>;

TEST_F(Losses, AHalfRowAtTheEndIsLeftOut) {
    const std::string row = lossRow(rowOf(3));
    for (std::size_t length = 0; length < row.size(); ++length)
        EXPECT_EQ(salvagedWith(row.substr(0, length)), (Steps{1, 2})) << length;
    EXPECT_EQ(salvagedWith(row), (Steps{1, 2, 3}));
}

TEST_F(Losses, NulBytesAfterAPowerCutAreLeftOut) {
    EXPECT_EQ(salvagedWith(std::string(4096, '\0')), (Steps{1, 2}));
    EXPECT_EQ(salvagedWith(std::string(40, '\0') + "\n" + lossRow(rowOf(4))), (Steps{1, 2, 4}));
}

TEST_F(Losses, WhatIsNoRowInTheMiddleCostsNoOtherRow) {
    EXPECT_EQ(salvagedWith("nonsense\n" + lossRow(rowOf(3))), (Steps{1, 2, 3}));
    EXPECT_EQ(salvagedWith(lossRow(rowOf(3)) + lossRow(rowOf(2)) + lossRow(rowOf(4))),
              (Steps{1, 2, 3, 4}));
}

TEST_F(Losses, RowsBeyondTheCheckpointDoNotCount) {
    EXPECT_EQ(salvagedWith(lossRow(rowOf(3)) + lossRow(rowOf(4)), 3), (Steps{1, 2, 3}));
    EXPECT_TRUE(salvageLosses(folder_.path() / "none", 3).value().empty());
}

TEST_F(Losses, APipeIsRefusedAndNotWaitedFor) {
    ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
    EXPECT_EQ(readLosses(path_).error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(salvageLosses(path_, 9).error().code, ErrorCode::BrokenFile);
}

// A process's own memory is a file whose first page cannot be read.
TEST_F(Losses, ADiskThatDoesNotGiveThemIsNoEndOfThem) {
    fs::create_symlink("/proc/self/mem", path_);
    const auto salvaged = salvageLosses(path_, 9);
    ASSERT_FALSE(salvaged);
    EXPECT_EQ(salvaged.error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(salvaged.error().message, path_.string() + ": cannot be read to its end");
    EXPECT_FALSE(readLosses(path_));
}

TEST_F(Losses, AHeaderThatIsGoneCostsNoRow) {
    std::ofstream(path_, std::ios::binary) << std::string(80, '\0') << "\n" << lossRow(rowOf(1));
    EXPECT_EQ(salvageLosses(path_, 9).value().size(), 1U);
}

TEST_F(Losses, ARowThatDoesNotFitIsCutOffAgainAndWrittenLater) {
    LossWriter writer(path_);
    ASSERT_TRUE(writer.begin({rowOf(1)}));
    const std::string before = textOf(path_);
    // Room for half a row only: writing fails as on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old_limit{};
    getrlimit(RLIMIT_FSIZE, &old_limit);
    const rlimit small{before.size() + 10, old_limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto failed = writer.append(rowOf(2));
    const auto again = writer.append(rowOf(2));
    setrlimit(RLIMIT_FSIZE, &old_limit);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(failed.error().message.find(path_.string()), std::string::npos);
    EXPECT_FALSE(again);
    EXPECT_EQ(textOf(path_), before);
    ASSERT_TRUE(writer.append(rowOf(2)));
    EXPECT_EQ(read(), (std::vector<StepMetrics>{rowOf(1), rowOf(2)}));
}

TEST_F(Losses, ADeletedFolderGetsItsRowsBack) {
    fs::create_directory(run_);
    path_ = run_ / "losses.csv";
    LossWriter writer(path_);
    ASSERT_TRUE(writer.begin({}));
    ASSERT_TRUE(writer.append(rowOf(1)));
    EXPECT_TRUE(writer.inPlace());
    fs::remove_all(run_);
    EXPECT_FALSE(writer.inPlace());
    ASSERT_TRUE(writer.append(rowOf(2)));  // into the file without a name
    EXPECT_EQ(writer.putBack().error().code, ErrorCode::WriteFailed);
    fs::create_directory(run_);
    EXPECT_FALSE(writer.inPlace());
    ASSERT_TRUE(writer.putBack());
    EXPECT_TRUE(writer.inPlace());
    ASSERT_TRUE(writer.append(rowOf(3)));
    ASSERT_TRUE(writer.flush());
    EXPECT_EQ(read(), (std::vector<StepMetrics>{rowOf(1), rowOf(2), rowOf(3)}));
}

TEST_F(Losses, AReplacedFileIsPutRight) {
    LossWriter writer(path_);
    ASSERT_TRUE(writer.begin({rowOf(1)}));
    fs::rename(path_, folder_.path() / "elsewhere");
    std::ofstream(path_) << "something else";
    EXPECT_FALSE(writer.inPlace());
    ASSERT_TRUE(writer.putBack());
    EXPECT_EQ(read(), (std::vector<StepMetrics>{rowOf(1)}));
}

}  // namespace
}  // namespace faceloom
