// One set: its name, faces, average face, and a field to type numbers into. Takes faces that are
// dropped on it.
#pragma once

#include "core/reading/face_readings.h"
#include "ui/explore/picked_face.h"

#include <QFrame>
#include <QImage>
#include <functional>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QRadioButton;
class QToolButton;
class QVBoxLayout;

namespace faceloom {

class FaceSets;
class FaceTile;

class SetCard : public QFrame {
    Q_OBJECT
public:
    using PictureSource = std::function<QImage(const Latent&)>;  // null: not drawn yet

    SetCard(FaceSets* sets, int set, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);  // the whole grid's
    // Of faces that are not in the grid; asked again by showPictures.
    void setPictureSource(PictureSource source);
    void showPictures();
    void setAverage(const QImage& average);  // null while the set is empty
    // The grid's, for how well the chosen faces fit this set; empty: nothing was read.
    void setReadings(const std::vector<FaceReading>& readings);
    // Another card stands for the set from now on: what is typed here no longer counts.
    void retire();
    // Whether faces can be suggested for this set.
    void setSuggesting(bool possible);

signals:
    void suggestionRequested(int set);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildHeader(QVBoxLayout* layout);
    void buildFaces(QVBoxLayout* layout);
    void buildNumbers(QVBoxLayout* layout);
    void fillMenu(QMenu* menu);
    void askForName();
    void showPicks();
    void showActive();
    void enterNumbers();
    void showFits();
    [[nodiscard]] FaceTile* makeThumbnail(int member);
    [[nodiscard]] QImage pictureOf(int member) const;
    // Of the grid's face that a member is; none where it is from elsewhere.
    [[nodiscard]] const FaceReading* readingOf(int member) const;

    FaceSets* sets_;
    int set_;
    std::vector<QImage> faces_;
    PictureSource picture_source_;
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
    bool drop_hovers_ = false;
};

}  // namespace faceloom
