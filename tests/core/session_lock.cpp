// Who may train in a run folder: one at a time, and the next as soon as that one is gone.
#include "core/train/run_lock.h"
#include "tests/core/temp_folder.h"

#include <csignal>
#include <fstream>
#include <optional>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class RunLockTest : public testing::Test {
protected:
    TempFolder folder_;
    fs::path file_ = folder_.path() / "run.lock";
};

// A process that takes the lock, says so through a pipe, and waits to be killed.
class Owner {
public:
    explicit Owner(const fs::path& folder) {
        int ends[2] = {-1, -1};
        EXPECT_EQ(::pipe(ends), 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            const auto lock = RunLock::take(folder);
            const char taken = lock ? 'y' : 'n';
            [[maybe_unused]] const auto told = ::write(ends[1], &taken, 1);
            while (true)
                ::pause();
        }
        char taken = 0;
        EXPECT_EQ(::read(ends[0], &taken, 1), 1);
        EXPECT_EQ(taken, 'y');
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Owner() { kill(); }
    void kill() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
};

TEST_F(RunLockTest, KeepsASecondOneOutUntilItEnds) {
    std::optional<Result<RunLock>> first(RunLock::take(folder_.path()));
    ASSERT_TRUE(*first);
    EXPECT_TRUE((*first)->inPlace());
    const auto second = RunLock::take(folder_.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
    EXPECT_NE(second.error().message.find(fmt::format("process {} on ", ::getpid())),
              std::string::npos)
        << second.error().message;
    EXPECT_NE(second.error().message.find(" since 20"), std::string::npos);
    first.reset();
    EXPECT_FALSE(fs::exists(file_));
    EXPECT_TRUE(RunLock::take(folder_.path()));
}

TEST_F(RunLockTest, NamesAnotherProcessAndIsFreeOnceThatWasKilled) {
    Owner owner(folder_.path());
    const auto refused = RunLock::take(folder_.path());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find(fmt::format("process {} on ", owner.pid())),
              std::string::npos)
        << refused.error().message;
    owner.kill();
    EXPECT_TRUE(fs::exists(file_));
    EXPECT_TRUE(RunLock::take(folder_.path()));
    EXPECT_FALSE(fs::exists(file_));
}

TEST_F(RunLockTest, AFileThatSaysNothingKeepsNobodyOut) {
    std::ofstream(file_) << "{\"pid\": 1, \"host\": ";
    const auto lock = RunLock::take(folder_.path());
    EXPECT_TRUE(lock);
    fs::resize_file(file_, 0);
    EXPECT_NE(RunLock::take(folder_.path()).error().message.find("another process"),
              std::string::npos);
}

TEST_F(RunLockTest, SaysWhenTheFolderIsAnotherOne) {
    const fs::path run = folder_.path() / "run";
    fs::create_directory(run);
    auto lock = RunLock::take(run);
    ASSERT_TRUE(lock);
    fs::rename(run, folder_.path() / "away");
    EXPECT_FALSE(lock->inPlace());
    fs::create_directory(run);
    EXPECT_FALSE(lock->inPlace());
    const auto others = RunLock::take(run);
    ASSERT_TRUE(others);
    { const RunLock moved = std::move(*lock); }
    EXPECT_TRUE(others->inPlace());  // what another one holds is not removed
}

TEST_F(RunLockTest, ALinkOrAPipeOfThatNameIsRefusedAndNothingIsWrittenThroughIt) {
    const fs::path precious = folder_.path() / "precious.txt";
    std::ofstream(precious) << "mine";
    fs::create_symlink(precious, file_);
    EXPECT_EQ(RunLock::take(folder_.path()).error().code, ErrorCode::WriteFailed);
    std::string text;
    std::getline(std::ifstream(precious) >> std::ws, text);
    EXPECT_EQ(text, "mine");
    fs::remove(file_);
    fs::create_symlink(folder_.path() / "elsewhere", file_);
    EXPECT_FALSE(RunLock::take(folder_.path()));
    EXPECT_FALSE(fs::exists(folder_.path() / "elsewhere"));
    fs::remove(file_);
    ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
    EXPECT_FALSE(RunLock::take(folder_.path()));
}

TEST_F(RunLockTest, AFolderThatCannotBeWrittenIsNamed) {
    const auto lock = RunLock::take(folder_.path() / "none");
    ASSERT_FALSE(lock);
    EXPECT_EQ(lock.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(lock.error().message.find("none/run.lock"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
