// A keyframe of a path, or a place for one: a face tile that can be taken off and moved along.
#pragma once

#include "ui/explore/face_tile.h"

class QToolButton;

namespace faceloom {

class KeyframeTile : public FaceTile {
    Q_OBJECT
public:
    static constexpr int kSide = 66;  // logical pixels

    explicit KeyframeTile(int number, QWidget* parent = nullptr);  // counted from 1

    // The keyframe that is shown, for its texts; empty: a place for one.
    void setName(const QString& name, const QString& tip);
    [[nodiscard]] bool filled() const { return filled_; }

signals:
    void removeRequested();
    void shiftRequested(int places);  // −1 or 1
    void dragEntered();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showRemove();

    QToolButton* remove_ = nullptr;
    bool filled_ = false;
};

}  // namespace faceloom
