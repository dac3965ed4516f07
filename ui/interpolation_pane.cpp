#include "ui/interpolation_pane.h"

#include "ui/age_curve.h"
#include "ui/face_tile.h"
#include "ui/icons.h"
#include "ui/large_face.h"
#include "ui/square_board.h"
#include "ui/undo_step.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

constexpr int kSliderSteps = 1000;
constexpr int kEndSide = 64;
constexpr int kStripSide = 34;      // at least
constexpr int kCaptionedSide = 46;  // at least, so that captions fit
constexpr int kStepsStroke = 0;     // steps of the spin box in a row are one to undo
constexpr std::size_t indexOf(InterpolationEnd end) {
    return end == InterpolationEnd::From ? 0 : 1;
}

}  // namespace

InterpolationPane::InterpolationPane(QUndoStack* undo_stack, QWidget* parent)
    : QWidget(parent), undo_stack_(undo_stack) {
    setObjectName(QStringLiteral("interpolationPane"));
    auto* layout = new QHBoxLayout(this);
    large_ = new LargeFace;
    large_->setObjectName(QStringLiteral("interpolationPicture"));
    large_->setAccessibleName(tr("Face at the slider"));
    large_->setToolTip(tr("The face at the slider's place between the two ends."));
    large_->setPlaceholder(tr("the face in between"));
    layout->addWidget(large_);
    auto* right = new QVBoxLayout;
    auto* top = new QHBoxLayout;
    buildEnd(top, InterpolationEnd::From);
    buildSlider(top);
    buildEnd(top, InterpolationEnd::To);
    right->addLayout(top);
    strip_board_ = new SquareBoard;
    strip_board_->setObjectName(QStringLiteral("interpolationStrip"));
    strip_board_->setSides(kStripSide, 64);
    right->addWidget(strip_board_, 1);
    age_curve_ = new AgeCurve;
    age_curve_->hide();
    right->addWidget(age_curve_);
    layout->addLayout(right, 1);
    rebuildStrip(state_.steps);
    showHints();
}

void InterpolationPane::buildEnd(QBoxLayout* layout, InterpolationEnd end) {
    const bool from = end == InterpolationEnd::From;
    auto* tile = new FaceTile;
    tile->setObjectName(from ? QStringLiteral("fromTile") : QStringLiteral("toTile"));
    tile->setAccessibleName(from ? tr("Start of the interpolation")
                                 : tr("End of the interpolation"));
    tile->setToolTip(
        from ? tr("The face to start from. Drop a face here, or click to go to the start.")
             : tr("The face to end at. Drop a face here, or click to go to the end."));
    tile->setPlaceholder(from ? tr("drop start") : tr("drop end"));
    tile->setSide(kEndSide + 8);
    tile->setTakesDrops(true);
    auto* pick = new QPushButton(from ? tr("Pick start") : tr("Pick end"));
    pick->setObjectName(from ? QStringLiteral("pickFromButton") : QStringLiteral("pickToButton"));
    pick->setAccessibleName(from ? tr("Pick the start in the grid")
                                 : tr("Pick the end in the grid"));
    pick->setToolTip(tr("Then click a face in the grid."));
    auto* column = new QVBoxLayout;
    column->addWidget(tile, 0, Qt::AlignHCenter);
    column->addWidget(pick);
    layout->addLayout(column);
    end_tiles_.at(indexOf(end)) = tile;
    pick_buttons_.at(indexOf(end)) = pick;
    connect(tile, &FaceTile::faceDropped, this,
            [this, end](const PickedFace& face) { setEnd(end, face); });
    connect(tile, &FaceTile::clicked, this, [this, end, from] {
        if (ready())
            slider_->setValue(from ? 0 : kSliderSteps);
        else
            emit pickRequested(end);
    });
    connect(pick, &QPushButton::clicked, this, [this, end] { emit pickRequested(end); });
}

void InterpolationPane::buildSlider(QBoxLayout* layout) {
    auto* column = new QVBoxLayout;
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("interpolationHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("interpolationSlider"));
    slider_->setAccessibleName(tr("Place between the two faces"));
    slider_->setToolTip(tr("Move from the first face to the second; the picture follows."));
    slider_->setRange(0, kSliderSteps);
    slider_->setPageStep(kSliderSteps / 10);
    slider_->setSingleStep(kSliderSteps / 100);
    slider_->setValue(kSliderSteps / 2);
    column->addWidget(hint_);
    column->addWidget(slider_);
    auto* options = new QHBoxLayout;
    buildOptions(options);
    column->addLayout(options);
    layout->addLayout(column, 1);
    connect(slider_, &QSlider::valueChanged, this, [this] { askForPosition(true); });
}

void InterpolationPane::buildOptions(QBoxLayout* layout) {
    mode_ = new QComboBox;
    mode_->setObjectName(QStringLiteral("interpolationMode"));
    mode_->setAccessibleName(tr("Path between the faces"));
    mode_->setToolTip(
        tr("Linear goes straight from one face to the other. Spherical goes around the "
           "middle, where faces are often bland."));
    mode_->addItem(tr("Linear"), static_cast<int>(InterpolationMode::Lerp));
    mode_->addItem(tr("Spherical"), static_cast<int>(InterpolationMode::Slerp));
    steps_ = new QSpinBox;
    steps_->setObjectName(QStringLiteral("stripSteps"));
    steps_->setAccessibleName(tr("Faces in the strip"));
    steps_->setToolTip(tr("How many faces the strip below shows, both ends counted."));
    steps_->setRange(2, 32);
    steps_->setValue(state_.steps);
    steps_->setSuffix(tr(" faces"));
    swap_ = new QToolButton;
    swap_->setObjectName(QStringLiteral("swapEndsButton"));
    swap_->setAccessibleName(tr("Swap the ends"));
    swap_->setToolTip(tr("Swap start and end."));
    swap_->setIcon(symbolIcon(Symbol::Swap));
    movie_ = new QAction(symbolIcon(Symbol::Export), tr("Export as &movie…"), this);
    movie_->setObjectName(QStringLiteral("movieAction"));
    movie_->setShortcut(tr("Ctrl+Shift+E"));
    movie_->setToolTip(tr("Save the way from start to end as a GIF, a video or PNG pictures."));
    movie_->setStatusTip(movie_->toolTip());
    auto* movie = new QToolButton;
    movie->setObjectName(QStringLiteral("movieButton"));
    movie->setDefaultAction(movie_);
    movie->setAccessibleName(tr("Export as movie"));
    layout->addStretch();
    layout->addWidget(mode_);
    layout->addWidget(steps_);
    layout->addWidget(swap_);
    layout->addWidget(movie);
    layout->addStretch();
    connect(mode_, &QComboBox::currentIndexChanged, this, &InterpolationPane::takeOptions);
    connect(steps_, &QSpinBox::valueChanged, this, &InterpolationPane::takeOptions);
    connect(movie_, &QAction::triggered, this, &InterpolationPane::movieRequested);
    connect(swap_, &QToolButton::clicked, this, [this] {
        const auto swap = [this] { swapEnds(); };
        undo_stack_->push(new UndoStep(this, tr("swap the ends"), swap, swap));
    });
}

void InterpolationPane::setEnd(InterpolationEnd end, const PickedFace& face) {
    if (latent_size_ > 0 && face.latent.size() != static_cast<std::size_t>(latent_size_)) {
        emit messageRaised(tr("That face belongs to another model and cannot be used here."), true);
        return;
    }
    State next = state_;
    next.ends.at(indexOf(end)) = face;
    push(std::move(next), end == InterpolationEnd::From ? tr("interpolate from %1").arg(face.label)
                                                        : tr("interpolate to %1").arg(face.label));
}

void InterpolationPane::takeOptions() {
    State next = state_;
    next.mode = static_cast<InterpolationMode>(mode_->currentData().toInt());
    next.steps = steps_->value();
    if (next.mode != state_.mode) {
        push(std::move(next), tr("change the path"));
    } else if (next.steps != state_.steps) {
        push(std::move(next), tr("change the strip"), kStepsStroke);
    }
}

void InterpolationPane::push(State next, const QString& text, int stroke) {
    undo_stack_->push(new UndoStep(
        this, text, [this, next = std::move(next)] { apply(next); },
        [this, before = state_] { apply(before); }, stroke));
}

void InterpolationPane::apply(const State& state) {
    for (std::size_t i = 0; i < state.ends.size(); ++i) {
        const bool same = state_.ends.at(i) && state.ends.at(i) &&
                          state_.ends.at(i)->latent == state.ends.at(i)->latent;
        if (!same)
            end_tiles_.at(i)->setFace(state.ends.at(i) ? state.ends.at(i)->picture : QImage());
    }
    state_ = state;
    const QSignalBlocker quiet_mode(mode_);
    const QSignalBlocker quiet_steps(steps_);
    mode_->setCurrentIndex(mode_->findData(static_cast<int>(state_.mode)));
    steps_->setValue(state_.steps);
    refresh();
}

void InterpolationPane::setLatentSize(int size) {
    latent_size_ = size;
    for (std::size_t i = 0; i < state_.ends.size(); ++i) {
        if (!state_.ends.at(i) ||
            state_.ends.at(i)->latent.size() == static_cast<std::size_t>(size))
            continue;
        state_.ends.at(i).reset();
        end_tiles_.at(i)->setFace({});
    }
    refresh();
}

double InterpolationPane::position() const {
    return static_cast<double>(slider_->value()) / kSliderSteps;
}

std::optional<LatentPath> InterpolationPane::path() const {
    if (!ready()) return std::nullopt;
    LatentPath path;
    for (const auto& end : state_.ends) {
        PathKeyframe keyframe{end->label.toStdString(), end->latent};
        keyframe.mode = state_.mode;
        path.keyframes.push_back(std::move(keyframe));
    }
    return path;
}

void InterpolationPane::swapEnds() {
    std::swap(state_.ends[0], state_.ends[1]);
    const QImage from = end_tiles_[0]->face();
    end_tiles_[0]->setFace(end_tiles_[1]->face());
    end_tiles_[1]->setFace(from);
    const QSignalBlocker quiet(slider_);
    slider_->setValue(kSliderSteps - slider_->value());
    refresh();
}

void InterpolationPane::refresh() {
    if (static_cast<int>(strip_tiles_.size()) != state_.steps) rebuildStrip(state_.steps);
    if (ready()) {
        emit stripWanted(interpolationPath(state_.ends[0]->latent, state_.ends[1]->latent,
                                           state_.steps, state_.mode));
    } else {
        showStrip({});
        showPosition({});
        // A single end was drawn by another model, perhaps: have it drawn by this one.
        const auto& only = state_.ends[0] ? state_.ends[0] : state_.ends[1];
        if (only) emit stripWanted({only->latent});
    }
    askForPosition(false);
}

void InterpolationPane::askForPosition(bool moving) {
    showHints();
    markStep();
    if (!ready()) return;
    emit positionWanted(
        interpolate(state_.ends[0]->latent, state_.ends[1]->latent, position(), state_.mode),
        moving);
}

void InterpolationPane::showStrip(const std::vector<QImage>& faces) {
    if (!ready()) {
        strip_.clear();
        for (FaceTile* tile : strip_tiles_)
            tile->setFace({});
        if (faces.size() == 1) end_tiles_.at(state_.ends[0] ? 0 : 1)->setFace(faces.front());
        return;
    }
    if (faces.size() != strip_tiles_.size()) return;
    strip_ = faces;
    for (std::size_t i = 0; i < faces.size(); ++i)
        strip_tiles_[i]->setFace(faces[i]);
    end_tiles_[0]->setFace(faces.front());
    end_tiles_[1]->setFace(faces.back());
}

void InterpolationPane::showPosition(const QImage& face) {
    large_->setFace(face);
}

void InterpolationPane::showReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    std::vector<AgeReading> ages;
    for (std::size_t i = 0; i < strip_tiles_.size(); ++i) {
        const FaceReading reading = i < readings_.size() ? readings_[i] : FaceReading{};
        strip_tiles_[i]->setCaption(captionOf(reading, shown_readings_));
        const QString details = detailsOf(reading);
        strip_tiles_[i]->setToolTip(tr("Click to move the slider here.") +
                                    (details.isEmpty() ? QString() : QLatin1Char('\n') + details));
        if (reading.age) ages.push_back(*reading.age);
    }
    age_curve_->setReadings(ages.size() == strip_tiles_.size() ? ages : std::vector<AgeReading>());
}

void InterpolationPane::setShownReadings(const ShownReadings& shown) {
    shown_readings_ = shown;
    age_curve_->setVisible(shown.ages);
    const bool captions = shown.ages || shown.attributes;
    strip_board_->setSides(captions ? kCaptionedSide : kStripSide, 64);
    showReadings(std::vector<FaceReading>(readings_));
}

void InterpolationPane::rebuildStrip(int count) {
    strip_.clear();
    while (static_cast<int>(strip_tiles_.size()) > count) {
        strip_tiles_.back()->deleteLater();
        strip_tiles_.back()->hide();
        strip_tiles_.pop_back();
    }
    while (static_cast<int>(strip_tiles_.size()) < count) {
        const int index = static_cast<int>(strip_tiles_.size());
        auto* tile = new FaceTile;
        tile->setObjectName(QStringLiteral("stripFace%1").arg(index + 1));
        tile->setAccessibleName(tr("Step %1 of the strip").arg(index + 1));
        tile->setToolTip(tr("Click to move the slider here."));
        tile->setFocusPolicy(Qt::ClickFocus);
        connect(tile, &FaceTile::clicked, this, [this, index] {
            const int last = static_cast<int>(strip_tiles_.size()) - 1;
            slider_->setValue((index * kSliderSteps + last / 2) / last);
        });
        connect(tile, &FaceTile::moveRequested, slider_, [this](int columns, int) {
            slider_->setValue(slider_->value() + columns * slider_->singleStep());
        });
        strip_tiles_.push_back(tile);
    }
    strip_board_->setTiles({strip_tiles_.begin(), strip_tiles_.end()});
}

void InterpolationPane::markStep() {
    const int last = static_cast<int>(strip_tiles_.size()) - 1;
    const int nearest = (slider_->value() * last + kSliderSteps / 2) / kSliderSteps;
    const QColor mark = palette().color(QPalette::Highlight);
    age_curve_->setPosition(ready() ? std::optional(position()) : std::nullopt);
    for (int i = 0; i <= last; ++i) {
        strip_tiles_[static_cast<std::size_t>(i)]->setFrameColour(
            ready() && i == nearest ? mark : QColor());
    }
}

void InterpolationPane::showHints() {
    slider_->setEnabled(ready());
    movie_->setEnabled(ready() && latent_size_ > 0);
    swap_->setEnabled(state_.ends[0] || state_.ends[1]);
    for (QPushButton* button : pick_buttons_)
        button->setEnabled(latent_size_ > 0);
    if (ready()) {
        hint_->setText(tr("%1 % of the way from <b>%2</b> to <b>%3</b>")
                           .arg(qRound(position() * 100))
                           .arg(state_.ends[0]->label, state_.ends[1]->label));
    } else if (latent_size_ == 0) {
        hint_->setText(
            tr("Open a model or train one; then slide from one of its faces to another."));
    } else if (!state_.ends[0] && !state_.ends[1]) {
        hint_->setText(tr("Choose two faces: drag them from the grid, or use the buttons."));
    } else {
        hint_->setText(state_.ends[0] ? tr("Now choose the face to end at.")
                                      : tr("Now choose the face to start from."));
    }
}

}  // namespace faceloom
