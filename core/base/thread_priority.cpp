#include "core/base/thread_priority.h"

#include <algorithm>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace faceloom {

namespace {

constexpr int kTenth = 10;  // steps of nice value between a thread and one of a tenth of its weight

}  // namespace

void yieldToInteractiveThreads() {
#ifdef __linux__
    // On Linux the "process" of setpriority is a thread.
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kTenth);
#endif
}

void yieldToTraining() {
#ifdef __linux__
    constexpr int kLowest = 19;
    const auto thread = static_cast<id_t>(gettid());
    const int now = getpriority(PRIO_PROCESS, thread);
    setpriority(PRIO_PROCESS, thread, std::min(now + kTenth, kLowest));
#endif
}

}  // namespace faceloom
