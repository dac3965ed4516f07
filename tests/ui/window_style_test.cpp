#include "ui/base/window_style.h"

#include <QCheckBox>
#include <QImage>
#include <QRadioButton>
#include <algorithm>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

// The largest difference in lightness between a pixel of the indicator and the ground, 0..255.
int contrast(QWidget& widget, QStyle* style, const QColor& ground) {
    QPalette palette(QColor(60, 60, 64), ground);
    palette.setColor(QPalette::Base, ground.darker(130));
    palette.setColor(QPalette::WindowText, Qt::white);
    style->setParent(&widget);
    widget.setStyle(style);
    widget.setPalette(palette);
    widget.setAutoFillBackground(true);
    widget.resize(30, 30);
    const QImage image = widget.grab().toImage();
    int largest = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            largest = std::max(largest, image.pixelColor(x, y).lightness() - ground.lightness());
        }
    }
    return largest;
}

TEST(WindowStyle, ShowsUncheckedOnesInTheDark) {
    const QColor dark(45, 45, 48);
    QCheckBox box;
    QRadioButton radio, plain_radio;
    const auto fusion = QStringLiteral("Fusion");
    EXPECT_GT(contrast(box, new WindowStyle(fusion), dark), 60);
    EXPECT_GT(contrast(radio, new WindowStyle(fusion), dark), 60);
    EXPECT_LT(contrast(plain_radio, new QProxyStyle(fusion), dark), 40);  // why they are there
}

}  // namespace
}  // namespace faceloom
