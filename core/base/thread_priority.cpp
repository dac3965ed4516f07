#include "core/base/thread_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace faceloom {

void yieldToInteractiveThreads() {
#ifdef __linux__
    // On Linux the "process" of setpriority is a thread.
    constexpr int kNice = 10;  // a tenth of the weight of a thread at 0
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
#endif
}

}  // namespace faceloom
