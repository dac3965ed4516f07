#include "core/latent/latent_path.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace faceloom {

Status check(const LatentPath& path) {
    const std::size_t count = path.keyframes.size();
    if (count < 2) {
        return fail(ErrorCode::InvalidArgument, "a path needs at least two keyframes; there {} {}",
                    count == 1 ? "is" : "are", count);
    }
    if (count > kMostKeyframes) {
        return fail(ErrorCode::InvalidArgument, "a path has at most {} keyframes, not {}",
                    kMostKeyframes, count);
    }
    const std::size_t size = path.keyframes.front().latent.size();
    for (std::size_t i = 0; i < count; ++i) {
        const PathKeyframe& keyframe = path.keyframes[i];
        if (keyframe.latent.size() != size || size == 0) {
            return fail(ErrorCode::InvalidArgument,
                        "keyframe {} ({}) has {} numbers where the first has {}", i + 1,
                        keyframe.label, keyframe.latent.size(), size);
        }
        if (keyframe.frames < 1 || keyframe.frames > kMostSegmentFrames) {
            return fail(ErrorCode::InvalidArgument,
                        "{} frames after keyframe {} ({}) are not within 1 to {}", keyframe.frames,
                        i + 1, keyframe.label, kMostSegmentFrames);
        }
    }
    // Written so that a NaN fails as well.
    const bool playable = path.frames_per_second >= kFewestFramesPerSecond &&
                          path.frames_per_second <= kMostFramesPerSecond;
    if (!playable) {
        return fail(ErrorCode::InvalidArgument, "{} frames per second are not within {} to {}",
                    path.frames_per_second, kFewestFramesPerSecond, kMostFramesPerSecond);
    }
    return {};
}

int segmentCount(const LatentPath& path) {
    const int count = static_cast<int>(path.keyframes.size());
    return path.loop || count == 0 ? count : count - 1;
}

int pathLength(const LatentPath& path) {
    return std::accumulate(
        path.keyframes.begin(), path.keyframes.begin() + segmentCount(path), 0,
        [](int sum, const PathKeyframe& keyframe) { return sum + keyframe.frames; });
}

int frameCount(const LatentPath& path) {
    return path.loop ? pathLength(path) : pathLength(path) + 1;
}

int frameOfKeyframe(const LatentPath& path, std::size_t keyframe) {
    int frame = 0;
    for (std::size_t i = 0; i < keyframe; ++i)
        frame += path.keyframes.at(i).frames;
    return frame;
}

PathPlace placeAt(const LatentPath& path, double frame) {
    if (!(frame >= 0) || frame > pathLength(path))
        throw std::out_of_range("a frame beyond the path");
    PathPlace place;
    const auto last = static_cast<std::size_t>(segmentCount(path)) - 1;
    while (place.keyframe < last && frame >= path.keyframes[place.keyframe].frames) {
        frame -= path.keyframes[place.keyframe].frames;
        ++place.keyframe;
    }
    place.t = frame / path.keyframes[place.keyframe].frames;
    return place;
}

double frameAt(const LatentPath& path, const PathPlace& place) {
    return frameOfKeyframe(path, place.keyframe) +
           place.t * path.keyframes.at(place.keyframe).frames;
}

PathPlace placeFrom(const LatentPath& other, const PathPlace& place, const LatentPath& path) {
    const auto faces = [](const LatentPath& of, std::size_t segment) {
        return std::pair<const Latent&, const Latent&>(
            of.keyframes.at(segment).latent,
            of.keyframes.at((segment + 1) % of.keyframes.size()).latent);
    };
    const auto [from, to] = faces(other, place.keyframe);
    const auto segments = static_cast<std::size_t>(segmentCount(path));
    const auto nearest = [&](const Latent& first, const Latent& second) {
        std::size_t found = segments;
        const auto distance = [&](std::size_t segment) {
            return segment > place.keyframe ? segment - place.keyframe : place.keyframe - segment;
        };
        for (std::size_t segment = 0; segment < segments; ++segment) {
            const auto [here, next] = faces(path, segment);
            if (here != first || next != second) continue;
            if (found == segments || distance(segment) < distance(found)) found = segment;
        }
        return found;
    };
    if (const std::size_t same = nearest(from, to); same < segments) return {same, place.t};
    if (const std::size_t turned = nearest(to, from); turned < segments)
        return {turned, 1 - place.t};
    return {std::min(place.keyframe, segments - 1), place.t};
}

Latent latentAt(const LatentPath& path, double frame) {
    const PathPlace place = placeAt(path, frame);
    const PathKeyframe& from = path.keyframes[place.keyframe];
    const PathKeyframe& to = path.keyframes[(place.keyframe + 1) % path.keyframes.size()];
    return interpolate(from.latent, to.latent, place.t, from.mode);
}

std::vector<Latent> frameLatents(const LatentPath& path) {
    std::vector<Latent> latents(static_cast<std::size_t>(frameCount(path)));
    for (std::size_t i = 0; i < latents.size(); ++i)
        latents[i] = latentAt(path, static_cast<double>(i));
    return latents;
}

std::vector<Latent> stepsAlong(const LatentPath& path, int steps) {
    if (steps < 2) throw std::invalid_argument("a path has at least its two ends");
    std::vector<Latent> latents;
    latents.reserve(static_cast<std::size_t>(steps));
    const double length = pathLength(path);
    for (int i = 0; i < steps; ++i)
        latents.push_back(latentAt(path, i == steps - 1 ? length : i * length / (steps - 1)));
    return latents;
}

}  // namespace faceloom
