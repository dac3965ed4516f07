#include "core/reading/utkface_names.h"

#include <charconv>
#include <string>

namespace faceloom {

std::optional<UtkFace> readUtkFaceName(std::string_view name) {
    if (const auto slash = name.rfind('/'); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    constexpr int kLargest[] = {120, 1, 4};  // years, gender, race
    int values[3] = {};
    for (int i = 0; i < 3; ++i) {
        const char* end = name.data() + name.size();
        const auto [rest, error] = std::from_chars(name.data(), end, values[i]);
        const bool sound = error == std::errc() && rest != end && *rest == '_' && values[i] >= 0 &&
                           values[i] <= kLargest[i];
        if (!sound) return std::nullopt;
        name.remove_prefix(static_cast<std::size_t>(rest - name.data()) + 1);
    }
    return UtkFace{values[0], values[1] == 1};
}

}  // namespace faceloom
