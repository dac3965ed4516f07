#include "tests/monkey/monkey_stacks.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <dirent.h>
#include <execinfo.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace faceloom {
namespace {

constexpr int kDeepest = 64;

sem_t printed;

void printWhenAsked(int) {
    printThisStack();
    sem_post(&printed);
}

void printCrash(int signal) {
    std::fprintf(stderr, "monkey: signal %d\n", signal);
    printThisStack();
    std::_Exit(1);
}

}  // namespace

void printThisStack() {
    std::array<void*, kDeepest> frames{};
    const int depth = backtrace(frames.data(), kDeepest);
    backtrace_symbols_fd(frames.data(), depth, STDERR_FILENO);
}

void prepareStacks() {
    sem_init(&printed, 0, 0);
    std::array<void*, 1> first{};
    (void)backtrace(first.data(), 1);  // loads what it needs: not in a signal's handler
    struct sigaction action {};
    action.sa_flags = SA_RESTART;
    action.sa_handler = printWhenAsked;
    sigaction(SIGUSR2, &action, nullptr);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    action.sa_handler = printCrash;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        sigaction(signal, &action, nullptr);
#else
    action.sa_handler = printCrash;
    sigaction(SIGABRT, &action, nullptr);
#endif
}

void printStacks() {
    DIR* tasks = opendir("/proc/self/task");
    if (tasks == nullptr) return;
    while (const dirent* task = readdir(tasks)) {
        const int thread = std::atoi(task->d_name);
        if (thread == 0) continue;
        std::fprintf(stderr, "thread %d:\n", thread);
        if (syscall(SYS_tgkill, getpid(), thread, SIGUSR2) != 0) continue;
        timespec until{};
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 2;  // one that does not answer is passed over
        sem_timedwait(&printed, &until);
    }
    closedir(tasks);
}

}  // namespace faceloom
