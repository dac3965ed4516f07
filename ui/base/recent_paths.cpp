#include "ui/base/recent_paths.h"

#include <QFileInfo>
#include <QSettings>

namespace faceloom {
namespace {

constexpr int kLongest = 8;

}  // namespace

QStringList RecentPaths::stored() const {
    return QSettings().value(key_).toStringList();
}

QStringList RecentPaths::paths() const {
    QStringList existing;
    for (const QString& path : stored()) {
        if (QFileInfo::exists(path)) existing << path;
    }
    return existing;
}

void RecentPaths::add(const QString& path) const {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList all = stored();
    all.removeAll(absolute);
    all.prepend(absolute);
    QSettings().setValue(key_, QStringList(all.mid(0, kLongest)));
}

void RecentPaths::remove(const QString& path) const {
    QStringList all = stored();
    all.removeAll(QFileInfo(path).absoluteFilePath());
    QSettings().setValue(key_, all);
}

void RecentPaths::clear() const {
    QSettings().remove(key_);
}

}  // namespace faceloom
