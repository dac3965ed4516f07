// One face large in a window of its own, which follows its tile as it changes.
#pragma once

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QLabel;

namespace faceloom {

class FaceTile;

class FaceZoom : public QDialog {
    Q_OBJECT
public:
    explicit FaceZoom(QWidget* parent);

    void setTile(FaceTile* tile);
    // The tile under the pointer, else the one with the keyboard; null if neither is one that shows
    // a face.
    [[nodiscard]] static FaceTile* tileMeant(const QWidget& window);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showFace();
    void step(int columns, int rows);
    void copy();

    QPointer<FaceTile> tile_;
    FaceTile* large_ = nullptr;
    QLabel* caption_ = nullptr;
    QCheckBox* whole_pixels_ = nullptr;
};

}  // namespace faceloom
