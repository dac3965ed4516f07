// Plays a path in a large picture: play and pause, loop, and how fast.
#pragma once

#include "ui/explore/face_tile.h"

#include <QImage>
#include <QWidget>
#include <functional>

class QAction;
class QDoubleSpinBox;

namespace faceloom {

class PathEdit;
class PathPlayer;

class PlayerBox : public QWidget {
    Q_OBJECT
public:
    // Loop and speed are those of `edit`, which outlives this; it begins to play at the frame that
    // `here` gives.
    PlayerBox(PathEdit* edit, std::function<double()> here, QWidget* parent = nullptr);

    void setDragSource(FaceTile::DragSource source);
    void showFace(const QImage& face);
    [[nodiscard]] QImage face() const;
    // Of the whole path, 0 without one. `drawable`: a model is open.
    void setSpan(int frames, bool drawable);
    void jump(double frame);  // goes on from there, if it plays
    // For menus.
    [[nodiscard]] QAction* playAction() const { return play_; }
    [[nodiscard]] QAction* loopAction() const { return loop_; }

signals:
    void frameDue(double frame);

private:
    void buildActions();
    void takeSpeed();
    void showPlaying(bool playing);

    PathEdit* edit_;
    std::function<double()> here_;
    PathPlayer* player_;
    FaceTile* large_ = nullptr;
    QDoubleSpinBox* speed_ = nullptr;
    QAction* play_ = nullptr;
    QAction* loop_ = nullptr;
};

}  // namespace faceloom
