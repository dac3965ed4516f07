// A run that cannot write waits, goes on by itself and loses nothing; a stop ends the waiting.
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/run_lock.h"
#include "core/train/training_session.h"
#include "tests/core/train_support.h"

#include <csignal>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <thread>

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

namespace faceloom {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

constexpr std::int64_t kSteps = 6;

// Gets in the way after a step, and out of it when the run has said that it waits.
struct Hindrance : RecordingObserver {
    std::int64_t after_step = 3;
    std::function<void()> hinder;
    std::function<void()> on_hold;
    std::vector<RunHold> holds;
    int over = 0;

    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        RecordingObserver::onStep(metrics, progress);
        if (metrics.step == after_step) hinder();
    }
    void onHold(const RunHold& hold) override {
        holds.push_back(hold);
        if (holds.size() == 1 && on_hold) on_hold();
    }
    void onHoldOver() override { ++over; }
};

class Holding : public testing::Test {
protected:
    void SetUp() override {
        options_.preview_every = 2;
        options_.checkpoint_every = 2;
    }
    Result<RunReport> run(bool resume = false) {
        return runTraining(data_, {options_, run_, "small", resume}, stop_.get_token(), observer_);
    }
    // The run reached its end having waited once, and everything is in its folder.
    void expectWholeAfterOneHold() {
        const auto report = run();
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(report->end, RunEnd::Finished);
        ASSERT_EQ(observer_.holds.size(), 1U);
        EXPECT_EQ(observer_.over, 1);
        EXPECT_EQ(observer_.holds[0].run_folder, run_);
        EXPECT_NE(observer_.holds[0].reason.find(run_.string()), std::string::npos)
            << observer_.holds[0].reason;
        expectWholeFolder();
    }
    void expectWholeFolder() const {
        const auto rows = readLosses(run_ / "losses.csv");
        ASSERT_TRUE(rows) << rows.error().message;
        ASSERT_EQ(rows->size(), static_cast<std::size_t>(kSteps));
        for (std::size_t i = 0; i < rows->size(); ++i) {
            EXPECT_EQ((*rows)[i].step, static_cast<std::int64_t>(i + 1));
            EXPECT_EQ((*rows)[i].g_loss, observer_.steps[i].g_loss);
        }
        const RunFolder folder(run_);
        EXPECT_TRUE(folder.readDescription());
        EXPECT_EQ(folder.checkpointSteps().back(), kSteps);
        EXPECT_TRUE(fs::exists(folder.sampleFile(kSteps)));
        EXPECT_TRUE(fs::exists(folder.generatorFile()));
        EXPECT_FALSE(fs::exists(run_ / "run.lock"));
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    fs::path run_ = folder_.path() / "run";
    TrainOptions options_ = smallTraining(kSteps);
    Hindrance observer_;
    std::stop_source stop_;
};

// A limit on file size fails writes as a full disk does.
class FileSizeLimit {
public:
    void set(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit small{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        set_ = true;
    }
    void lift() {
        if (set_) setrlimit(RLIMIT_FSIZE, &old_);
        set_ = false;
    }
    ~FileSizeLimit() { lift(); }

private:
    rlimit old_{};
    bool set_ = false;
};

TEST_F(Holding, ACheckpointsFolderThatIsAFileIsWaitedFor) {
    observer_.hinder = [this] {
        fs::rename(run_ / "checkpoints", run_ / "aside");
        std::ofstream(run_ / "checkpoints") << "in the way";
    };
    observer_.on_hold = [this] {
        fs::remove(run_ / "checkpoints");
        fs::rename(run_ / "aside", run_ / "checkpoints");
    };
    expectWholeAfterOneHold();
    EXPECT_FALSE(observer_.holds[0].disk_full);
}

TEST_F(Holding, APartOfTheFolderThatIsMissingIsMadeAnewWithoutWaiting) {
    observer_.hinder = [this] {
        fs::remove_all(run_ / "samples");
        fs::remove_all(run_ / "checkpoints");
        fs::remove(run_ / "run.json");
    };
    const auto report = run();
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(observer_.holds.empty());
    EXPECT_TRUE(fs::exists(RunFolder(run_).checkpointFile(4)));
}

TEST_F(Holding, AFolderRenamedAwayAndBackLosesNothing) {
    const fs::path away = folder_.path() / "away";
    observer_.hinder = [&] { fs::rename(run_, away); };
    observer_.on_hold = [&] { fs::rename(away, run_); };
    expectWholeAfterOneHold();
    EXPECT_NE(observer_.holds[0].reason.find("gone"), std::string::npos);
    EXPECT_TRUE(fs::exists(RunFolder(run_).sampleFile(2)));
}

TEST_F(Holding, ADeletedFolderThatIsMadeAgainGetsEverythingBack) {
    options_.checkpoint_every = 0;
    observer_.hinder = [this] { fs::remove_all(run_); };
    observer_.on_hold = [this] { fs::create_directory(run_); };
    expectWholeAfterOneHold();
    // A checkpoint at once: the earlier ones are gone.
    EXPECT_EQ(observer_.checkpoints.front(), 4);
}

TEST_F(Holding, AFileThatCannotGrowIsWaitedForAndNoRowIsTorn) {
    FileSizeLimit limit;
    observer_.hinder = [&] { limit.set(fs::file_size(run_ / "losses.csv") + 10); };
    observer_.on_hold = [&] {
        // The half row is cut off already.
        EXPECT_EQ(readLosses(run_ / "losses.csv").value().size(), 3U);
        limit.lift();
    };
    expectWholeAfterOneHold();
    EXPECT_NE(observer_.holds[0].reason.find("losses.csv"), std::string::npos);
}

TEST_F(Holding, TheLastCheckpointIsWaitedForToo) {
    FileSizeLimit limit;
    observer_.after_step = kSteps;
    observer_.hinder = [&] { limit.set(20000); };
    observer_.on_hold = [&] { limit.lift(); };
    expectWholeAfterOneHold();
    EXPECT_NE(observer_.holds[0].reason.find("step-00000006"), std::string::npos);
}

TEST_F(Holding, AStopWhileWaitingEndsTheRunAndSaysWhatIsLost) {
    const fs::path away = folder_.path() / "away";
    observer_.hinder = [&] { fs::rename(run_, away); };
    observer_.on_hold = [&] { stop_.request_stop(); };
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::WriteFailed);
    for (const char* words : {"gone", "after step 4", "the checkpoint of step 2 is lost"})
        EXPECT_NE(report.error().message.find(words), std::string::npos) << report.error().message;
    EXPECT_EQ(observer_.over, 0);
    // From there it goes on.
    fs::rename(away, run_);
    observer_ = {};
    observer_.hinder = [] {};
    stop_ = {};
    ASSERT_TRUE(run(true));
    EXPECT_EQ(observer_.steps.front().step, 3);
    EXPECT_EQ(readLosses(run_ / "losses.csv").value().size(), 6U);
}

TEST_F(Holding, AStopThatCannotBeSavedIsTold) {
    observer_.after_step = 1;
    observer_.hinder = [&] {
        fs::rename(run_, folder_.path() / "away");
        stop_.request_stop();
    };
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(report.error().message.find("nothing of it had been saved"), std::string::npos);
    EXPECT_TRUE(observer_.holds.empty());
}

TEST_F(Holding, AnUnwritableFolderStillFailsAtTheStart) {
    std::ofstream(run_) << "in the way";
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::WriteFailed);
    EXPECT_TRUE(observer_.holds.empty());
}

TEST_F(Holding, AFolderThatAnotherRunHasTakenIsLeftToIt) {
    std::optional<RunLock> other;
    observer_.hinder = [&] {
        fs::rename(run_, folder_.path() / "away");
        fs::create_directory(run_);
        other = std::move(RunLock::take(run_).value());
    };
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::Unavailable);
    EXPECT_NE(report.error().message.find("is lost"), std::string::npos);
    EXPECT_FALSE(fs::exists(run_ / "losses.csv"));
    EXPECT_TRUE(other->inPlace());
}

TEST_F(Holding, AnotherRunsFilesAreNotOverwritten) {
    observer_.hinder = [&] {
        fs::rename(run_, folder_.path() / "away");
        TrainOptions others = options_;
        others.seed = 99;
        RecordingObserver nobody;
        ASSERT_TRUE(runTraining(data_, {others, run_, "small", false}, {}, nobody));
    };
    const auto report = run();
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(RunFolder(run_).readDescription()->options.seed, 99U);
    EXPECT_EQ(readLosses(run_ / "losses.csv").value().size(), 6U);
}

// The real thing, where a file system may be mounted.
TEST_F(Holding, AFullDiskIsWaitedForAndCalledThat) {
    fs::create_directory(run_);
    if (::mount("tmpfs", run_.c_str(), "tmpfs", 0, "size=2m") != 0)
        GTEST_SKIP() << "no file system may be mounted here: " << std::strerror(errno);
    const fs::path ballast = run_ / "ballast";
    observer_.hinder = [&] {
        std::ofstream file(ballast, std::ios::binary);
        while (file.write(std::string(4096, 'x').data(), 4096).flush()) {
        }
    };
    observer_.on_hold = [&] { fs::remove(ballast); };
    expectWholeAfterOneHold();
    EXPECT_TRUE(observer_.holds[0].disk_full) << observer_.holds[0].reason;
    EXPECT_EQ(::umount2(run_.c_str(), MNT_DETACH), 0);
}

class HoldingSession : public testing::Test {
protected:
    // Starts an endless run and takes its folder away as soon as it runs; returns once it holds.
    void startAndHold() {
        TrainOptions options = smallTraining(1'000'000);
        options.checkpoint_every = 3;
        ASSERT_TRUE(session_.start({options, run_, "small", false},
                                   [data = data_](const auto&, const auto&, const auto&)
                                       -> Result<PackedDataset> { return data; }));
        while (session_.drain().progress.step < 4 && isActive(session_.state()))
            std::this_thread::yield();
        fs::rename(run_, away_);
        while (session_.state() == SessionState::Running)
            std::this_thread::yield();
        ASSERT_EQ(session_.state(), SessionState::Holding);
    }

    TempFolder folder_;
    PackedDataset data_ = smallDataset(folder_.path());
    fs::path run_ = folder_.path() / "run";
    fs::path away_ = folder_.path() / "away";
    TrainingSession session_;
};

TEST_F(HoldingSession, SaysWhyAndGoesOnByItself) {
    startAndHold();
    EXPECT_FALSE(session_.pause());
    for (int i = 0; i < 2; ++i) {  // as long as it lasts
        const SessionNews news = session_.drain();
        ASSERT_TRUE(news.hold.has_value());
        EXPECT_NE(news.hold->reason.find(run_.string()), std::string::npos);
    }
    const std::int64_t step = session_.drain().progress.step;
    fs::rename(away_, run_);
    while (session_.drain().progress.step <= step && isActive(session_.state()))
        std::this_thread::yield();
    EXPECT_EQ(session_.state(), SessionState::Running);
    EXPECT_FALSE(session_.drain().hold.has_value());
    ASSERT_TRUE(session_.stop());
    session_.wait();
    EXPECT_EQ(session_.state(), SessionState::Stopped);
}

TEST_F(HoldingSession, StopEndsTheWaitingWithTheError) {
    startAndHold();
    ASSERT_TRUE(session_.stop());
    session_.wait();
    const SessionNews news = session_.drain();
    EXPECT_EQ(news.state, SessionState::Failed);
    EXPECT_FALSE(news.hold.has_value());
    ASSERT_TRUE(news.error.has_value());
    EXPECT_EQ(news.error->code, ErrorCode::WriteFailed);
    EXPECT_NE(news.error->message.find("is lost"), std::string::npos) << news.error->message;
}

}  // namespace
}  // namespace faceloom
