// Smiling woman − neutral woman + neutral man: the three averages and what they add up to.
#pragma once

#include "ui/latent_controller.h"
#include "ui/reading_text.h"

#include <QImage>
#include <QWidget>
#include <array>
#include <functional>
#include <optional>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace faceloom {

class FaceSets;
class FaceTile;

class ArithmeticPane : public QWidget {
    Q_OBJECT
public:
    // The result can be dragged away; `result` says what it is then.
    ArithmeticPane(FaceSets* sets, std::function<std::optional<PickedFace>()> result,
                   QWidget* parent = nullptr);

    void showState(const ArithmeticState& state);
    void showPictures(const ArithmeticPictures& pictures);
    // Of the pictures that are shown, averages first, the result last; empty: nothing was read yet.
    void showReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);  // as captions
    [[nodiscard]] const ArithmeticPictures& pictures() const { return pictures_; }

signals:
    void renormalizedChanged(bool renormalized);
    void interpolateFromRequested();
    void interpolateToRequested();

private:
    void buildRow(QVBoxLayout* layout);
    void buildControls(QVBoxLayout* layout);
    void showHint();
    void showVerdict();

    FaceSets* sets_;
    bool has_faces_ = false;
    ArithmeticState state_;
    ArithmeticPictures pictures_;
    std::array<FaceTile*, kSetCount + 1> tiles_{};  // the last one is the result
    QLabel* hint_ = nullptr;
    QLabel* verdict_ = nullptr;
    std::vector<FaceReading> readings_;
    ShownReadings shown_readings_;
    QCheckBox* renormalize_ = nullptr;
    QPushButton* from_ = nullptr;
    QPushButton* to_ = nullptr;
};

}  // namespace faceloom
