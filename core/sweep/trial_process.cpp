#include "core/sweep/trial_process.h"

#include "core/base/one_line.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr int kInterrupted = 130;  // faceloom-cli's exit code after SIGTERM
constexpr std::size_t kLongestLine = std::size_t{64} << 10;  // bytes

constexpr std::string_view kProgram = "faceloom-cli: ";  // before its errors

// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

struct Pipe {
    Descriptor read, write;
    bool open() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
        read.reset(ends[0]);
        write.reset(ends[1]);
        return true;
    }
};

// Hands on whole lines of what is read.
class LineReader {
public:
    // False at the end of the file.
    template <class Take>
    bool read(int descriptor, const Take& take) {
        std::array<char, 4096> part{};
        const ssize_t length = ::read(descriptor, part.data(), part.size());
        if (length < 0 && errno == EINTR) return true;
        if (length <= 0) {
            if (!text_.empty()) take(text_);
            text_.clear();
            return false;
        }
        text_.append(part.data(), static_cast<std::size_t>(length));
        for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
            take(text_.substr(0, end));
            text_.erase(0, end + 1);
        }
        if (text_.size() > kLongestLine) text_.clear();
        return true;
    }

private:
    std::string text_;
};

std::optional<TrialProgress> progressIn(const std::string& line) {
    TrialProgress progress;
    progress.measuring = line == "measuring";
    if (progress.measuring) return progress;
    constexpr std::string_view kStart = "step ";
    if (!line.starts_with(kStart)) return std::nullopt;
    const char* end = line.data() + line.size();
    const auto step = std::from_chars(line.data() + kStart.size(), end, progress.step);
    if (step.ec != std::errc() || step.ptr == end) return std::nullopt;
    const auto target = std::from_chars(step.ptr + 1, end, progress.target);
    if (target.ec != std::errc() || target.ptr == end) return std::nullopt;
    const auto speed = std::from_chars(target.ptr + 1, end, progress.images_per_second);
    if (speed.ec != std::errc()) return std::nullopt;
    return progress;
}

class TrialProcess {
public:
    Status start(const std::vector<std::string>& words) {
        if (!out_.open() || !err_.open()) return failed("no pipe");
        std::vector<char*> argv;
        for (const std::string& word : words)
            argv.push_back(const_cast<char*>(word.c_str()));  // execve leaves them alone
        argv.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, out_.write.get(), STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, err_.write.get(), STDERR_FILENO);
        // A group of its own: Ctrl+C in the shell is the parent's to answer.
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        errno = ::posix_spawn(&pid_, argv[0], &actions, &attributes, argv.data(), environ);
        const int error = errno;
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
        out_.write.reset();
        err_.write.reset();
        errno = error;
        return error == 0 ? Status{} : failed(words.front());
    }

    // Until it has ended.
    Status follow(const std::stop_token& stop,
                  const std::function<void(const TrialProgress&)>& tell) {
        const std::stop_callback on_stop(stop, [this] { ::kill(pid_, SIGTERM); });
        const auto take_out = [&tell](const std::string& line) {
            if (const auto progress = progressIn(line)) tell(*progress);
        };
        const auto take_err = [this](const std::string& line) {
            // What the program says last of itself; a library may add lines to it.
            const bool own = line.starts_with(kProgram);
            if (own || (!line.empty() && !said_.starts_with(kProgram))) said_ = line;
        };
        std::array<pollfd, 2> ends{{{out_.read.get(), POLLIN, 0}, {err_.read.get(), POLLIN, 0}}};
        std::array<LineReader, 2> lines;
        while (ends[0].fd >= 0 || ends[1].fd >= 0) {
            if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) break;
            if (ends[0].revents != 0 && !lines[0].read(ends[0].fd, take_out)) ends[0].fd = -1;
            if (ends[1].revents != 0 && !lines[1].read(ends[1].fd, take_err)) ends[1].fd = -1;
        }
        const int code = waited();
        // It may not have come so far as to answer the signal.
        if (code == -SIGTERM && stop.stop_requested()) return ended(kInterrupted);
        return ended(code);
    }

    // The number is the system's again. After follow().
    void forget() {
        int status = 0;
        if (pid_ > 0) ::waitpid(pid_, &status, 0);
        pid_ = -1;
    }

private:
    static tl::unexpected<Error> failed(const std::string& what) {
        return fail(ErrorCode::Unavailable, "{}: cannot be started: {}", what,
                    std::strerror(errno));
    }

    [[nodiscard]] int waited() const {
        // Left as it is until the stop callback can no longer mean its number.
        siginfo_t info{};
        while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) < 0 &&
               errno == EINTR) {
        }
        return info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
    }

    [[nodiscard]] Status ended(int code) const {
        if (code == 0) return {};
        if (code == kInterrupted) return fail(ErrorCode::Cancelled, "stopped");
        if (code < 0) {
            return fail(ErrorCode::Internal, "its process was ended by signal {} ({}){}", -code,
                        ::strsignal(-code),
                        code == -SIGKILL ? "; there may have been too little memory" : "");
        }
        const std::string line =
            said_.starts_with(kProgram) ? said_.substr(kProgram.size()) : said_;
        return fail(
            ErrorCode::Internal, "{}",
            line.empty() ? fmt::format("its process ended with code {}", code) : escapedLine(line));
    }

    pid_t pid_ = -1;
    Pipe out_, err_;
    std::string said_;  // last on stderr
};

}  // namespace

fs::path commandLineProgram() {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    if (error) return {};
    const fs::path program = self.parent_path() / "faceloom-cli";
    return fs::exists(program, error) ? program : fs::path();
}

TrialWork trialInProcess(const SweepFolder& folder, const fs::path& program, int threads) {
    return [folder, program, threads](
               const Trial& trial, std::int64_t target, const std::stop_token& stop,
               const std::function<void(const TrialProgress&)>& tell) -> Status {
        TrialProcess process;
        if (auto status = process.start({program.string(), "sweep", "--out", folder.root().string(),
                                         "--trial", trial.name, "--to-step", std::to_string(target),
                                         "--threads", std::to_string(threads)});
            !status) {
            return status;
        }
        const Status status = process.follow(stop, tell);
        process.forget();
        return status;
    };
}

std::string trialLine(const TrialProgress& progress) {
    if (progress.measuring) return "measuring\n";
    return fmt::format("step {} {} {:.2f}\n", progress.step, progress.target,
                       progress.images_per_second);
}

void endWithParent() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

}  // namespace faceloom
