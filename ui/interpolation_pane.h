// From one face to another: a slider with a large picture, and a strip of steps.
#pragma once

#include "core/latent/latent_path.h"
#include "ui/picked_face.h"
#include "ui/reading_text.h"

#include <QImage>
#include <QWidget>
#include <array>
#include <optional>
#include <vector>

class QAction;
class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QToolButton;
class QUndoStack;

namespace faceloom {

class AgeCurve;
class FaceTile;
class SquareBoard;

enum class InterpolationEnd { From, To };

class InterpolationPane : public QWidget {
    Q_OBJECT
public:
    // The ends and the path can be undone on `undo_stack`, which outlives this.
    explicit InterpolationPane(QUndoStack* undo_stack, QWidget* parent = nullptr);

    void setEnd(InterpolationEnd end, const PickedFace& face);
    // A model was opened: the ends stay if their latents fit it, and everything is asked for anew.
    void setLatentSize(int size);
    void showStrip(const std::vector<QImage>& faces);
    void showPosition(const QImage& face);
    // Of the strip that is shown; empty: nothing was read yet.
    void showReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);  // as captions, and ages as a curve
    [[nodiscard]] const std::vector<QImage>& strip() const { return strip_; }
    // The way from one end to the other. Nothing without both.
    [[nodiscard]] std::optional<LatentPath> path() const;
    [[nodiscard]] QAction* movieAction() const { return movie_; }  // for a menu

signals:
    void stripWanted(const std::vector<faceloom::Latent>& latents);
    // `moving`: between the same ends as before.
    void positionWanted(const faceloom::Latent& latent, bool moving);
    void pickRequested(faceloom::InterpolationEnd end);
    void movieRequested();
    void messageRaised(const QString& text, bool is_error);

private:
    struct State {
        std::array<std::optional<PickedFace>, 2> ends;
        InterpolationMode mode = InterpolationMode::Lerp;
        int steps = 10;  // of the strip
    };

    void buildEnd(QBoxLayout* layout, InterpolationEnd end);
    void buildSlider(QBoxLayout* layout);
    void buildOptions(QBoxLayout* layout);
    [[nodiscard]] bool ready() const { return state_.ends[0] && state_.ends[1]; }
    [[nodiscard]] double position() const;  // 0..1
    void push(State next, const QString& text, int stroke = -1);
    void apply(const State& state);
    void takeOptions();
    void swapEnds();
    void refresh();  // an end, the path or the number of steps changed
    void askForPosition(bool moving);
    void rebuildStrip(int count);
    void markStep();
    void showHints();

    QUndoStack* undo_stack_;
    State state_;
    std::vector<QImage> strip_;
    int latent_size_ = 0;  // of the open model; 0 without one
    std::array<FaceTile*, 2> end_tiles_{};
    std::array<QPushButton*, 2> pick_buttons_{};
    std::vector<FaceTile*> strip_tiles_;
    FaceTile* large_ = nullptr;
    SquareBoard* strip_board_ = nullptr;
    AgeCurve* age_curve_ = nullptr;
    std::vector<FaceReading> readings_;
    ShownReadings shown_readings_;
    QSlider* slider_ = nullptr;
    QLabel* hint_ = nullptr;
    QComboBox* mode_ = nullptr;
    QSpinBox* steps_ = nullptr;
    QToolButton* swap_ = nullptr;
    QAction* movie_ = nullptr;
};

}  // namespace faceloom
