#include "ui/training/preview_view.h"

#include "ui/base/image_convert.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <utility>

namespace faceloom {
namespace {

constexpr int kMargin = 8;      // logical pixels
constexpr int kLargestGap = 4;  // between faces

}  // namespace

PreviewView::PreviewView(QWidget* parent)
    : QWidget(parent),
      placeholder_(
          tr("Faces appear here while a run is training.\n\nThey are drawn from the same starting "
             "points each time, so you can watch them become clearer.")) {
    setObjectName(QStringLiteral("previewView"));
    setAccessibleName(tr("Training preview"));
    setToolTip(tr(
        "The same 36 imagined faces, drawn again as training goes on: watch them become clearer."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize PreviewView::sizeHint() const {
    return {320, 340};
}
QSize PreviewView::minimumSizeHint() const {
    return {120, 130};
}

void PreviewView::setPreview(const Preview& preview) {
    std::vector<QImage> faces;
    for (const RgbImage& face : preview.faces) {
        faces.push_back(toQImage(face));
    }
    setFaces(std::move(faces),
             tr("Step %1").arg(locale().toString(static_cast<qlonglong>(preview.step))));
}

void PreviewView::setFaces(std::vector<QImage> faces, const QString& caption) {
    faces_ = std::move(faces);
    caption_ = caption;
    setAccessibleDescription(faces_.empty() ? QString()
                                            : tr("%1 faces: %2").arg(faces_.size()).arg(caption_));
    update();
}

void PreviewView::setPlaceholder(const QString& text) {
    placeholder_ = text;
    update();
}

void PreviewView::clear() {
    setFaces({}, {});
}

void PreviewView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect area = rect().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (!faces_.empty()) {
        paintFaces(painter, area);
        return;
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
}

void PreviewView::paintFaces(QPainter& painter, const QRect& area) const {
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(faces_.size()))));
    const int rows = (static_cast<int>(faces_.size()) + columns - 1) / columns;
    const int line = fontMetrics().height() + fontMetrics().descent() + 2;
    const int side = std::min(area.width(), (area.height() - line) * columns / rows);
    const int gap = std::clamp(side / 120, 1, kLargestGap);
    const int tile = (side - gap * (columns - 1)) / columns;
    if (tile < 4) return;
    const int used_width = columns * tile + (columns - 1) * gap;
    const int used_height = rows * tile + (rows - 1) * gap;
    const QPoint origin(area.left() + (area.width() - used_width) / 2,
                        area.top() + (area.height() - used_height - line) / 2);

    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(origin, QSize(used_width, line)), Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(caption_, Qt::ElideRight, used_width));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < static_cast<int>(faces_.size()); ++i) {
        const QRect target(origin.x() + i % columns * (tile + gap),
                           origin.y() + line + i / columns * (tile + gap), tile, tile);
        painter.drawImage(target, faces_[static_cast<std::size_t>(i)]);
    }
}

}  // namespace faceloom
