// One direction: a slider between two small pictures of where it leads, a reset, a lock, and what
// it was measured to change.
#pragma once

#include "core/reading/reader_directions.h"

#include <QFrame>
#include <QImage>
#include <optional>

class QAction;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace faceloom {

class FaceTile;
struct DirectionSetting;

class DirectionCard : public QFrame {
    Q_OBJECT
public:
    // How far the small pictures are from the face.
    static constexpr double kPictured = 3;

    explicit DirectionCard(const DirectionSetting& setting, QWidget* parent = nullptr);

    void showSetting(const DirectionSetting& setting);
    void setPictures(const QImage& against, const QImage& along);
    void setEffect(const std::optional<DirectionEffect>& effect);
    // What the click on "make independent" makes it independent of; empty: nothing to be.
    void setOthers(const QString& names);
    void setMeasurable(bool measurable);  // there are readers, and nothing else is under way

signals:
    // Changes between two strokeEnded are one stroke.
    void amountEntered(double amount);
    void strokeEnded();
    void lockToggled(bool locked);
    void orthogonalRequested();
    void measureRequested();
    void removeRequested();

private:
    void buildHeader(const DirectionSetting& setting, QHBoxLayout* layout);
    void buildSlider(QHBoxLayout* layout);

    QLabel* name_ = nullptr;
    QLabel* amount_ = nullptr;
    QLabel* effect_ = nullptr;
    QSlider* slider_ = nullptr;
    FaceTile* against_ = nullptr;
    FaceTile* along_ = nullptr;
    QToolButton* lock_ = nullptr;
    QToolButton* reset_ = nullptr;
    QAction* orthogonal_ = nullptr;
    QAction* measure_ = nullptr;
};

// "Smiling +71 %, Male −3 %, age +1.2 years": the attributes the program uses first, then what
// changes most.
[[nodiscard]] QString effectInWords(const DirectionEffect& effect);

}  // namespace faceloom
