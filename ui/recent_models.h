// The models and runs opened last, kept in the user's settings, newest first. For the GUI thread.
#pragma once

#include <QString>
#include <QStringList>

namespace faceloom {

class RecentModels {
public:
    [[nodiscard]] static QStringList paths();  // those that still exist
    static void add(const QString& path);
    static void remove(const QString& path);
    static void clear();
};

}  // namespace faceloom
