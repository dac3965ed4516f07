// Paths used last, kept in the user's settings, newest first. For the GUI thread.
#pragma once

#include <QString>
#include <QStringList>
#include <utility>

namespace faceloom {

class RecentPaths {
public:
    // `key` names the list in the settings.
    explicit RecentPaths(QString key) : key_(std::move(key)) {}

    [[nodiscard]] QStringList paths() const;  // absolute; those that still exist
    void add(const QString& path) const;
    void remove(const QString& path) const;
    void clear() const;

private:
    [[nodiscard]] QStringList stored() const;

    QString key_;
};

// Models and runs that were opened.
[[nodiscard]] inline RecentPaths recentModels() {
    return RecentPaths(QStringLiteral("recent_models"));
}
// Folders and prepared files that were trained on.
[[nodiscard]] inline RecentPaths recentPictures() {
    return RecentPaths(QStringLiteral("training/recentPictures"));
}

}  // namespace faceloom
