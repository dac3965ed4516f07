#include "ui/path/path_pane.h"

#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/base/undo_step.h"
#include "ui/path/path_edit.h"
#include "ui/path/player_box.h"
#include "ui/path/step_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <utility>

namespace faceloom {
namespace {

constexpr int kLeastSliderSteps = 1000;  // of the whole way; each frame is at one of them
constexpr int kMostSteps = 32;
constexpr int kStepsStroke = 0;  // changes of the spin box in a row are one to undo

}  // namespace

PathPane::PathPane(PathEdit* edit, QUndoStack* undo_stack, QWidget* parent)
    : QWidget(parent), edit_(edit), undo_stack_(undo_stack) {
    setObjectName(QStringLiteral("pathPane"));
    auto* layout = new QHBoxLayout(this);
    player_ = new PlayerBox(edit_, [this] { return frame(); });
    player_->setDragSource([this] { return faceHere(); });
    layout->addWidget(player_);
    auto* right = new QVBoxLayout;
    auto* top = new QHBoxLayout;
    keyframes_ = new KeyframeStrip(edit_);
    top->addWidget(keyframes_, 1);
    buildTools(top);
    right->addLayout(top);
    auto* middle = new QHBoxLayout;
    buildSlider(middle);
    right->addLayout(middle);
    steps_ = new StepStrip;
    steps_->setCount(step_count_);
    steps_->setDragSource([this](int step) { return faceOfStep(step); });
    right->addWidget(steps_, 1);
    layout->addLayout(right, 1);
    connect(keyframes_, &KeyframeStrip::keyframeChosen, this, [this](int keyframe) {
        if (!ready()) return;
        slider_->setValue(sliderAt(frameOfKeyframe(path_, static_cast<std::size_t>(keyframe))));
    });
    connect(keyframes_, &KeyframeStrip::pickRequested, this, &PathPane::pickRequested);
    connect(keyframes_, &KeyframeStrip::messageRaised, this, &PathPane::messageRaised);
    connect(steps_, &StepStrip::stepChosen, this, [this](int step) {
        slider_->setValue(
            static_cast<int>(std::lround(double(step) * slider_->maximum() / (step_count_ - 1))));
    });
    connect(steps_, &StepStrip::moveRequested, slider_, [this](int columns) {
        slider_->setValue(slider_->value() + columns * slider_->singleStep());
    });
    connect(edit_, &PathEdit::pathChanged, this, &PathPane::takePath);
    connect(player_, &PlayerBox::frameDue, this, [this](double frame) {
        const QScopedValueRollback by_player(by_player_, true);
        slider_->setValue(sliderAt(frame));
    });
    takePath();
}

void PathPane::buildTools(QBoxLayout* layout) {
    count_ = named(new QSpinBox, "stripSteps", tr("Faces in the strip"),
                   tr("How many faces the strip below shows, both ends counted."));
    count_->setRange(2, kMostSteps);
    count_->setValue(step_count_);
    count_->setSuffix(tr(" faces"));
    reverse_ = named(new QToolButton, "reversePathButton", tr("Turn the path round"),
                     tr("Turn the path round: the last face comes first."));
    reverse_->setIcon(symbolIcon(Symbol::Swap));
    movie_ = new QAction(symbolIcon(Symbol::Export), tr("Export as &movie…"), this);
    movie_->setObjectName(QStringLiteral("movieAction"));
    movie_->setShortcut(tr("Ctrl+Shift+E"));
    movie_->setToolTip(tr("Save the whole path as a GIF, a video or PNG pictures."));
    movie_->setStatusTip(movie_->toolTip());
    auto* column = new QVBoxLayout;
    auto* row = new QHBoxLayout;
    column->addWidget(count_);
    row->addStretch();
    row->addWidget(reverse_);
    auto* movie = new QToolButton;
    movie->setObjectName(QStringLiteral("movieButton"));
    movie->setDefaultAction(movie_);
    row->addWidget(movie);
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    layout->addLayout(column);
    connect(count_, &QSpinBox::valueChanged, this, [this](int steps) {
        if (steps == step_count_) return;
        undo_stack_->push(new UndoStep(
            this, tr("change the strip"), [this, steps] { setSteps(steps); },
            [this, before = step_count_] { setSteps(before); }, kStepsStroke));
    });
    connect(reverse_, &QToolButton::clicked, edit_, &PathEdit::reverse);
    connect(movie_, &QAction::triggered, this, &PathPane::movieRequested);
}

QPushButton* PathPane::makePick(PathSpot spot) {
    const bool start = spot == PathSpot::Start;
    auto* pick = named(new QPushButton(start ? tr("Pick start") : tr("Pick end")),
                       start ? "pickFromButton" : "pickToButton",
                       start ? tr("Pick the start in the grid") : tr("Pick the end in the grid"),
                       tr("Then click a face in the grid."));
    connect(pick, &QPushButton::clicked, this, [this, spot] { emit pickRequested(spot); });
    return pick;
}

void PathPane::buildSlider(QBoxLayout* layout) {
    slider_ = named(new QSlider(Qt::Horizontal), "pathSlider", tr("Place on the path"), {});
    slider_->setRange(0, kLeastSliderSteps);
    slider_->setValue(kLeastSliderSteps / 2);
    place_ = named(new QLabel, "pathPlace", tr("How far along the path"), {});
    place_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 %").arg(100)));
    place_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    pick_start_ = makePick(PathSpot::Start);
    pick_end_ = makePick(PathSpot::End);
    layout->addWidget(pick_start_);
    layout->addWidget(slider_, 1);
    layout->addWidget(place_);
    layout->addWidget(pick_end_);
    connect(slider_, &QSlider::valueChanged, this, &PathPane::moveSlider);
}

void PathPane::put(PathSpot spot, const PickedFace& face) {
    keyframes_->put(spot, face);
}

void PathPane::setPictureSource(KeyframeStrip::PictureSource source) {
    keyframes_->setPictureSource(std::move(source));
}

void PathPane::showPictures() {
    keyframes_->showPictures();
}

void PathPane::setLatentSize(int size) {
    latent_size_ = size;
    keyframes_->setHasModel(size > 0);
    edit_->setLatentSize(size);
    player_->setSpan(ready() ? pathLength(path_) : 0, size > 0);
    keyframes_->showPictures();
    refresh();
}

double PathPane::frame() const {
    return static_cast<double>(slider_->value()) / per_frame_;
}

double PathPane::share() const {
    return static_cast<double>(slider_->value()) / slider_->maximum();
}

int PathPane::sliderAt(double frame) const {
    return static_cast<int>(std::lround(frame * per_frame_));
}

// The picture stays where its two faces still follow each other.
void PathPane::takePath() {
    const double before = frame();
    const bool was_ready = ready();
    LatentPath next = edit_->path();
    double here = 0;
    if (next.keyframes.size() >= 2) {
        here = was_ready ? frameAt(next, placeFrom(path_, placeAt(path_, before), next))
                         : pathLength(next) / 2.0;
    }
    path_ = std::move(next);
    const int length = ready() ? pathLength(path_) : 0;
    per_frame_ = length > 0 ? (kLeastSliderSteps + length - 1) / length : 1;
    {
        const QSignalBlocker quiet(slider_);
        slider_->setRange(0, length > 0 ? length * per_frame_ : kLeastSliderSteps);
        slider_->setPageStep(std::max(1, slider_->maximum() / 10));
        slider_->setSingleStep(std::max(1, slider_->maximum() / 100));
        slider_->setValue(length > 0 ? sliderAt(here) : kLeastSliderSteps / 2);
    }
    player_->setSpan(length, latent_size_ > 0);
    player_->jump(frame());
    refresh();
}

void PathPane::setSteps(int steps) {
    step_count_ = steps;
    const QSignalBlocker quiet(count_);
    count_->setValue(steps);
    steps_->setCount(steps);
    refresh();
}

void PathPane::refresh() {
    if (ready()) {
        emit stripWanted(stepsAlong(path_, step_count_));
    } else {
        steps_->showFaces({});
        player_->showFace({});
        emit stripWanted({});
    }
    askForPosition(false);
}

void PathPane::moveSlider() {
    if (!by_player_) player_->jump(frame());
    askForPosition(true);
}

void PathPane::askForPosition(bool moving) {
    showHints();
    showPlace();
    if (ready()) emit positionWanted(latentAt(path_, frame()), moving);
}

void PathPane::showStrip(const std::vector<QImage>& faces) {
    if (ready()) steps_->showFaces(faces);
}

void PathPane::showPosition(const QImage& face) {
    if (ready()) player_->showFace(face);
}

void PathPane::showReadings(const std::vector<FaceReading>& readings) {
    steps_->showReadings(readings);
}

void PathPane::setShownReadings(const ShownReadings& shown) {
    steps_->setShownReadings(shown);
}

const std::vector<QImage>& PathPane::strip() const {
    return steps_->faces();
}

// "62 % of the way from face 3 to face 17"
QString PathPane::placeName() const {
    const PathPlace place = placeAt(path_, frame());
    const auto label = [this](std::size_t keyframe) {
        return QString::fromStdString(path_.keyframes[keyframe % path_.keyframes.size()].label);
    };
    return tr("%1 % of the way from %2 to %3")
        .arg(qRound(place.t * 100))
        .arg(label(place.keyframe), label(place.keyframe + 1));
}

std::optional<PickedFace> PathPane::faceHere() const {
    if (!ready() || player_->face().isNull()) return std::nullopt;
    return PickedFace{placeName(), latentAt(path_, frame()), player_->face(), {}, {}};
}

std::optional<PickedFace> PathPane::faceOfStep(int step) const {
    const auto index = static_cast<std::size_t>(step);
    if (!ready() || index >= steps_->faces().size()) return std::nullopt;
    return PickedFace{tr("step %1 of %2").arg(step + 1).arg(step_count_),
                      stepsAlong(path_, step_count_)[index],
                      steps_->faces()[index],
                      {},
                      {}};
}

void PathPane::showPlace() {
    if (!ready()) {
        place_->clear();
        keyframes_->showPlace(std::nullopt);
        steps_->setPosition(std::nullopt);
        slider_->setToolTip(
            tr("Moves along the path, once it has two faces; the picture follows."));
        return;
    }
    place_->setText(tr("%1 %").arg(qRound(share() * 100)));
    keyframes_->showPlace(placeAt(path_, frame()));
    steps_->setPosition(share());
    slider_->setToolTip(tr("Moves along the path; the picture follows. Now: frame %1 of %2, %3.")
                            .arg(qRound(frame()) + 1)
                            .arg(frameCount(path_))
                            .arg(placeName()));
}

void PathPane::showHints() {
    slider_->setEnabled(ready());
    movie_->setEnabled(ready() && latent_size_ > 0);
    reverse_->setEnabled(!path_.keyframes.empty());
    for (QPushButton* button : {pick_start_, pick_end_})
        button->setEnabled(latent_size_ > 0);
}

QAction* PathPane::playAction() const {
    return player_->playAction();
}

QAction* PathPane::loopAction() const {
    return player_->loopAction();
}

}  // namespace faceloom
