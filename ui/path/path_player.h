// Plays a path: says which frame is due by the clock, and passes over those it is too late for.
// Lives on the GUI thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>

namespace faceloom {

class PathPlayer : public QObject {
    Q_OBJECT
public:
    using Clock = std::function<std::chrono::nanoseconds()>;  // since any moment; never goes back

    explicit PathPlayer(QObject* parent = nullptr, Clock clock = {});  // by default the computer's

    void setSpan(int frames, bool loop);      // of the whole path; 0: nothing to play
    void setSpeed(double frames_per_second);  // above 0
    [[nodiscard]] bool playing() const { return playing_; }
    void play(double from);  // a frame; from the end of an open path it begins anew
    void pause();
    void jump(double frame);  // goes on from there, if it plays

signals:
    void frameDue(double frame);  // a whole one
    void playingChanged(bool playing);

private:
    [[nodiscard]] double position() const;  // in frames; of a loop, its rounds counted on
    void tick();

    Clock clock_;
    QTimer timer_;
    bool playing_ = false;
    bool loop_ = false;
    int frames_ = 0;
    double speed_ = 12;
    double anchor_frame_ = 0;                 // where it was
    std::chrono::nanoseconds anchor_time_{};  // at this time
    double last_due_ = 0;
};

}  // namespace faceloom
