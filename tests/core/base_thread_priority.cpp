#include "core/base/thread_priority.h"

#include <thread>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace faceloom {
namespace {

int niceness() {
    return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
}

TEST(ThreadPriority, LowersThisThreadAndThoseItStartsOnly) {
    const int before = niceness();
    int lowered = 0, inherited = 0;
    std::thread([&] {
        yieldToInteractiveThreads();
        lowered = niceness();
        std::thread([&] { inherited = niceness(); }).join();
    }).join();
    EXPECT_GT(lowered, before);
    EXPECT_EQ(inherited, lowered);
    EXPECT_EQ(niceness(), before);
}

}  // namespace
}  // namespace faceloom
