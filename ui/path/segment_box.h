// The way from one keyframe of a path to the next: an arrow that shows where the slider is, its
// length and whether it is straight. A face that is dropped here comes between the two.
#pragma once

#include "core/latent/latent_path.h"
#include "ui/explore/picked_face.h"

#include <QWidget>
#include <array>
#include <optional>

class QBoxLayout;
class QComboBox;
class QSpinBox;

namespace faceloom {

class SegmentBox : public QWidget {
    Q_OBJECT
public:
    explicit SegmentBox(int number, QWidget* parent = nullptr);  // counted from 1

    // The segment that begins at `keyframe` and ends at the face `to`; `back`: it closes a loop.
    void showSegment(const PathKeyframe& keyframe, const QString& to, bool back);
    // In the order of the tab key.
    [[nodiscard]] std::array<QWidget*, 2> controls() const;
    // How far the slider is along it, 0..1; `here`: it is within this segment.
    void setPlace(double place, bool here);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void framesChanged(int frames);
    void modeChanged(faceloom::InterpolationMode mode);
    void useForAllRequested();
    void faceDropped(const faceloom::PickedFace& face, bool copying);
    void dragEntered();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void setDropHovers(bool hovers);
    void paintWay(QPainter& painter) const;

    QBoxLayout* row_ = nullptr;  // of the controls
    QSpinBox* frames_ = nullptr;
    QComboBox* mode_ = nullptr;
    double place_ = 0;
    bool here_ = false;
    bool back_ = false;
    bool drop_hovers_ = false;
};

}  // namespace faceloom
