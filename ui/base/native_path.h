// Between Qt's paths and the system's. Thread-safe: no shared state.
#pragma once

#include <QFile>
#include <QString>
#include <filesystem>

namespace faceloom {

[[nodiscard]] inline std::filesystem::path nativePath(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

}  // namespace faceloom
