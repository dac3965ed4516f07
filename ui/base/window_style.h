// A style over the desktop's own, for what Qt's Fusion draws badly. Other styles are left as they
// are.
#pragma once

#include <QProxyStyle>

namespace faceloom {

// Unchecked boxes and radio buttons are framed in a colour darker than the window, which on a dark
// window is hardly to be seen: a frame in a shade of the text is drawn over it. Tabs have less
// margin, so that the names of all panes can be read side by side.
class WindowStyle : public QProxyStyle {
    Q_OBJECT
public:
    using QProxyStyle::QProxyStyle;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;

private:
    [[nodiscard]] bool overFusion() const;
};

}  // namespace faceloom
