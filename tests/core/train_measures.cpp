// measures.csv: what is written is read, and what others wrote into it is told apart.
#include "core/train/run_measures.h"
#include "tests/core/temp_folder.h"

#include <fstream>
#include <limits>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class MeasuresTest : public testing::Test {
protected:
    void write(const std::string& text) const { std::ofstream(file_, std::ios::binary) << text; }
    [[nodiscard]] std::string text() const {
        std::ifstream file(file_, std::ios::binary);
        std::stringstream all;
        all << file.rdbuf();
        return all.str();
    }
    [[nodiscard]] std::string problemOf(const std::string& content) const {
        write(content);
        const auto read = readMeasures(file_);
        return read ? std::string() : read.error().message;
    }

    TempFolder folder_;
    std::filesystem::path file_ = folder_.path() / "measures.csv";
};

TEST_F(MeasuresTest, NoFileIsNoMeasures) {
    const auto read = readMeasures(file_);
    ASSERT_TRUE(read.has_value());
    EXPECT_TRUE(read->empty());
    EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(MeasuresTest, RowsAreAddedInTheOrderOfStepsAndToTheBit) {
    ASSERT_TRUE(addMeasure(file_, {500, {{kKernelDistance, 0.1 + 0.2}}}));
    ASSERT_TRUE(addMeasure(file_, {100, {{kKernelDistance, -1e-17}}}));
    ASSERT_TRUE(addMeasure(file_, {500, {{"precision", 0.75}}}));
    EXPECT_EQ(text(),
              "step,kernel_distance,precision\n100,-1e-17,\n500,0.30000000000000004,0.75\n");
    const auto read = readMeasures(file_);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[1], (RunMeasure{500, {{kKernelDistance, 0.1 + 0.2}, {"precision", 0.75}}}));
}

TEST_F(MeasuresTest, ColumnsAreFoundByTheirNamesAndTheLastRowHolds) {
    write("other,kernel_distance,step\r\n3,0.5,20\r\n4,,10\r\n,0.25,20\r\n");
    const auto read = readMeasures(file_);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0], (RunMeasure{10, {{"other", 4}}}));
    EXPECT_EQ((*read)[1], (RunMeasure{20, {{kKernelDistance, 0.25}}}));
    EXPECT_EQ(kernelDistanceAt(*read, 20), 0.25);
    EXPECT_EQ(kernelDistanceAt(*read, 10), std::nullopt);
    EXPECT_EQ(kernelDistanceAt(*read, 11), std::nullopt);
}

TEST_F(MeasuresTest, ARowThatWasCutOffDoesNotCount) {
    write("step,kernel_distance\n10,0.5\n20,0.03");  // of 0.0312, who knows
    const auto read = readMeasures(file_);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->size(), 1U);
    ASSERT_TRUE(addMeasure(file_, {30, {{kKernelDistance, 0.4}}}));
    EXPECT_EQ(text(), "step,kernel_distance\n10,0.5\n30,0.4\n");
}

TEST_F(MeasuresTest, WhatIsNoTableIsRefusedWithItsLine) {
    EXPECT_NE(problemOf("").find("line 1"), std::string::npos);
    EXPECT_NE(problemOf("kernel_distance\n0.5\n").find("line 1"), std::string::npos);
    EXPECT_NE(problemOf("step,step\n").find("line 1"), std::string::npos);
    EXPECT_NE(problemOf("step,a b\n").find("line 1"), std::string::npos);
    EXPECT_NE(problemOf("step,x\n1,2\n3\n").find("line 3"), std::string::npos);
    EXPECT_NE(problemOf("step,x\n1,nan\n").find("nan"), std::string::npos);
    EXPECT_NE(problemOf("step,x\n1,1e999\n").find("1e999"), std::string::npos);
    EXPECT_NE(problemOf("step,x\n-1,2\n").find("-1"), std::string::npos);
    EXPECT_NE(problemOf("step,x\n99999999999999999999,2\n").find("line 2"), std::string::npos);
    const std::string before = "step,x\n1,low\n";
    write(before);
    EXPECT_EQ(addMeasure(file_, {2, {{"x", 1}}}).error().code, ErrorCode::BrokenFile);
    EXPECT_EQ(text(), before);
}

TEST_F(MeasuresTest, BytesAtRandomAreReadOrRefusedButNeverMore) {
    std::mt19937_64 random(5);
    const std::string letters = std::string("step,x0123456789.-e\n\r\"\xff") + '\0';
    for (int i = 0; i < 500; ++i) {
        std::string content = i % 2 == 0 ? "step,x\n" : "";
        for (auto length = random() % 60; length > 0; --length)
            content += letters[random() % letters.size()];
        write(content);
        const auto read = readMeasures(file_);
        if (!read) {
            EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
            EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
        }
    }
}

TEST_F(MeasuresTest, WhatNoHeaderCanHoldIsNotWritten) {
    EXPECT_EQ(addMeasure(file_, {1, {{"a,b", 1}}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(addMeasure(file_, {1, {{"step", 1}}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(addMeasure(file_, {1, {{"x", std::numeric_limits<double>::infinity()}}}).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST(BestStep, IsTheLowestOfThoseAskedAbout) {
    const std::vector<RunMeasure> measures = {{10, {{kKernelDistance, 0.2}}},
                                              {20, {{kKernelDistance, 0.1}}},
                                              {30, {{kKernelDistance, 0.2}}},
                                              {40, {{"precision", 0.9}}}};
    const auto best = [&](std::vector<std::int64_t> among) { return bestStep(measures, among); };
    EXPECT_EQ(best({10, 20, 30, 40}), 20);
    EXPECT_EQ(best({30, 10}), 10);
    EXPECT_EQ(best({40, 50}), std::nullopt);
    EXPECT_EQ(best({}), std::nullopt);
}

}  // namespace
}  // namespace faceloom
