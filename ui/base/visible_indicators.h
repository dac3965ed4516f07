// A style over the desktop's own that keeps unchecked boxes and radio buttons visible in the dark.
#pragma once

#include <QProxyStyle>

namespace faceloom {

// Qt's Fusion frames them in a colour darker than the window, which on a dark window is hardly to
// be seen; this draws a frame in a shade of the text over it. Other styles are left as they are.
class VisibleIndicators : public QProxyStyle {
    Q_OBJECT
public:
    using QProxyStyle::QProxyStyle;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace faceloom
