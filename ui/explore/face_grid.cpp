#include "ui/explore/face_grid.h"

#include "ui/base/icons.h"
#include "ui/base/square_board.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/grid_order_box.h"
#include "ui/explore/truncation_box.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace faceloom {
namespace {

constexpr int kColumns = 6;
constexpr int kLeastSide = 32;
constexpr int kUsualSide = 96;

}  // namespace

FaceGrid::FaceGrid(FaceSets* sets, QWidget* parent) : QWidget(parent), sets_(sets) {
    setObjectName(QStringLiteral("faceGrid"));
    auto* layout = new QVBoxLayout(this);
    buildHeader(layout);
    buildTiles(layout);
    connect(sets_, &FaceSets::gridChanged, this, &FaceGrid::showSeed);
    connect(sets_, &FaceSets::picksChanged, this, &FaceGrid::showPicks);
    connect(sets_, &FaceSets::setsChanged, this, &FaceGrid::showPicks);
    connect(sets_, &FaceSets::activeSetChanged, this, &FaceGrid::showPicks);
    showSeed();
    showPicks();
}

void FaceGrid::buildHeader(QVBoxLayout* layout) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("&Seed"));
    seed_edit_ = new QLineEdit;
    seed_edit_->setObjectName(QStringLiteral("seedEdit"));
    seed_edit_->setAccessibleName(tr("Seed"));
    seed_edit_->setToolTip(
        tr("The number these faces are drawn from. The same number always gives "
           "the same faces."));
    seed_edit_->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[0-9]{1,20}")), seed_edit_));
    seed_edit_->setMaximumWidth(fontMetrics().horizontalAdvance(QLatin1Char('0')) * 22);
    label->setBuddy(seed_edit_);
    new_faces_ = new QPushButton(symbolIcon(Symbol::NewFaces), tr("New faces"));
    new_faces_->setObjectName(QStringLiteral("newFacesButton"));
    new_faces_->setAccessibleName(tr("New faces"));
    new_faces_->setToolTip(tr("Show 36 other faces. Undo brings these back."));
    whole_pixels_ = new QCheckBox(tr("Whole pixels"));
    whole_pixels_->setObjectName(QStringLiteral("wholePixelsBox"));
    whole_pixels_->setAccessibleName(tr("Whole pixels"));
    whole_pixels_->setToolTip(tr("Enlarge each pixel to a sharp square instead of smoothly."));
    row->addWidget(label);
    row->addWidget(seed_edit_);
    row->addWidget(new_faces_);
    row->addStretch();
    order_ = new GridOrderBox;
    row->addWidget(order_);
    row->addWidget(whole_pixels_);
    connect(order_, &GridOrderBox::viewChanged, this, &FaceGrid::arrangeTiles);
    layout->addLayout(row);
    hint_ = new QLabel;
    hint_->setTextFormat(Qt::RichText);
    hint_->setObjectName(QStringLiteral("gridHint"));
    hint_->setTextFormat(Qt::RichText);
    hint_->setWordWrap(true);
    auto* below = new QHBoxLayout;
    below->addWidget(hint_, 1);
    below->addWidget(new TruncationBox(sets_));
    layout->addLayout(below);
    connect(seed_edit_, &QLineEdit::editingFinished, this, &FaceGrid::enterSeed);
    connect(seed_edit_, &QLineEdit::returnPressed, this, &FaceGrid::focusCurrent);
    connect(new_faces_, &QPushButton::clicked, this, [this] { sets_->setSeed(sets_->seed() + 1); });
    connect(whole_pixels_, &QCheckBox::toggled, this, [this](bool on) {
        for (FaceTile* tile : tiles_)
            tile->setWholePixels(on);
        emit wholePixelsChanged(on);
    });
}

void FaceGrid::buildTiles(QVBoxLayout* layout) {
    board_ = new SquareBoard(kColumns);
    board_->setSides(kLeastSide, kUsualSide);
    for (int i = 0; i < kFaceCount; ++i) {
        auto* tile = new FaceTile;
        tile->setObjectName(QStringLiteral("face%1").arg(i + 1));
        tile->setAccessibleName(tr("Face %1").arg(i + 1));
        tile->setNumber(i + 1);
        tile->setFocusPolicy(i == 0 ? Qt::StrongFocus : Qt::ClickFocus);
        tile->setContextMenuPolicy(Qt::CustomContextMenu);
        tile->setDragSource([this, i]() -> std::optional<PickedFace> {
            return face_source_ ? face_source_(i + 1) : std::nullopt;
        });
        connect(tile, &FaceTile::clicked, this, [this, i] { clickFace(i); });
        connect(tile, &FaceTile::moveRequested, this,
                [this, i](int columns, int rows) { moveKeyboard(i, columns, rows); });
        connect(tile, &FaceTile::customContextMenuRequested, this,
                [this, i, tile](const QPoint& at) { showMenu(i, tile->mapToGlobal(at)); });
        tiles_.push_back(tile);
    }
    layout->addWidget(board_, 1);
    nothing_shown_ = new QLabel(board_);
    nothing_shown_->setObjectName(QStringLiteral("nothingShown"));
    nothing_shown_->setForegroundRole(QPalette::PlaceholderText);
    nothing_shown_->setMargin(12);
    arrangeTiles();
    showCaptions();
}

void FaceGrid::arrangeTiles() {
    shown_ = shownFaces(readings_, kFaceCount, order_->view());
    std::vector<QWidget*> on_board;
    for (const int i : shown_)
        on_board.push_back(tiles_[static_cast<std::size_t>(i)]);
    for (FaceTile* tile : tiles_) {
        if (std::find(on_board.begin(), on_board.end(), tile) == on_board.end()) {
            tile->setParent(board_);
            tile->hide();
        }
    }
    board_->setTiles(std::move(on_board));
    nothing_shown_->setVisible(shown_.empty());
    nothing_shown_->setText(
        tr("None of these 36 faces reads as this age. "
           "Choose “All ages”, or draw new faces."));
    nothing_shown_->adjustSize();
    if (!shown_.empty() && std::find(shown_.begin(), shown_.end(), current_) == shown_.end())
        moveCurrent(shown_.front());
}

// On the board as it is ordered, not by number.
void FaceGrid::moveKeyboard(int from, int columns, int rows) {
    const auto found = std::find(shown_.begin(), shown_.end(), from);
    if (found == shown_.end()) return;
    const int place = static_cast<int>(found - shown_.begin());
    const int last = static_cast<int>(shown_.size()) - 1;
    const int column = std::clamp(place % kColumns + columns, 0, kColumns - 1);
    const int row = std::clamp(place / kColumns + rows, 0, last / kColumns);
    moveCurrent(shown_[static_cast<std::size_t>(std::min(row * kColumns + column, last))]);
    focusCurrent();
}

void FaceGrid::setReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    showCaptions();
    if (!readings_.empty()) arrangeTiles();
}

void FaceGrid::setShownReadings(const ShownReadings& shown) {
    shown_readings_ = shown;
    showCaptions();
}

void FaceGrid::setAgesRead(bool read) {
    order_->setAgesRead(read);
}

void FaceGrid::showCaptions() {
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const FaceReading reading = i < readings_.size() ? readings_[i] : FaceReading{};
        tiles_[i]->setCaption(captionOf(reading, shown_readings_));
        QString tip = tr("Face %1. Click to pick it; drag it to a set or onto the path; "
                         "right-click for more.")
                          .arg(i + 1);
        const QString details = detailsOf(reading);
        if (!details.isEmpty()) tip += QLatin1Char('\n') + details;
        tiles_[i]->setToolTip(tip);
    }
}

void FaceGrid::setFaces(const std::vector<QImage>& faces) {
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        tiles_[i]->setFace(i < faces.size() ? faces[i] : QImage());
    }
}

void FaceGrid::setWholePixels(bool whole_pixels) {
    whole_pixels_->setChecked(whole_pixels);
}

bool FaceGrid::wholePixels() const {
    return whole_pixels_->isChecked();
}

FaceTile* FaceGrid::tile(int number) const {
    return tiles_.at(static_cast<std::size_t>(number - 1));
}

void FaceGrid::startPicking(const QString& prompt) {
    picking_prompt_ = prompt;
    focusCurrent();
    for (FaceTile* tile : tiles_)
        tile->setCursor(Qt::CrossCursor);
    showHint();
}

void FaceGrid::focusCurrent() {
    tiles_[static_cast<std::size_t>(current_)]->setFocus(Qt::OtherFocusReason);
}

void FaceGrid::stopPicking() {
    picking_prompt_.clear();
    for (FaceTile* tile : tiles_)
        tile->unsetCursor();
    showHint();
}

void FaceGrid::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !picking_prompt_.isEmpty())
        stopPicking();
    else
        QWidget::keyPressEvent(event);
}

void FaceGrid::clickFace(int index) {
    moveCurrent(index);
    if (tiles_[static_cast<std::size_t>(index)]->face().isNull()) return;
    if (face_source_ && !face_source_(index + 1)) return;  // not drawn: another face is seen
    if (picking_prompt_.isEmpty()) {
        sets_->toggle(sets_->activeSet(), index + 1);
        return;
    }
    stopPicking();
    emit facePicked(index + 1);
}

void FaceGrid::moveCurrent(int index) {
    tiles_[static_cast<std::size_t>(current_)]->setFocusPolicy(Qt::ClickFocus);
    current_ = index;
    tiles_[static_cast<std::size_t>(current_)]->setFocusPolicy(Qt::StrongFocus);
}

void FaceGrid::showMenu(int index, const QPoint& global_position) {
    if (tiles_[static_cast<std::size_t>(index)]->face().isNull()) return;
    moveCurrent(index);
    const int number = index + 1;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(sets_, &FaceSets::setsChanged, menu, &QMenu::close);  // its entries are for these
    for (int set = 0; set < sets_->count(); ++set) {
        const QString text =
            QStringLiteral("%1  %2").arg(sets_->set(set).letter, sets_->set(set).name);
        QAction* action =
            menu->addAction(text, this, [this, set, number] { sets_->toggle(set, number); });
        action->setCheckable(true);
        action->setChecked(sets_->contains(set, number));
    }
    menu->addSeparator();
    menu->addAction(tr("Enlarge"), this, [this, number] { emit zoomRequested(number); });
    menu->addAction(tr("Copy picture"), this, [this, number] { emit copyRequested(number); });
    menu->addAction(tr("Keep as a favourite"), this,
                    [this, number] { emit keepRequested(number); });
    menu->addAction(tr("Copied or invented?…"), this,
                    [this, number] { emit nearestRequested(number); });
    menu->addAction(tr("Edit along directions"), this,
                    [this, number] { emit editRequested(number); });
    menu->addAction(tr("Interpolate from here"), this,
                    [this, number] { emit interpolateFromRequested(number); });
    menu->addAction(tr("Interpolate to here"), this,
                    [this, number] { emit interpolateToRequested(number); });
    menu->addAction(tr("Add to the path"), this,
                    [this, number] { emit addToPathRequested(number); });
    menu->addSeparator();
    menu->addAction(symbolIcon(Symbol::Export), tr("Export this face…"), this,
                    [this, number] { emit exportFaceRequested(number); });
    menu->popup(global_position);
}

void FaceGrid::enterSeed() {
    bool fits = false;
    const quint64 seed = seed_edit_->text().toULongLong(&fits);
    if (fits)
        sets_->setSeed(seed);
    else
        showSeed();
}

void FaceGrid::showSeed() {
    seed_edit_->setText(QString::number(sets_->seed()));
}

void FaceGrid::showPicks() {
    std::vector<int> order = {sets_->activeSet()};
    for (int set = 0; set < sets_->count(); ++set) {
        if (set != sets_->activeSet()) order.push_back(set);
    }
    std::array<std::vector<SetBadge>, kFaceCount> badges;
    std::array<QString, kFaceCount> names;
    for (const int set : order) {
        const FaceSet& in = sets_->set(set);
        for (const int face : sets_->faces(set)) {
            const auto index = static_cast<std::size_t>(face - 1);
            badges.at(index).push_back({in.letter, in.look});
            names.at(index) += QStringLiteral(", ") + in.name;
        }
    }
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        tiles_[i]->setBadges(badges.at(i));
        tiles_[i]->setAccessibleName(tr("Face %1").arg(i + 1) + names.at(i));
    }
    showHint();
}

void FaceGrid::showHint() {
    if (!picking_prompt_.isEmpty()) {
        hint_->setText(QStringLiteral("<b>%1</b> %2")
                           .arg(picking_prompt_.toHtmlEscaped(), tr("Escape calls it off.")));
        return;
    }
    const FaceSet& set = sets_->set(sets_->activeSet());
    const QString chip =
        QStringLiteral(
            "<span style='background:%1; color:%2'><b>&nbsp;%3&nbsp;</b></span> <b>%4</b>")
            .arg(setColour(set.look).name(), setTextColour(set.look).name(), set.letter,
                 set.name.toHtmlEscaped());
    hint_->setText(tr("Click a face to put it into %1, or to take it out.").arg(chip));
}

}  // namespace faceloom
