#include "ui/base/window_style.h"

#include <QPainter>
#include <QStyleOption>
#include <algorithm>

namespace faceloom {

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool radio = element == PE_IndicatorRadioButton;
    if (!radio && element != PE_IndicatorCheckBox) return;
    constexpr int kDark = 128;
    if (option->palette.color(QPalette::Window).lightness() >= kDark) return;
    if (!overFusion()) return;
    QColor frame = option->palette.color(QPalette::WindowText);
    frame.setAlpha((option->state & State_Enabled) != 0 ? 130 : 60);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(frame);
    painter->setBrush(Qt::NoBrush);
    const QRectF rect = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (radio) {
        painter->drawEllipse(rect);
    } else {
        painter->drawRoundedRect(rect, 2, 2);
    }
    painter->restore();
}

int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                             const QWidget* widget) const {
    constexpr int kTabMargin = 12;  // of both sides together
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    return metric == PM_TabBarTabHSpace && overFusion() ? std::min(usual, kTabMargin) : usual;
}

bool WindowStyle::overFusion() const {
    return baseStyle()->name() == QLatin1String("fusion");
}

}  // namespace faceloom
