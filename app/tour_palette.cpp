#include "app/tour_palette.h"

namespace faceloom {
namespace {

struct Colours {
    QRgb window, base, alternate, button, text, faint, highlight;
};
constexpr Colours kLight = {0xf3f3f4, 0xffffff, 0xf7f7f8, 0xf0f0f1, 0x1f1f22, 0x76767c, 0x2f7dc4};
constexpr Colours kDark = {0x323236, 0x26262a, 0x2c2c30, 0x434348, 0xe6e6e8, 0x98989e, 0x4a93d6};

}  // namespace

QPalette tourPalette(bool dark) {
    const Colours& c = dark ? kDark : kLight;
    QPalette palette(QColor(c.button), QColor(c.window));
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::ToolTipBase, c.base);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, c.text);
        palette.setColor(QPalette::Disabled, role, c.faint);
    }
    palette.setColor(QPalette::PlaceholderText, c.faint);
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.faint);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, c.highlight);
    return palette;
}

}  // namespace faceloom
