#include "ui/base/visible_indicators.h"

#include <QPainter>
#include <QStyleOption>

namespace faceloom {

void VisibleIndicators::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                      QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool radio = element == PE_IndicatorRadioButton;
    if (!radio && element != PE_IndicatorCheckBox) return;
    constexpr int kDark = 128;
    if (option->palette.color(QPalette::Window).lightness() >= kDark) return;
    if (baseStyle()->name() != QLatin1String("fusion")) return;
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

}  // namespace faceloom
