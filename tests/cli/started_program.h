// faceloom-cli in the background, to be looked at while it runs, interrupted or killed.
#pragma once

#include "tests/cli/cli_support.h"

#include <chrono>
#include <csignal>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace faceloom::testing_support {

// Killed when it goes out of scope. stdout and stderr go to NAME.txt in `folder`.
class StartedProgram {
public:
    StartedProgram(const std::filesystem::path& folder, const std::string& arguments,
                   const std::string& name)
        : output_(folder / (name + ".txt")) {
        std::vector<std::string> words{builtProgram()};
        std::istringstream stream(arguments);
        for (std::string word; stream >> word;)
            words.push_back(word);
        std::vector<char*> argv;
        for (std::string& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        const std::string cache = (folder / "cache").string();
        pid_ = ::fork();
        if (pid_ != 0) return;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::setenv("XDG_CACHE_HOME", cache.c_str(), 1);
        const int file = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (::chdir(folder.c_str()) != 0 || ::dup2(file, STDOUT_FILENO) < 0 ||
            ::dup2(file, STDERR_FILENO) < 0) {
            ::_exit(126);
        }
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ~StartedProgram() {
        if (running()) signal(SIGKILL);
        if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
    }
    StartedProgram(const StartedProgram&) = delete;
    StartedProgram& operator=(const StartedProgram&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] std::string output() const { return textOf(output_); }
    [[nodiscard]] bool running() {
        if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = -1;
        return pid_ > 0;
    }
    void signal(int number) {
        if (pid_ > 0) ::kill(pid_, number);
    }
    // As a shell has it: 128 and the signal for one that was killed.
    int wait() {
        if (pid_ > 0) ::waitpid(pid_, &status_, 0);
        pid_ = -1;
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
    }
    // Until the condition holds; false if the program ends before that.
    bool until(const std::function<bool()>& condition) {
        while (running()) {
            if (condition()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return condition();
    }
    bool says(const std::string& words) {
        return until([&] { return output().find(words) != std::string::npos; });
    }

private:
    std::filesystem::path output_;
    pid_t pid_ = -1;
    int status_ = 0;
};

}  // namespace faceloom::testing_support
