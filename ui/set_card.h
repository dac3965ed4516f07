// One of the three sets: its name, chosen faces, average face, and a field to type numbers into.
#pragma once

#include "core/reading/face_readings.h"

#include <QFrame>
#include <QImage>
#include <vector>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QRadioButton;
class QToolButton;
class QVBoxLayout;

namespace faceloom {

class FaceSets;
class FaceTile;

class SetCard : public QFrame {
    Q_OBJECT
public:
    SetCard(FaceSets* sets, int set, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);  // the whole grid's
    void setAverage(const QImage& average);           // null while the set is empty
    // The grid's, for how well the chosen faces fit this set; empty: nothing was read.
    void setReadings(const std::vector<FaceReading>& readings);
    // Whether faces can be suggested for this set.
    void setSuggesting(bool possible);

signals:
    void suggestionRequested(int set);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void buildHeader(QVBoxLayout* layout);
    void buildFaces(QVBoxLayout* layout);
    void buildNumbers(QVBoxLayout* layout);
    void showPicks();
    void showActive();
    void enterNumbers();
    void showFits();
    [[nodiscard]] FaceTile* makeThumbnail(int number);

    FaceSets* sets_;
    int set_;
    std::vector<QImage> faces_;
    std::vector<FaceTile*> thumbnails_;
    QRadioButton* active_ = nullptr;
    QToolButton* clear_ = nullptr;
    QToolButton* suggest_ = nullptr;
    std::vector<FaceReading> readings_;
    QGridLayout* thumbnail_layout_ = nullptr;
    QLabel* hint_ = nullptr;
    FaceTile* average_ = nullptr;
    QLineEdit* numbers_ = nullptr;
    QLabel* error_ = nullptr;
};

}  // namespace faceloom
