// A path from face to face: its faces and segments, a slider and a player with a large picture, and
// a strip of steps along it.
#pragma once

#include "core/latent/latent_path.h"
#include "ui/path/keyframe_strip.h"
#include "ui/reading/reading_text.h"

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

class QAction;
class QBoxLayout;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QToolButton;
class QUndoStack;

namespace faceloom {

class PathEdit;
class PlayerBox;
class StepStrip;

class PathPane : public QWidget {
    Q_OBJECT
public:
    // Both outlive this; the number of steps can be undone on `undo_stack`.
    PathPane(PathEdit* edit, QUndoStack* undo_stack, QWidget* parent = nullptr);

    void put(PathSpot spot, const PickedFace& face);
    // Of keyframes; asked again by showPictures.
    void setPictureSource(KeyframeStrip::PictureSource source);
    void showPictures();
    // A model was opened: the faces stay if their latents fit it, and everything is asked for anew.
    void setLatentSize(int size);
    void showStrip(const std::vector<QImage>& faces);
    void showPosition(const QImage& face);
    // Of the strip that is shown; empty: nothing was read yet.
    void showReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);
    [[nodiscard]] const std::vector<QImage>& strip() const;
    // For menus.
    [[nodiscard]] QAction* movieAction() const { return movie_; }
    [[nodiscard]] QAction* playAction() const;
    [[nodiscard]] QAction* loopAction() const;

signals:
    void stripWanted(const std::vector<faceloom::Latent>& latents);
    // `moving`: along the same path as before.
    void positionWanted(const faceloom::Latent& latent, bool moving);
    void pickRequested(faceloom::PathSpot spot);
    void movieRequested();
    void messageRaised(const QString& text, bool is_error);

private:
    void buildTools(QBoxLayout* layout);
    void buildSlider(QBoxLayout* layout);
    [[nodiscard]] QPushButton* makePick(PathSpot spot);
    [[nodiscard]] bool ready() const { return path_.keyframes.size() >= 2; }
    [[nodiscard]] double frame() const;  // where the slider is
    [[nodiscard]] double share() const;  // of the whole way, 0..1
    [[nodiscard]] int sliderAt(double frame) const;
    [[nodiscard]] QString placeName() const;
    [[nodiscard]] std::optional<PickedFace> faceHere() const;
    [[nodiscard]] std::optional<PickedFace> faceOfStep(int step) const;
    void takePath();
    void setSteps(int steps);
    void refresh();  // the path or the number of steps changed
    void moveSlider();
    void askForPosition(bool moving);
    void showPlace();
    void showHints();

    PathEdit* edit_;
    QUndoStack* undo_stack_;
    LatentPath path_;
    int latent_size_ = 0;  // of the open model; 0 without one
    int step_count_ = 10;
    int per_frame_ = 1;  // slider steps
    bool by_player_ = false;
    KeyframeStrip* keyframes_ = nullptr;
    StepStrip* steps_ = nullptr;
    PlayerBox* player_ = nullptr;
    QSlider* slider_ = nullptr;
    QLabel* place_ = nullptr;
    QSpinBox* count_ = nullptr;
    QToolButton* reverse_ = nullptr;
    QPushButton* pick_start_ = nullptr;
    QPushButton* pick_end_ = nullptr;
    QAction* movie_ = nullptr;
};

}  // namespace faceloom
