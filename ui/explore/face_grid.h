// The 6 × 6 board of numbered faces: a click puts a face into the active set or takes it out.
#pragma once

#include "ui/explore/face_sets.h"
#include "ui/explore/grid_order.h"
#include "ui/explore/picked_face.h"
#include "ui/reading/reading_text.h"

#include <QImage>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace faceloom {

class FaceTile;
class GridOrderBox;
class SquareBoard;

class FaceGrid : public QWidget {
    Q_OBJECT
public:
    using FaceSource = std::function<std::optional<PickedFace>(int number)>;

    explicit FaceGrid(FaceSets* sets, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);
    // What is dragged away from the tile of a number.
    void setFaceSource(FaceSource source) { face_source_ = std::move(source); }
    // What was read off the faces, one each; empty: nothing yet.
    void setReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);  // as captions
    void setAgesRead(bool read);                        // whether faces can be ordered by age
    void setWholePixels(bool whole_pixels);
    [[nodiscard]] bool wholePixels() const;
    [[nodiscard]] int currentFace() const { return current_ + 1; }
    [[nodiscard]] FaceTile* tile(int number) const;
    // Gives the keyboard to the board, where digits choose sets instead of being typed.
    void focusCurrent();

    // The next click answers with facePicked() and leaves the sets alone; Escape calls it off.
    void startPicking(const QString& prompt);
    void stopPicking();

signals:
    void facePicked(int number);
    void copyRequested(int number);  // the picture
    void editRequested(int number);
    void keepRequested(int number);  // as a favourite
    void interpolateFromRequested(int number);
    void interpolateToRequested(int number);
    void addToPathRequested(int number);
    void exportFaceRequested(int number);
    void zoomRequested(int number);
    void nearestRequested(int number);  // among the pictures of the training set
    void wholePixelsChanged(bool whole_pixels);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildHeader(QVBoxLayout* layout);
    void buildTiles(QVBoxLayout* layout);
    void clickFace(int index);
    void moveCurrent(int index);
    void showMenu(int index, const QPoint& global_position);
    void enterSeed();
    void showSeed();
    void showPicks();
    void showHint();
    void showCaptions();
    void arrangeTiles();
    void moveKeyboard(int from, int columns, int rows);

    FaceSets* sets_;
    QLineEdit* seed_edit_ = nullptr;
    QPushButton* new_faces_ = nullptr;
    QCheckBox* whole_pixels_ = nullptr;
    QLabel* hint_ = nullptr;
    GridOrderBox* order_ = nullptr;
    SquareBoard* board_ = nullptr;
    QLabel* nothing_shown_ = nullptr;
    std::vector<FaceTile*> tiles_;
    std::vector<int> shown_;  // positions of the tiles on the board, in order
    std::vector<FaceReading> readings_;
    ShownReadings shown_readings_;
    FaceSource face_source_;
    QString picking_prompt_;  // empty: not picking
    int current_ = 0;         // tile the keyboard is at
};

}  // namespace faceloom
