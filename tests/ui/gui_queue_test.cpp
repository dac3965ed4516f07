#include "ui/base/gui_queue.h"

#include "tests/ui/ui_test_support.h"

#include <QThread>
#include <algorithm>
#include <thread>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(GuiQueue, RunsEverythingInOrderOnTheGuiThread) {
    GuiQueue queue;
    std::vector<int> seen;
    bool elsewhere = false;
    const QThread* gui = QThread::currentThread();
    std::jthread worker([&] {
        for (int i = 0; i < 1000; ++i) {
            queue.post([&, i] {
                seen.push_back(i);
                elsewhere = elsewhere || QThread::currentThread() != gui;
            });
        }
    });
    ASSERT_TRUE(waitFor([&] { return seen.size() == 1000; }));
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_FALSE(elsewhere);
}

TEST(GuiQueue, DropsWhatIsLeftWhenItGoes) {
    bool ran = false;
    {
        GuiQueue queue;
        std::thread([&] { queue.post([&] { ran = true; }); }).join();
    }
    QCoreApplication::processEvents();
    EXPECT_FALSE(ran);
}

TEST(GuiQueue, WorkMayPostMore) {
    GuiQueue queue;
    int left = 3;
    std::function<void()> again = [&] {
        if (--left > 0) queue.post(again);
    };
    queue.post(again);
    EXPECT_TRUE(waitFor([&] { return left == 0; }));
}

}  // namespace
}  // namespace faceloom
