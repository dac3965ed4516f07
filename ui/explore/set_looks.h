// The sets' colours and the names of those there are at first. Colours differ in lightness as well
// as in hue (after Okabe and Ito's palette for colour-blind readers) and stand out on light and on
// dark windows; a set's letter says the same without colour.
#pragma once

#include <QColor>
#include <QCoreApplication>
#include <QString>
#include <array>

namespace faceloom {

struct SetLook {
    const char* name;  // of the colour
    QRgb colour;
    QRgb text;  // readable on `colour`
};

inline constexpr std::array<SetLook, 8> kSetLooks = {{
    {QT_TRANSLATE_NOOP("SetLook", "Orange"), 0xffe69f00, 0xff1d1400},
    {QT_TRANSLATE_NOOP("SetLook", "Blue"), 0xff2f86cf, 0xffffffff},
    {QT_TRANSLATE_NOOP("SetLook", "Green"), 0xff0f9a72, 0xffffffff},
    {QT_TRANSLATE_NOOP("SetLook", "Pink"), 0xffcc79a7, 0xff23101b},
    {QT_TRANSLATE_NOOP("SetLook", "Red"), 0xffd55e00, 0xffffffff},
    {QT_TRANSLATE_NOOP("SetLook", "Sky"), 0xff56b4e9, 0xff06202e},
    {QT_TRANSLATE_NOOP("SetLook", "Violet"), 0xff8064c8, 0xffffffff},
    {QT_TRANSLATE_NOOP("SetLook", "Grey"), 0xff7f8790, 0xffffffff},
}};

// Any number: colours come round again.
[[nodiscard]] inline const SetLook& setLook(int look) {
    return kSetLooks.at(static_cast<std::size_t>(look) % kSetLooks.size());
}
[[nodiscard]] inline QColor setColour(int look) {
    return QColor::fromRgb(setLook(look).colour);
}
[[nodiscard]] inline QColor setTextColour(int look) {
    return QColor::fromRgb(setLook(look).text);
}

// How a tile shows that its face is in a set.
struct SetBadge {
    QString letter;
    int look = 0;
    bool operator==(const SetBadge&) const = default;
};

}  // namespace faceloom
