// Where a user's files go, by the XDG base directory specification.
#pragma once

#include <filesystem>

namespace faceloom {

// $HOME, or what the system's list of users says.
[[nodiscard]] std::filesystem::path userHomeFolder();
// $XDG_CACHE_HOME/faceloom, or ~/.cache/faceloom; not created here.
[[nodiscard]] std::filesystem::path userCacheFolder();
// $XDG_DATA_HOME/faceloom, or ~/.local/share/faceloom; not created here.
[[nodiscard]] std::filesystem::path userDataFolder();

}  // namespace faceloom
