#include "core/base/user_folders.h"

#include <cstdlib>

#include <pwd.h>
#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// The specification has relative values ignored.
fs::path folderFrom(const char* variable, const char* below_home) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value == '/') return fs::path(value) / "faceloom";
    return userHomeFolder() / below_home / "faceloom";
}

}  // namespace

fs::path userHomeFolder() {
    const char* home = std::getenv("HOME");
    if (home != nullptr && *home == '/') return home;
    const passwd* entry = ::getpwuid(::getuid());
    if (entry != nullptr && entry->pw_dir != nullptr && *entry->pw_dir == '/') return entry->pw_dir;
    return fs::temp_directory_path();
}

fs::path userCacheFolder() {
    return folderFrom("XDG_CACHE_HOME", ".cache");
}

fs::path userDataFolder() {
    return folderFrom("XDG_DATA_HOME", ".local/share");
}

}  // namespace faceloom
