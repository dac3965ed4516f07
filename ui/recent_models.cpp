#include "ui/recent_models.h"

#include <QFileInfo>
#include <QSettings>

namespace faceloom {
namespace {

constexpr int kLongest = 8;
const QString kKey = QStringLiteral("recent_models");

QStringList stored() {
    return QSettings().value(kKey).toStringList();
}

}  // namespace

QStringList RecentModels::paths() {
    QStringList existing;
    for (const QString& path : stored()) {
        if (QFileInfo::exists(path)) existing << path;
    }
    return existing;
}

void RecentModels::add(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList all = stored();
    all.removeAll(absolute);
    all.prepend(absolute);
    while (all.size() > kLongest)
        all.removeLast();
    QSettings().setValue(kKey, all);
}

void RecentModels::remove(const QString& path) {
    QStringList all = stored();
    all.removeAll(QFileInfo(path).absoluteFilePath());
    QSettings().setValue(kKey, all);
}

void RecentModels::clear() {
    QSettings().remove(kKey);
}

}  // namespace faceloom
