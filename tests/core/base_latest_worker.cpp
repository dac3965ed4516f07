#include "core/base/latest_worker.h"

#include <future>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(LatestWorker, ServesOnlyTheNewestOfWhatWaits) {
    std::promise<void> started;
    std::promise<void> release;
    std::promise<void> served_last;
    std::vector<std::pair<std::uint64_t, int>> served;
    LatestWorker<int> worker([&](std::uint64_t id, int request) {
        served.emplace_back(id, request);
        if (request == 10) {
            started.set_value();
            release.get_future().wait();
        }
        if (request == 13) served_last.set_value();
    });
    EXPECT_EQ(worker.submit(10), 1U);
    started.get_future().wait();
    worker.submit(11);
    worker.submit(12);
    EXPECT_EQ(worker.submit(13), 4U);
    release.set_value();
    served_last.get_future().wait();
    const std::vector<std::pair<std::uint64_t, int>> expected = {{1, 10}, {4, 13}};
    EXPECT_EQ(served, expected);
}

TEST(LatestWorker, EndsWithoutARequest) {
    const LatestWorker<int> worker([](std::uint64_t, int) {});
}

}  // namespace
}  // namespace faceloom
