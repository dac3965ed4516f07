// What a face that is dropped on a path does there: it comes to it, or, dragged from the path
// itself, takes another place. All return false, and change nothing, for a face of another model
// and where the path is full.
#pragma once

#include "ui/explore/picked_face.h"

#include <optional>

namespace faceloom {

class PathEdit;

// Where a face goes: in place of the first, of the last, or after the last.
enum class PathSpot { Start, End, Next };

[[nodiscard]] bool putOn(PathEdit& path, PathSpot spot, const PickedFace& face);
// On a keyframe.
[[nodiscard]] bool dropOn(PathEdit& path, int keyframe, const PickedFace& face, bool copying);
// On an empty place, which is the path's start or end.
[[nodiscard]] bool dropOnEmpty(PathEdit& path, bool start, const PickedFace& face, bool copying);
// Between keyframes, to come before that one; the number of them: after the last.
[[nodiscard]] bool dropBefore(PathEdit& path, int keyframe, const PickedFace& face, bool copying);

}  // namespace faceloom
