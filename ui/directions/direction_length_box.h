// How far an edited face lies from the mean of all faces: a truncation slider, the length beside
// the usual range, and a tick that brings it back there.
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QSlider;

namespace faceloom {

class DirectionEdit;

class DirectionLengthBox : public QWidget {
    Q_OBJECT
public:
    // `edit` must outlive it; it follows what is edited by itself.
    explicit DirectionLengthBox(DirectionEdit* edit, QWidget* parent = nullptr);

    // Its slider's own change is being carried out.
    [[nodiscard]] bool moving() const { return moving_; }

private:
    void follow();
    void showLength();

    DirectionEdit* edit_;
    bool moving_ = false;
    QSlider* truncation_;
    QLabel* length_;
    QCheckBox* renormalize_;
};

}  // namespace faceloom
