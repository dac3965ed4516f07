// The player goes by the clock: frames it is too late for are passed over, never queued.
#include "ui/path/path_player.h"

#include "tests/ui/ui_test_support.h"

#include <QSignalSpy>
#include <chrono>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace std::chrono_literals;
using Frames = std::vector<double>;

class PathPlayerTest : public testing::Test {
protected:
    PathPlayerTest() {
        QObject::connect(&player_, &PathPlayer::frameDue, [this](double frame) {
            due_.push_back(frame);
            if (pause_at_ == frame) player_.pause();
        });
        player_.setSpeed(50);
    }
    // The next frame that the player says is due.
    double next() {
        const std::size_t before = due_.size();
        EXPECT_TRUE(waitFor([&] { return due_.size() > before; }));
        return due_.back();
    }

    std::chrono::nanoseconds now_{1000s};
    PathPlayer player_{nullptr, [this] { return now_; }};
    Frames due_;
    std::optional<double> pause_at_;
};

TEST_F(PathPlayerTest, LateFramesArePassedOver) {
    player_.setSpan(100, false);
    player_.play(0);
    now_ += 20ms;
    EXPECT_EQ(next(), 1);
    now_ += 200ms;
    EXPECT_EQ(next(), 11);
    now_ += 50ms;  // half way from 13 to 14
    EXPECT_EQ(next(), 13);
    EXPECT_EQ(due_, (Frames{1, 11, 13}));
}

TEST_F(PathPlayerTest, AnOpenPathEndsAtItsLastFrameAndBeginsAnew) {
    player_.setSpan(10, false);
    QSignalSpy playing(&player_, &PathPlayer::playingChanged);
    player_.play(7.5);
    now_ += 20ms;
    EXPECT_EQ(next(), 8);
    now_ += 10s;
    EXPECT_EQ(next(), 10);
    EXPECT_FALSE(player_.playing());
    EXPECT_EQ(playing.count(), 2);
    player_.play(10);
    EXPECT_EQ(due_.back(), 0);
    now_ += 20ms;
    EXPECT_EQ(next(), 1);
}

TEST_F(PathPlayerTest, ALoopGoesRound) {
    player_.setSpan(10, true);
    player_.play(8);
    now_ += 40ms;
    EXPECT_EQ(next(), 0);
    now_ += 1000ms;  // five rounds
    now_ += 60ms;
    EXPECT_EQ(next(), 3);
    EXPECT_TRUE(player_.playing());
}

TEST_F(PathPlayerTest, SpeedSpanAndPlaceChangeWhileItPlays) {
    player_.setSpan(100, false);
    player_.play(0);
    now_ += 200ms;
    EXPECT_EQ(next(), 10);
    player_.setSpeed(10);
    now_ += 200ms;
    EXPECT_EQ(next(), 12);
    player_.jump(50);
    now_ += 100ms;
    EXPECT_EQ(next(), 51);
    player_.setSpan(40, false);
    EXPECT_TRUE(waitFor([this] { return !player_.playing(); })) << "it is beyond the end";
}

TEST_F(PathPlayerTest, ItCanBePausedByWhoeverShowsAFrameAndWithNothingToPlay) {
    player_.play(0);
    EXPECT_FALSE(player_.playing()) << "there is no path yet";
    player_.setSpan(10, false);
    player_.play(0);
    pause_at_ = 2;
    now_ += 40ms;
    EXPECT_EQ(next(), 2);
    EXPECT_FALSE(player_.playing());
    pause_at_.reset();
    player_.play(2);
    player_.setSpan(0, false);
    EXPECT_FALSE(player_.playing());
}

}  // namespace
}  // namespace faceloom
