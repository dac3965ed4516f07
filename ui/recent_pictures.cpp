#include "ui/recent_pictures.h"

#include <QFileInfo>
#include <QSettings>

namespace faceloom {
namespace {

constexpr int kKept = 8;

QString key() {
    return QStringLiteral("training/recentPictures");
}

}  // namespace

QStringList RecentPictures::paths() {
    QStringList existing;
    for (const QString& path : QSettings().value(key()).toStringList()) {
        if (QFileInfo::exists(path)) existing << path;
    }
    return existing;
}

void RecentPictures::add(const QString& path) {
    QSettings settings;
    QStringList recent = settings.value(key()).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(key(), QStringList(recent.mid(0, kKept)));
}

}  // namespace faceloom
