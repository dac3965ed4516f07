// A light and a dark palette for screenshots that do not depend on the desktop.
#pragma once

#include <QPalette>

namespace faceloom {

[[nodiscard]] QPalette tourPalette(bool dark);

}  // namespace faceloom
