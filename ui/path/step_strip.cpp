#include "ui/path/step_strip.h"

#include "ui/base/square_board.h"
#include "ui/explore/face_tile.h"
#include "ui/path/age_curve.h"

#include <QVBoxLayout>
#include <cmath>

namespace faceloom {
namespace {

constexpr int kLeastSide = 34;
constexpr int kCaptionedSide = 46;  // at least, so that captions fit
constexpr int kUsualSide = 64;

}  // namespace

StepStrip::StepStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("stepStrip"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    board_ = new SquareBoard;
    board_->setSides(kLeastSide, kUsualSide);
    layout->addWidget(board_, 1);
    age_curve_ = new AgeCurve;
    age_curve_->hide();
    layout->addWidget(age_curve_);
}

FaceTile* StepStrip::makeTile(int step) {
    auto* tile = new FaceTile;
    tile->setObjectName(QStringLiteral("stripFace%1").arg(step + 1));
    tile->setAccessibleName(tr("Step %1 of the path").arg(step + 1));
    tile->setFocusPolicy(Qt::ClickFocus);
    tile->setDragSource([this, step]() -> std::optional<PickedFace> {
        return drag_source_ ? drag_source_(step) : std::nullopt;
    });
    connect(tile, &FaceTile::clicked, this, [this, step] { emit stepChosen(step); });
    connect(tile, &FaceTile::moveRequested, this,
            [this](int columns, int) { emit moveRequested(columns); });
    return tile;
}

void StepStrip::setCount(int count) {
    if (count == this->count()) return;
    faces_.clear();
    while (this->count() > count) {
        tiles_.back()->deleteLater();
        tiles_.back()->hide();
        tiles_.pop_back();
    }
    while (this->count() < count)
        tiles_.push_back(makeTile(this->count()));
    board_->setTiles({tiles_.begin(), tiles_.end()});
    showReadings({});
}

void StepStrip::showFaces(const std::vector<QImage>& faces) {
    if (!faces.empty() && faces.size() != tiles_.size()) return;
    faces_ = faces;
    for (std::size_t i = 0; i < tiles_.size(); ++i)
        tiles_[i]->setFace(i < faces.size() ? faces[i] : QImage());
}

void StepStrip::showReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    std::vector<AgeReading> ages;
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const FaceReading reading = i < readings_.size() ? readings_[i] : FaceReading{};
        tiles_[i]->setCaption(captionOf(reading, shown_readings_));
        const QString details = detailsOf(reading);
        tiles_[i]->setToolTip(tr("Click to move the slider here; drag it to a set or onto the "
                                 "path.") +
                              (details.isEmpty() ? QString() : QLatin1Char('\n') + details));
        if (reading.age) ages.push_back(*reading.age);
    }
    age_curve_->setReadings(ages.size() == tiles_.size() ? ages : std::vector<AgeReading>());
}

void StepStrip::setShownReadings(const ShownReadings& shown) {
    shown_readings_ = shown;
    age_curve_->setVisible(shown.ages);
    const bool captions = shown.ages || shown.attributes;
    board_->setSides(captions ? kCaptionedSide : kLeastSide, kUsualSide);
    showReadings(std::vector<FaceReading>(readings_));
}

void StepStrip::setPosition(std::optional<double> position) {
    age_curve_->setPosition(position);
    const int last = count() - 1;
    const int nearest = position ? static_cast<int>(std::lround(*position * last)) : -1;
    const QColor mark = palette().color(QPalette::Highlight);
    for (int i = 0; i <= last; ++i)
        tiles_[static_cast<std::size_t>(i)]->setFrameColour(i == nearest ? mark : QColor());
}

}  // namespace faceloom
