// The three sets' names, letters and colours. The colours differ in lightness as well as in hue
// (after Okabe and Ito's palette for colour-blind readers) and stand out on light and on dark
// windows; the letter says the same without colour.
#pragma once

#include <QColor>
#include <QCoreApplication>
#include <QString>
#include <array>

namespace faceloom {

inline constexpr int kSetCount = 3;  // A smiling woman, B neutral woman, C neutral man

struct SetLook {
    const char* name;
    char letter;
    QRgb colour;
    QRgb text;  // readable on `colour`
};

inline constexpr std::array<SetLook, kSetCount> kSetLooks = {{
    {"Smiling woman", 'A', 0xffe69f00, 0xff1d1400},
    {"Neutral woman", 'B', 0xff2f86cf, 0xffffffff},
    {"Neutral man", 'C', 0xff0f9a72, 0xffffffff},
}};

[[nodiscard]] inline const SetLook& setLook(int set) {
    return kSetLooks.at(static_cast<std::size_t>(set));
}
[[nodiscard]] inline QString setName(int set) {
    return QCoreApplication::translate("FaceSets", setLook(set).name);
}
[[nodiscard]] inline QString setLetter(int set) {
    return QString(QLatin1Char(setLook(set).letter));
}
[[nodiscard]] inline QColor setColour(int set) {
    return QColor::fromRgb(setLook(set).colour);
}
[[nodiscard]] inline QColor setTextColour(int set) {
    return QColor::fromRgb(setLook(set).text);
}

}  // namespace faceloom
