#include "ui/arithmetic_pane.h"

#include "ui/face_sets.h"
#include "ui/face_tile.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kLargestSide = 132;

QString lengthInWords(double length, double typical) {
    const double ratio = typical > 0 ? length / typical : 1;
    if (ratio > 1.15)
        return ArithmeticPane::tr("longer than usual, so the face may look exaggerated");
    if (ratio < 0.85) return ArithmeticPane::tr("shorter than usual, so the face may look bland");
    return ArithmeticPane::tr("about as long as usual");
}

QLabel* smallLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    return label;
}

}  // namespace

ArithmeticPane::ArithmeticPane(FaceSets* sets, std::function<std::optional<PickedFace>()> result,
                               QWidget* parent)
    : QWidget(parent), sets_(sets) {
    setObjectName(QStringLiteral("arithmeticPane"));
    auto* layout = new QVBoxLayout(this);
    buildRow(layout);
    buildControls(layout);
    layout->addStretch();
    tiles_.back()->setDragSource(std::move(result));
    connect(sets_, &FaceSets::activeSetChanged, this, &ArithmeticPane::showHint);
    showHint();
}

void ArithmeticPane::buildRow(QVBoxLayout* layout) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(3);
    const std::array<QString, kSetCount> signs = {QStringLiteral("−"), QStringLiteral("+"),
                                                  QStringLiteral("=")};
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    for (int i = 0; i <= kSetCount; ++i) {
        auto* tile = new FaceTile;
        tile->setMaximumSize(kLargestSide, kLargestSide);
        tile->setFocusPolicy(Qt::NoFocus);
        const bool is_result = i == kSetCount;
        tile->setObjectName(is_result ? QStringLiteral("arithmeticResult")
                                      : QStringLiteral("arithmeticTerm%1").arg(setLetter(i)));
        tile->setAccessibleName(is_result ? tr("Result") : tr("Average of %1").arg(setName(i)));
        tile->setToolTip(
            is_result ? tr("What the three add up to. Drag it to an end of the interpolation.")
                      : tr("The average of the faces in this set."));
        tile->setPlaceholder(is_result ? QStringLiteral("?") : setLetter(i));
        tiles_.at(static_cast<std::size_t>(i)) = tile;
        grid->addWidget(tile, 0, i * 2);
        grid->setColumnStretch(i * 2, 1);
        grid->addWidget(smallLabel(is_result ? tr("Result") : setName(i)), 1, i * 2);
        if (is_result) continue;
        auto* sign = new QLabel(signs.at(static_cast<std::size_t>(i)));
        sign->setFont(large);
        sign->setAlignment(Qt::AlignCenter);
        grid->addWidget(sign, 0, i * 2 + 1);
    }
    layout->addLayout(grid);
}

void ArithmeticPane::buildControls(QVBoxLayout* layout) {
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("arithmeticHint"));
    hint_->setWordWrap(true);
    renormalize_ = new QCheckBox(tr("Bring back to the usual length"));
    renormalize_->setObjectName(QStringLiteral("renormalizeBox"));
    renormalize_->setAccessibleName(renormalize_->text());
    renormalize_->setToolTip(
        tr("Shorten or lengthen the result's list of numbers to what faces of "
           "this model usually have. It often looks more natural."));
    auto* buttons = new QHBoxLayout;
    from_ = new QPushButton(tr("Interpolate from it"));
    from_->setObjectName(QStringLiteral("resultFromButton"));
    from_->setAccessibleName(tr("Interpolate from the result"));
    from_->setToolTip(tr("Make the result the start of the interpolation."));
    to_ = new QPushButton(tr("Interpolate to it"));
    to_->setObjectName(QStringLiteral("resultToButton"));
    to_->setAccessibleName(tr("Interpolate to the result"));
    to_->setToolTip(tr("Make the result the end of the interpolation."));
    buttons->addWidget(from_);
    buttons->addWidget(to_);
    verdict_ = new QLabel;
    verdict_->setObjectName(QStringLiteral("arithmeticVerdict"));
    verdict_->setWordWrap(true);
    verdict_->hide();
    layout->addWidget(verdict_);
    layout->addWidget(hint_);
    layout->addWidget(renormalize_);
    layout->addLayout(buttons);
    connect(renormalize_, &QCheckBox::toggled, this, &ArithmeticPane::renormalizedChanged);
    connect(from_, &QPushButton::clicked, this, &ArithmeticPane::interpolateFromRequested);
    connect(to_, &QPushButton::clicked, this, &ArithmeticPane::interpolateToRequested);
}

void ArithmeticPane::showState(const ArithmeticState& state) {
    state_ = state;
    has_faces_ = true;
    showHint();
}

void ArithmeticPane::showPictures(const ArithmeticPictures& pictures) {
    pictures_ = pictures;
    for (int set = 0; set < kSetCount; ++set) {
        const QImage& mean = pictures.means.at(static_cast<std::size_t>(set));
        FaceTile* tile = tiles_.at(static_cast<std::size_t>(set));
        tile->setFace(mean);
        tile->setFrameColour(mean.isNull() ? QColor() : setColour(set));
    }
    tiles_.back()->setFace(pictures.result);
}

void ArithmeticPane::showReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const FaceReading reading = i < readings_.size() ? readings_[i] : FaceReading{};
        tiles_.at(i)->setCaption(captionOf(reading, shown_readings_));
    }
    showVerdict();
}

void ArithmeticPane::setShownReadings(const ShownReadings& shown) {
    shown_readings_ = shown;
    showReadings(std::vector<FaceReading>(readings_));
}

// Whether the sum reads as what the sets' names promise.
void ArithmeticPane::showVerdict() {
    const bool read = readings_.size() == tiles_.size() && readings_.back().attributes;
    verdict_->setVisible(read);
    if (!read) return;
    const AttributeReading& result = *readings_.back().attributes;
    const bool expected = readsAs(result, kSmilingMan);
    verdict_->setText(
        (expected ? tr("✓ The result reads as a <b>%1</b>, as it should (smiling %2, man %3).")
                  : tr("✗ The result should read as a <b>%1</b>, but does not (smiling %2, man "
                       "%3). Other faces in the sets may help."))
            .arg(nameOf(kSmilingMan), percent(result.of(FaceAttribute::Smiling)),
                 percent(result.of(FaceAttribute::Male))));
}

void ArithmeticPane::showHint() {
    const bool ready = state_.result.has_value();
    from_->setEnabled(ready);
    to_->setEnabled(ready);
    if (ready) {
        hint_->setText(tr("Length of the result: <b>%1</b>. Faces of this model usually have about "
                          "%2: it is %3.")
                           .arg(state_.result_norm, 0, 'f', 1)
                           .arg(state_.typical_norm, 0, 'f', 1)
                           .arg(lengthInWords(state_.result_norm, state_.typical_norm)));
        return;
    }
    if (!has_faces_) {
        hint_->setText(tr("Open a model or train one; then add and subtract its faces here."));
        return;
    }
    const auto missing = std::find(state_.means.begin(), state_.means.end(), std::nullopt);
    const int set = static_cast<int>(missing - state_.means.begin());
    const QString name = QStringLiteral("<b>%1 %2</b>").arg(setLetter(set), setName(set));
    hint_->setText(
        sets_->activeSet() == set
            ? tr("Next: click one or more faces for %1 in the grid.").arg(name)
            : tr("Next: choose %1 (key %2), then click faces in the grid.").arg(name).arg(set + 1));
}

}  // namespace faceloom
