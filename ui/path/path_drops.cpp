#include "ui/path/path_drops.h"

#include "ui/path/path_edit.h"

namespace faceloom {
namespace {

// Which of these keyframes was dragged; nothing for copies and for faces from elsewhere: another
// window's path may have been meant.
std::optional<int> moved(const PathEdit& path, const PickedFace& face, bool copying) {
    if (copying || !face.keyframe || *face.keyframe >= path.count()) return std::nullopt;
    const auto index = static_cast<std::size_t>(*face.keyframe);
    return path.keyframes()[index].keyframe.latent == face.latent ? face.keyframe : std::nullopt;
}

}  // namespace

bool putOn(PathEdit& path, PathSpot spot, const PickedFace& face) {
    if (spot == PathSpot::End) return path.setEnd(face);
    // The first two fill the places that are there.
    if (spot == PathSpot::Start || path.lacksStart()) return path.setStart(face);
    return path.insert(path.count(), face);
}

bool dropOn(PathEdit& path, int keyframe, const PickedFace& face, bool copying) {
    const auto own = moved(path, face, copying);
    if (!own) return path.replace(keyframe, face);
    path.move(*own, keyframe);
    return true;
}

bool dropOnEmpty(PathEdit& path, bool start, const PickedFace& face, bool copying) {
    if (!moved(path, face, copying))
        return putOn(path, start ? PathSpot::Start : PathSpot::End, face);
    path.reverse();  // it is alone: to the other end
    return true;
}

bool dropBefore(PathEdit& path, int keyframe, const PickedFace& face, bool copying) {
    const auto own = moved(path, face, copying);
    if (!own) return path.insert(keyframe, face);
    path.move(*own, *own < keyframe ? keyframe - 1 : keyframe);
    return true;
}

}  // namespace faceloom
