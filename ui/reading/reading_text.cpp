#include "ui/reading/reading_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace faceloom {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("FaceReading", text);
}

// Tiles are small: ☺ for a smile, ♀ or ♂.
QString shortNameOf(const Expectation& read) {
    return (read.smiling ? QStringLiteral("☺ ") : QString()) +
           (read.male ? QStringLiteral("♂") : QStringLiteral("♀"));
}

}  // namespace

QString percent(double share) {
    return QStringLiteral("%1 %").arg(qRound(share * 100));
}

QString nameOf(const Expectation& expected) {
    if (expected.male) return expected.smiling ? tr("smiling man") : tr("neutral man");
    return expected.smiling ? tr("smiling woman") : tr("neutral woman");
}

Expectation likeliest(const AttributeReading& reading) {
    return {reading.of(FaceAttribute::Smiling) > 0.5F, reading.of(FaceAttribute::Male) > 0.5F};
}

QString captionOf(const FaceReading& reading, const ShownReadings& shown) {
    QStringList lines;
    if (shown.ages && reading.age) lines << QString::fromStdString(labelOf(*reading.age));
    if (shown.attributes && reading.attributes) {
        const Expectation read = likeliest(*reading.attributes);
        lines << QStringLiteral("%1 · %2").arg(shortNameOf(read),
                                               percent(fitOf(*reading.attributes, read)));
    }
    return lines.join(QLatin1Char('\n'));
}

QString detailsOf(const FaceReading& reading) {
    QStringList lines;
    if (reading.age)
        lines << tr("Reads as %1 years.").arg(QString::fromStdString(labelOf(*reading.age)));
    if (reading.attributes) {
        const AttributeReading& read = *reading.attributes;
        lines << tr("Smiling %1, man %2, glasses %3, young %4.")
                     .arg(percent(read.of(FaceAttribute::Smiling)),
                          percent(read.of(FaceAttribute::Male)),
                          percent(read.of(FaceAttribute::Eyeglasses)),
                          percent(read.of(FaceAttribute::Young)));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace faceloom
