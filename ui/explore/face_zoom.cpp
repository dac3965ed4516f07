#include "ui/explore/face_zoom.h"

#include "ui/explore/face_tile.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QCursor>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace faceloom {
namespace {

constexpr int kUsualSide = 512;  // logical pixels

FaceTile* withFace(QWidget* widget) {
    auto* tile = qobject_cast<FaceTile*>(widget);
    return tile != nullptr && !tile->face().isNull() ? tile : nullptr;
}

}  // namespace

FaceZoom::FaceZoom(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("faceZoom"));
    auto* layout = new QVBoxLayout(this);
    large_ = new FaceTile;
    large_->setObjectName(QStringLiteral("zoomedFace"));
    large_->setFocusPolicy(Qt::NoFocus);
    large_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    layout->addWidget(large_, 1);
    caption_ = new QLabel;
    caption_->setObjectName(QStringLiteral("zoomCaption"));
    caption_->setAlignment(Qt::AlignCenter);
    layout->addWidget(caption_);
    auto* row = new QHBoxLayout;
    whole_pixels_ = new QCheckBox(tr("Whole pixels"));
    whole_pixels_->setObjectName(QStringLiteral("zoomWholePixels"));
    whole_pixels_->setToolTip(tr("Enlarge each pixel to a sharp square."));
    row->addWidget(whole_pixels_);
    row->addStretch(1);
    auto* copy = new QPushButton(tr("&Copy"));
    copy->setObjectName(QStringLiteral("zoomCopy"));
    copy->setToolTip(tr("Copy the picture (Ctrl+C)."));
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("zoomClose"));
    close->setDefault(true);
    row->addWidget(copy);
    row->addWidget(close);
    layout->addLayout(row);
    for (QPushButton* button : {copy, close})
        button->setAutoDefault(false);
    connect(whole_pixels_, &QCheckBox::toggled, large_, &FaceTile::setWholePixels);
    connect(copy, &QPushButton::clicked, this, &FaceZoom::copy);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    large_->setDragSource(
        [this]() -> std::optional<PickedFace> { return tile_ ? tile_->dragged() : std::nullopt; });
    resize(kUsualSide, kUsualSide + 2 * close->sizeHint().height());
}

FaceTile* FaceZoom::tileMeant(const QWidget& window) {
    QWidget* under = QApplication::widgetAt(QCursor::pos());
    if (under != nullptr && under->window() == &window) {
        if (FaceTile* tile = withFace(under)) return tile;
    }
    return withFace(window.focusWidget());
}

void FaceZoom::setTile(FaceTile* tile) {
    if (tile_) disconnect(tile_, nullptr, this, nullptr);
    tile_ = tile;
    if (tile_) {
        connect(tile_, &FaceTile::faceChanged, this, &FaceZoom::showFace);
        connect(tile_, &QObject::destroyed, this, &QDialog::reject);
    }
    showFace();
}

void FaceZoom::showFace() {
    if (!tile_) return;
    large_->setFace(tile_->face());
    large_->setAccessibleName(tile_->accessibleName());
    const QString name = tile_->accessibleName().isEmpty() ? tr("Face") : tile_->accessibleName();
    setWindowTitle(name);
    QString read = tile_->caption();
    caption_->setText(read.isEmpty() ? name
                                     : name + QStringLiteral(" · ") +
                                           read.replace(QLatin1Char('\n'), QStringLiteral(" · ")));
}

void FaceZoom::step(int columns, int rows) {
    if (!tile_) return;
    emit tile_->moveRequested(columns, rows);
    if (FaceTile* next = withFace(parentWidget()->window()->focusWidget())) setTile(next);
}

void FaceZoom::copy() {
    if (!large_->face().isNull()) QApplication::clipboard()->setImage(large_->face());
}

void FaceZoom::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copy();
    switch (event->key()) {
        case Qt::Key_Left:
            return step(-1, 0);
        case Qt::Key_Right:
            return step(1, 0);
        case Qt::Key_Up:
            return step(0, -1);
        case Qt::Key_Down:
            return step(0, 1);
        case Qt::Key_Z:
            return reject();
        default:
            QDialog::keyPressEvent(event);
    }
}

}  // namespace faceloom
