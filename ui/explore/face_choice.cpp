#include "ui/explore/face_choice.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

namespace faceloom {
namespace {

constexpr int kSide = 60;  // logical pixels
constexpr int kFrame = 3;  // around each face, always kept free
constexpr qreal kRounding = 4;

// The face alone, and a frame around the one that is chosen.
class FaceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QRectF face = QRectF(option.rect).adjusted(kFrame, kFrame, -kFrame, -kFrame);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QPainterPath clip;
        clip.addRoundedRect(face, kRounding, kRounding);
        painter->setClipPath(clip);
        const QPixmap picture = index.data(Qt::DecorationRole).value<QPixmap>();
        painter->drawPixmap(face, picture, QRectF(picture.rect()));
        painter->setClipping(false);
        const bool has_keys = option.state.testFlag(QStyle::State_HasFocus);
        if (option.state.testFlag(QStyle::State_Selected) || has_keys) {
            QColor colour = option.palette.color(QPalette::Highlight);
            if (!option.state.testFlag(QStyle::State_Selected)) colour.setAlphaF(0.5F);
            painter->setPen(QPen(colour, kFrame));
            painter->drawRoundedRect(face.adjusted(-1, -1, 1, 1), kRounding + 1, kRounding + 1);
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(QPen(option.palette.color(QPalette::Mid), 2));
            painter->drawRoundedRect(face, kRounding, kRounding);
        }
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kSide + 2 * kFrame, kSide + 2 * kFrame};
    }
};

}  // namespace

FaceChoice::FaceChoice(QWidget* parent) : QListWidget(parent) {
    setViewMode(IconMode);
    setResizeMode(Adjust);
    setMovement(Static);
    setUniformItemSizes(true);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new FaceDelegate(this));
    setMinimumSize(kSide * 2, kSide + 4 * kFrame);
    const auto choose = [this](const QListWidgetItem* item) { emit faceChosen(row(item)); };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, choose);
}

void FaceChoice::setFaces(const std::vector<QImage>& faces) {
    if (faces == shown_) return;
    shown_ = faces;
    clear();
    const int side = qRound(kSide * devicePixelRatioF());
    for (const QImage& face : faces) {
        auto* item = new QListWidgetItem(this);
        item->setData(Qt::DecorationRole,
                      QPixmap::fromImage(face.scaled(side, side, Qt::IgnoreAspectRatio,
                                                     Qt::SmoothTransformation)));
        item->setData(Qt::AccessibleTextRole, tr("Face %1").arg(count()));
    }
}

void FaceChoice::setChosen(int face) {
    setCurrentRow(face);
    if (face < 0) clearSelection();
}

}  // namespace faceloom
