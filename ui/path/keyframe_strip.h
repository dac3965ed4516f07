// The faces that a path goes by, in a row, with the segments between them: faces are dropped on it,
// put in another order, and taken off. Begins with two empty places, a start and an end.
#pragma once

#include "core/latent/latent_path.h"
#include "ui/explore/picked_face.h"
#include "ui/path/path_drops.h"

#include <QScrollArea>
#include <functional>
#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace faceloom {

class FaceTile;
class KeyframeTile;
class PathEdit;
class SegmentBox;

class KeyframeStrip : public QScrollArea {
    Q_OBJECT
public:
    using PictureSource = std::function<QImage(const Latent&)>;  // null: not drawn yet

    // `edit` outlives this.
    explicit KeyframeStrip(PathEdit* edit, QWidget* parent = nullptr);

    void put(PathSpot spot, const PickedFace& face);
    // Asked again by showPictures.
    void setPictureSource(PictureSource source);
    void showPictures();
    void setHasModel(bool has_model);
    // Where the slider is; nothing while there is no way.
    void showPlace(const std::optional<PathPlace>& place);

signals:
    void keyframeChosen(int keyframe);
    void pickRequested(faceloom::PathSpot spot);
    void messageRaised(const QString& text, bool is_error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void showPath();
    void arrange();
    void fitHeight();
    [[nodiscard]] KeyframeTile* makeTile(int tile);
    [[nodiscard]] SegmentBox* makeSegment(int segment);
    void makeAdd();
    void showTile(int tile);
    void showHint();
    void showMenu(int tile, const QPoint& global_position);
    void clickTile(int tile);
    void dropOnTile(int tile, const PickedFace& face);
    void shift(int tile, int places);
    void remove(int tile);
    void focusTile(int tile);
    [[nodiscard]] QImage pictureOf(int keyframe) const;
    [[nodiscard]] PickedFace faceOf(int keyframe) const;
    // Which keyframe a tile shows; nothing where it is an empty place.
    [[nodiscard]] std::optional<int> keyframeOf(int tile) const;
    void checkTaken(bool taken);

    PathEdit* edit_;
    PictureSource picture_source_;
    bool has_model_ = false;
    std::optional<std::size_t> segment_here_;
    QWidget* content_ = nullptr;
    QHBoxLayout* row_ = nullptr;
    QLabel* hint_ = nullptr;
    FaceTile* add_ = nullptr;
    std::vector<KeyframeTile*> tiles_;
    std::vector<SegmentBox*> segments_;
};

}  // namespace faceloom
