#include "ui/path/path_player.h"

#include <algorithm>
#include <cmath>

namespace faceloom {
namespace {

using Seconds = std::chrono::duration<double>;

}  // namespace

PathPlayer::PathPlayer(QObject* parent, Clock clock) : QObject(parent), clock_(std::move(clock)) {
    if (!clock_) {
        clock_ = [] {
            return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch());
        };
    }
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &PathPlayer::tick);
}

void PathPlayer::setSpan(int frames, bool loop) {
    if (frames == frames_ && loop == loop_) return;
    const double now = playing_ ? position() : 0;
    frames_ = frames;
    loop_ = loop;
    if (frames_ <= 0)
        pause();
    else
        jump(now);
}

void PathPlayer::setSpeed(double frames_per_second) {
    if (frames_per_second == speed_) return;
    const double now = playing_ ? position() : 0;
    speed_ = frames_per_second;
    jump(now);
}

void PathPlayer::play(double from) {
    if (playing_ || frames_ <= 0) return;
    const bool anew = !loop_ && from >= frames_;
    playing_ = true;
    jump(anew ? 0 : from);
    emit playingChanged(true);
    if (anew) emit frameDue(0);
}

void PathPlayer::pause() {
    if (!playing_) return;
    playing_ = false;
    timer_.stop();
    emit playingChanged(false);
}

void PathPlayer::jump(double frame) {
    if (!playing_) return;
    anchor_frame_ = loop_ ? std::fmod(frame, frames_) : std::min<double>(frame, frames_);
    anchor_time_ = clock_();
    last_due_ = std::floor(anchor_frame_);
    timer_.start(0);
}

double PathPlayer::position() const {
    return anchor_frame_ + Seconds(clock_() - anchor_time_).count() * speed_;
}

void PathPlayer::tick() {
    const double now = position();
    const bool over = !loop_ && now >= frames_;
    const double due = over ? frames_ : std::floor(now);
    if (due > last_due_) {
        last_due_ = due;
        emit frameDue(loop_ ? std::fmod(due, frames_) : due);
    }
    if (!playing_) return;  // whoever was told has paused it
    if (over) {
        pause();
        return;
    }
    const double wait_ms = (std::floor(now) + 1 - now) / speed_ * 1000;
    timer_.start(std::max(1, static_cast<int>(std::ceil(wait_ms))));
}

}  // namespace faceloom
