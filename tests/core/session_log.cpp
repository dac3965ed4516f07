// What a run leaves in the log and in its folder's log.txt.
#include "core/base/log.h"
#include "core/train/run_folder.h"
#include "core/train/training_session.h"
#include "tests/core/train_support.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace testing_support;

class RunLogTest : public testing::Test {
protected:
    [[nodiscard]] RunRequest request(std::int64_t steps, bool resume = false) const {
        RunRequest request{smallTraining(steps), run_, "small", resume};
        request.options.preview_every = 1;
        return request;
    }
    [[nodiscard]] std::string logText() const {
        std::ifstream file(RunFolder(run_).logFile(), std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }
    // Whether the log holds these texts in this order.
    void expectInOrder(std::initializer_list<std::string> texts) const {
        const std::string log = logText();
        std::size_t at = 0;
        for (const std::string& text : texts) {
            const auto found = log.find(text, at);
            ASSERT_NE(found, std::string::npos) << "'" << text << "' is missing in\n" << log;
            at = found + text.size();
        }
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    std::filesystem::path run_ = folder_.path() / "run";
    RecordingObserver observer_;
    std::stop_source stop_;
};

TEST_F(RunLogTest, TellsTheRunFromItsBeginningToItsEnd) {
    ASSERT_TRUE(runTraining(data_, request(2), stop_.get_token(), observer_).has_value());
    expectInOrder({"asked to begin the run in " + run_.string() + " with small", "Faceloom ",
                   "LibTorch ", "run begun with {\"faceloom_version\":", "\"batch\":8",
                   "steps 1 to 2 on cpu", "float32", "debug   preview after step 0",
                   "preview after step 2", "info    checkpoint after step 2: D real ",
                   "the run finished after step 2\n"});
    EXPECT_EQ(observer_.steps.size(), 2U) << "handed on";
    EXPECT_EQ(observer_.checkpoints.size(), 1U);
    EXPECT_EQ(observer_.previews.size(), 3U);
}

TEST_F(RunLogTest, GoesOnInTheFileOfTheRunThatIsResumed) {
    ASSERT_TRUE(runTraining(data_, request(2), stop_.get_token(), observer_).has_value());
    logInfo("between the two");
    ASSERT_TRUE(runTraining(data_, request(3, true), stop_.get_token(), observer_).has_value());
    expectInOrder({"asked to begin", "finished after step 2", "asked to resume",
                   "resuming after step 2", "run resumed with {", "steps 3 to 3",
                   "finished after step 3\n"});
    EXPECT_EQ(logText().find("between the two"), std::string::npos);
    EXPECT_EQ(observer_.messages.size(), 1U);
    EXPECT_EQ(observer_.history.size(), 2U);
}

TEST_F(RunLogTest, ARunThatIsRefusedLeavesTheLogOfTheOtherAlone) {
    ASSERT_TRUE(runTraining(data_, request(2), stop_.get_token(), observer_).has_value());
    const std::string before = logText();
    const auto refused = runTraining(data_, request(2), stop_.get_token(), observer_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(logText(), before);
    const LogLine last = logLines().back();
    EXPECT_EQ(last.level, LogLevel::Error);
    EXPECT_EQ(last.text, "the run failed: " + refused.error().message);
}

TEST_F(RunLogTest, ALogThatCannotBeWrittenDoesNotHarmTheRun) {
    std::filesystem::create_directories(run_ / "log.txt");  // a folder of that name
    const auto report = runTraining(data_, request(2), stop_.get_token(), observer_);
    ASSERT_TRUE(report.has_value()) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Finished);
    EXPECT_TRUE(std::ranges::any_of(logLines(), [](const LogLine& line) {
        return line.text.find("log.txt: the log cannot be written") != std::string::npos;
    }));
}

TEST_F(RunLogTest, TellsPausesAndStops) {
    TrainingSession session;
    ASSERT_TRUE(
        session.start(request(100'000), [this](const auto&, const auto&, const auto& message) {
            message("prepared with care");
            return Result<PackedDataset>(data_);
        }));
    while (session.drain().metrics.empty())
        std::this_thread::yield();
    ASSERT_TRUE(session.pause());
    ASSERT_TRUE(session.resume());
    ASSERT_TRUE(session.stop());
    session.wait();
    expectInOrder({"prepared with care", "asked to begin", "info    paused",
                   "resumed after the pause", "asked to stop", "checkpoint after step",
                   "the run stopped after step"});
}

TEST_F(RunLogTest, PicturesThatCannotBeUsedAreTold) {
    TrainingSession session;
    ASSERT_TRUE(session.start(request(2),
                              [](const auto&, const auto&, const auto&) -> Result<PackedDataset> {
                                  return fail(ErrorCode::NotFound, "no such folder");
                              }));
    session.wait();
    const LogLine last = logLines().back();
    EXPECT_EQ(last.level, LogLevel::Error);
    EXPECT_EQ(last.text, "the run does not begin: no such folder");
}

}  // namespace
}  // namespace faceloom
