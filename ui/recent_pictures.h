// The folders and prepared files that were trained on last, kept in the user's settings, newest
// first. For the GUI thread.
#pragma once

#include <QString>
#include <QStringList>

namespace faceloom {

class RecentPictures {
public:
    [[nodiscard]] static QStringList paths();  // those that still exist
    static void add(const QString& path);
};

}  // namespace faceloom
