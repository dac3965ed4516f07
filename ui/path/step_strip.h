// Faces evenly along a path, with what is read off them and the curve of their ages.
#pragma once

#include "ui/explore/picked_face.h"
#include "ui/reading/reading_text.h"

#include <QImage>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

namespace faceloom {

class AgeCurve;
class FaceTile;
class SquareBoard;

class StepStrip : public QWidget {
    Q_OBJECT
public:
    using DragSource = std::function<std::optional<PickedFace>(int step)>;  // counted from 0

    explicit StepStrip(QWidget* parent = nullptr);

    void setCount(int count);
    [[nodiscard]] int count() const { return static_cast<int>(tiles_.size()); }
    void setDragSource(DragSource source) { drag_source_ = std::move(source); }
    // Of `count` faces, or none.
    void showFaces(const std::vector<QImage>& faces);
    [[nodiscard]] const std::vector<QImage>& faces() const { return faces_; }
    // Of the faces that are shown; empty: nothing was read yet.
    void showReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);  // as captions, and ages as a curve
    // Of the slider, 0..1 of the whole way; nothing while there is no way.
    void setPosition(std::optional<double> position);

signals:
    void stepChosen(int step);        // counted from 0
    void moveRequested(int columns);  // an arrow key

private:
    [[nodiscard]] FaceTile* makeTile(int step);

    DragSource drag_source_;
    std::vector<QImage> faces_;
    std::vector<FaceReading> readings_;
    ShownReadings shown_readings_;
    std::vector<FaceTile*> tiles_;
    SquareBoard* board_ = nullptr;
    AgeCurve* age_curve_ = nullptr;
};

}  // namespace faceloom
