#include "ui/path/keyframe_strip.h"

#include "ui/base/icons.h"
#include "ui/explore/picked_face.h"
#include "ui/path/keyframe_tile.h"
#include "ui/path/path_edit.h"
#include "ui/path/segment_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kAddSide = 34;
constexpr int kLeastHint = 120;  // of its width
constexpr int kGlimpse = 60;     // of what comes beside, where something is scrolled to
constexpr int kEnds = 2;         // places there are from the start

}  // namespace

KeyframeStrip::KeyframeStrip(PathEdit* edit, QWidget* parent) : QScrollArea(parent), edit_(edit) {
    setObjectName(QStringLiteral("keyframeStrip"));
    setAccessibleName(tr("Faces of the path"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    content_ = new QWidget;
    row_ = new QHBoxLayout(content_);
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(2);
    hint_ = new QLabel(content_);
    hint_->setObjectName(QStringLiteral("pathHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setMinimumWidth(kLeastHint);
    makeAdd();
    setWidget(content_);
    connect(edit_, &PathEdit::pathChanged, this, &KeyframeStrip::showPath);
    showPath();
}

void KeyframeStrip::makeAdd() {
    add_ = new FaceTile(content_);
    add_->setObjectName(QStringLiteral("addKeyframe"));
    add_->setAccessibleName(tr("Add a face to the path"));
    add_->setToolTip(
        tr("Drop a face here to go on to it; or click here, then a face in the grid."));
    add_->setPlaceholder(QStringLiteral("+"));
    add_->setSide(kAddSide);
    add_->setTakesDrops(true);
    connect(add_, &FaceTile::clicked, this, [this] { emit pickRequested(PathSpot::Next); });
    connect(add_, &FaceTile::faceDropped, this, [this](const PickedFace& face) {
        checkTaken(dropBefore(*edit_, edit_->count(), face, add_->droppedAsCopy()));
    });
}

KeyframeTile* KeyframeStrip::makeTile(int tile) {
    auto* made = new KeyframeTile(tile + 1, content_);
    made->setContextMenuPolicy(Qt::CustomContextMenu);
    made->setDragSource([this, tile]() -> std::optional<PickedFace> {
        const auto keyframe = keyframeOf(tile);
        return keyframe ? std::optional(faceOf(*keyframe)) : std::nullopt;
    });
    connect(made, &FaceTile::clicked, this, [this, tile] { clickTile(tile); });
    connect(made, &FaceTile::faceDropped, this,
            [this, tile](const PickedFace& face) { dropOnTile(tile, face); });
    connect(made, &FaceTile::moveRequested, this,
            [this, tile](int columns, int) { focusTile(tile + columns); });
    connect(made, &FaceTile::customContextMenuRequested, this,
            [this, tile, made](const QPoint& at) { showMenu(tile, made->mapToGlobal(at)); });
    connect(made, &KeyframeTile::removeRequested, this, [this, tile] { remove(tile); });
    connect(made, &KeyframeTile::shiftRequested, this,
            [this, tile](int places) { shift(tile, places); });
    connect(made, &KeyframeTile::dragEntered, this,
            [this, made] { ensureWidgetVisible(made, kGlimpse, 0); });
    return made;
}

SegmentBox* KeyframeStrip::makeSegment(int segment) {
    auto* made = new SegmentBox(segment + 1, content_);
    connect(made, &SegmentBox::framesChanged, edit_,
            [this, segment](int frames) { edit_->setFrames(segment, frames, segment); });
    connect(made, &SegmentBox::modeChanged, edit_,
            [this, segment](InterpolationMode mode) { edit_->setMode(segment, mode); });
    connect(made, &SegmentBox::useForAllRequested, edit_,
            [this, segment] { edit_->useForAll(segment); });
    connect(made, &SegmentBox::faceDropped, this,
            [this, segment](const PickedFace& face, bool copying) {
                checkTaken(dropBefore(*edit_, segment + 1, face, copying));
            });
    connect(made, &SegmentBox::dragEntered, this,
            [this, made] { ensureWidgetVisible(made, kGlimpse, 0); });
    return made;
}

// What is there stays, so that the keyboard and a number box that is being clicked stay where they
// are.
void KeyframeStrip::showPath() {
    const auto tiles = static_cast<std::size_t>(std::max(kEnds, edit_->count()));
    const auto segments =
        static_cast<std::size_t>(edit_->playable() ? segmentCount(edit_->path()) : 0);
    const bool same = tiles_.size() == tiles && segments_.size() == segments;
    while (tiles_.size() < tiles)
        tiles_.push_back(makeTile(static_cast<int>(tiles_.size())));
    while (segments_.size() < segments)
        segments_.push_back(makeSegment(static_cast<int>(segments_.size())));
    const auto drop_last = [this](auto& widgets) {
        // A number box emits what was typed into it when it is hidden; its segment is gone.
        widgets.back()->disconnect(edit_);
        widgets.back()->disconnect(this);
        widgets.back()->hide();
        widgets.back()->setObjectName({});
        widgets.back()->deleteLater();  // it may be the sender
        widgets.pop_back();
    };
    while (tiles_.size() > tiles)
        drop_last(tiles_);
    while (segments_.size() > segments)
        drop_last(segments_);
    if (!same) arrange();
    for (std::size_t i = 0; i < tiles; ++i)
        showTile(static_cast<int>(i));
    const auto& keyframes = edit_->keyframes();
    for (std::size_t i = 0; i < segments; ++i) {
        const std::size_t next = (i + 1) % keyframes.size();
        segments_[i]->showSegment(keyframes[i].keyframe,
                                  QString::fromStdString(keyframes[next].keyframe.label),
                                  next == 0);
    }
    showPictures();
    showHint();
    fitHeight();
}

void KeyframeStrip::arrange() {
    while (row_->count() > 0)
        delete row_->takeAt(0);
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        row_->addWidget(tiles_[i]);
        tiles_[i]->show();
        if (i < segments_.size()) {
            row_->addWidget(segments_[i], 1);
            segments_[i]->show();
        } else if (i == 0) {
            row_->addWidget(hint_, 1);
        }
    }
    row_->addWidget(add_);
    hint_->setVisible(segments_.empty());
    QWidget* before = nullptr;  // the tab key goes from left to right
    const auto follow = [&before](QWidget* widget) {
        if (before != nullptr) QWidget::setTabOrder(before, widget);
        before = widget;
    };
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        follow(tiles_[i]);
        if (i >= segments_.size()) continue;
        for (QWidget* control : segments_[i]->controls())
            follow(control);
    }
    follow(add_);
}

void KeyframeStrip::showTile(int tile) {
    KeyframeTile* shown = tiles_[static_cast<std::size_t>(tile)];
    const bool first = tile == 0, last = tile + 1 == static_cast<int>(tiles_.size());
    shown->setPlaceholder(first ? tr("drop start") : tr("drop end"));
    const auto keyframe = keyframeOf(tile);
    if (!keyframe) {
        shown->setFace({});
        shown->setAccessibleName(first ? tr("Start of the path") : tr("End of the path"));
        shown->setName({}, first
                               ? tr("The face to start from. Drop a face here, or click here and "
                                    "then a face in the grid.")
                               : tr("The face to end at. Drop a face here, or click here and then "
                                    "a face in the grid."));
        return;
    }
    const QString name = QString::fromStdString(
        edit_->keyframes()[static_cast<std::size_t>(*keyframe)].keyframe.label);
    shown->setAccessibleName(first  ? tr("Start of the path: %1").arg(name)
                             : last ? tr("End of the path: %1").arg(name)
                                    : tr("Face %1 of the path: %2").arg(tile + 1).arg(name));
    shown->setName(name, tr("%1. Click to go to it, drag it to another place (Ctrl: a copy), drop "
                            "another face here to put it in its place.")
                             .arg(name));
}

void KeyframeStrip::showHint() {
    add_->setVisible(edit_->playable() && !edit_->full());
    add_->setEnabled(has_model_);
    if (!has_model_)
        hint_->setText(tr("Open a model or train one; then go from one of its faces to another."));
    else if (edit_->count() == 0)
        hint_->setText(
            tr("Choose two faces or more: drag them here from the grid, or use the "
               "buttons."));
    else
        hint_->setText(edit_->lacksStart() ? tr("Now choose the face to start from.")
                                           : tr("Now choose the face to end at."));
}

void KeyframeStrip::setHasModel(bool has_model) {
    has_model_ = has_model;
    showHint();
}

void KeyframeStrip::setPictureSource(PictureSource source) {
    picture_source_ = std::move(source);
    showPictures();
}

void KeyframeStrip::showPictures() {
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const auto keyframe = keyframeOf(static_cast<int>(i));
        if (!keyframe) continue;
        const QImage picture = pictureOf(*keyframe);
        if (picture.cacheKey() != tiles_[i]->face().cacheKey()) tiles_[i]->setFace(picture);
    }
}

QImage KeyframeStrip::pictureOf(int keyframe) const {
    const EditedKeyframe& shown = edit_->keyframes()[static_cast<std::size_t>(keyframe)];
    const QImage drawn = picture_source_ ? picture_source_(shown.keyframe.latent) : QImage();
    return drawn.isNull() ? shown.picture : drawn;
}

PickedFace KeyframeStrip::faceOf(int keyframe) const {
    const EditedKeyframe& own = edit_->keyframes()[static_cast<std::size_t>(keyframe)];
    PickedFace face{QString::fromStdString(own.keyframe.label),
                    own.keyframe.latent,
                    pictureOf(keyframe),
                    own.grid,
                    {}};
    face.keyframe = keyframe;
    return face;
}

std::optional<int> KeyframeStrip::keyframeOf(int tile) const {
    const int keyframe = edit_->lacksStart() ? tile - 1 : tile;
    return keyframe >= 0 && keyframe < edit_->count() ? std::optional(keyframe) : std::nullopt;
}

void KeyframeStrip::checkTaken(bool taken) {
    if (taken) return;
    emit messageRaised(edit_->full() ? tr("A path goes by at most %1 faces.").arg(kMostKeyframes)
                                     : otherModelsFaceText(),
                       true);
}

void KeyframeStrip::put(PathSpot spot, const PickedFace& face) {
    checkTaken(putOn(*edit_, spot, face));
}

void KeyframeStrip::dropOnTile(int tile, const PickedFace& face) {
    const bool copying = tiles_[static_cast<std::size_t>(tile)]->droppedAsCopy();
    if (const auto here = keyframeOf(tile))
        checkTaken(dropOn(*edit_, *here, face, copying));
    else
        checkTaken(dropOnEmpty(*edit_, tile == 0, face, copying));
}

void KeyframeStrip::clickTile(int tile) {
    if (const auto keyframe = keyframeOf(tile))
        emit keyframeChosen(*keyframe);
    else if (has_model_)
        emit pickRequested(tile == 0 ? PathSpot::Start : PathSpot::End);
}

void KeyframeStrip::shift(int tile, int places) {
    const auto from = keyframeOf(tile);
    if (!from || *from + places < 0 || *from + places >= edit_->count()) return;
    edit_->move(*from, *from + places);
    focusTile(tile + places);
}

void KeyframeStrip::remove(int tile) {
    const auto keyframe = keyframeOf(tile);
    if (!keyframe) return;
    const bool by_keyboard = tiles_[static_cast<std::size_t>(tile)]->hasFocus();
    edit_->remove(*keyframe);
    if (by_keyboard) focusTile(std::min(tile, static_cast<int>(tiles_.size()) - 1));
}

void KeyframeStrip::focusTile(int tile) {
    if (tile < 0 || tile >= static_cast<int>(tiles_.size())) return;
    KeyframeTile* shown = tiles_[static_cast<std::size_t>(tile)];
    shown->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(shown, kGlimpse, 0);
}

void KeyframeStrip::showMenu(int tile, const QPoint& global_position) {
    const auto keyframe = keyframeOf(tile);
    if (!keyframe) return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("keyframeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(edit_, &PathEdit::pathChanged, menu, &QMenu::close);  // the keyframe may be another
    menu->addAction(tr("Go to it"), this, [this, tile] { clickTile(tile); });
    QAction* left =
        menu->addAction(tr("Move to the left"), this, [this, tile] { shift(tile, -1); });
    left->setShortcut(Qt::CTRL | Qt::Key_Left);
    left->setEnabled(*keyframe > 0);
    QAction* right =
        menu->addAction(tr("Move to the right"), this, [this, tile] { shift(tile, 1); });
    right->setShortcut(Qt::CTRL | Qt::Key_Right);
    right->setEnabled(*keyframe + 1 < edit_->count());
    QAction* again = menu->addAction(tr("Come back to it at the end"), this,
                                     [this, keyframe] { put(PathSpot::Next, faceOf(*keyframe)); });
    again->setEnabled(!edit_->full());
    menu->addSeparator();
    QAction* off = menu->addAction(symbolIcon(Symbol::Clear), tr("Take off the path"), this,
                                   [this, tile] { remove(tile); });
    off->setShortcut(Qt::Key_Delete);
    menu->popup(global_position);
}

void KeyframeStrip::showPlace(const std::optional<PathPlace>& place) {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        const bool here = place && place->keyframe == i;
        const bool behind = place && place->keyframe > i;
        segments_[i]->setPlace(here ? place->t : behind ? 1 : 0, here);
    }
    const QColor mark = palette().color(QPalette::Highlight);
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const bool at = place && ((place->keyframe == i && place->t == 0) ||
                                  (place->keyframe + 1 == i && place->t == 1));
        tiles_[i]->setFrameColour(at ? mark : QColor());
    }
    const auto here = place ? std::optional(place->keyframe) : std::nullopt;
    if (here == segment_here_) return;
    segment_here_ = here;
    if (here && *here < segments_.size()) ensureWidgetVisible(segments_[*here], kGlimpse, 0);
}

void KeyframeStrip::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fitHeight();
}

// Room for the scroll bar only where there is one.
void KeyframeStrip::fitHeight() {
    const int content = std::max(KeyframeTile::kSide, content_->minimumSizeHint().height());
    const bool scrolls = content_->minimumSizeHint().width() > width();
    setFixedHeight(content + (scrolls ? horizontalScrollBar()->sizeHint().height() + 2 : 0));
}

void KeyframeStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    const int along = turn.x() != 0 ? turn.x() : turn.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along / 2);
    event->accept();
}

}  // namespace faceloom
