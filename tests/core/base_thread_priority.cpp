#include "core/base/thread_priority.h"

#include <algorithm>
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

TEST(ThreadPriority, BesideTrainingItIsLowerStillButNotBelowTheLowest) {
    int once = 0, twice = 0, thrice = 0;
    const int before = niceness();
    std::thread([&] {
        yieldToTraining();
        once = niceness();
        yieldToTraining();
        twice = niceness();
        yieldToTraining();
        thrice = niceness();
    }).join();
    EXPECT_EQ(once, std::min(before + 10, 19));
    EXPECT_EQ(twice, std::min(before + 20, 19));
    EXPECT_EQ(thrice, twice);
    EXPECT_EQ(niceness(), before);
}

}  // namespace
}  // namespace faceloom
