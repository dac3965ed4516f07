// A path through latent space: keyframes, and how one gets from each to the next. Standard-library
// types only. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <cstddef>
#include <string>
#include <vector>

namespace faceloom {

struct PathKeyframe {
    std::string label;  // "face 7", "result 3"
    Latent latent;
    // Of the segment that begins here. The last keyframe's is used by loops only.
    int frames = 24;  // 1..kMostSegmentFrames, this keyframe's counted, the next one's not
    InterpolationMode mode = InterpolationMode::Lerp;
    bool operator==(const PathKeyframe&) const = default;
};

inline constexpr int kMostSegmentFrames = 1000;
inline constexpr std::size_t kMostKeyframes = 100;

struct LatentPath {
    std::vector<PathKeyframe> keyframes;  // latents of one size
    bool loop = false;                    // from the last keyframe back to the first
    double frames_per_second = 12;        // when played or saved as a movie; 1..60
    bool operator==(const LatentPath&) const = default;
};

inline constexpr double kFewestFramesPerSecond = 1;
inline constexpr double kMostFramesPerSecond = 60;

// Whether it can be played. Errors: InvalidArgument (fewer than two or more than kMostKeyframes
// keyframes, latents of different sizes, a segment's frames or the frames per second out of range).
[[nodiscard]] Status check(const LatentPath& path);

// What follows asks for paths that pass check().

// One fewer than keyframes; as many when looped.
[[nodiscard]] int segmentCount(const LatentPath& path);
// Frames from the first keyframe to the last, or round to the first again: where the way ends.
[[nodiscard]] int pathLength(const LatentPath& path);
// Of a movie. Not looped, its last frame is exactly the last keyframe; looped, it ends just before
// the first keyframe comes again, so that it can be repeated without a halt.
[[nodiscard]] int frameCount(const LatentPath& path);
[[nodiscard]] int frameOfKeyframe(const LatentPath& path, std::size_t keyframe);

struct PathPlace {
    std::size_t keyframe = 0;  // that the segment begins at
    double t = 0;              // 0..1 within it
};
// 0 <= frame <= pathLength(path); whole frames and between them.
[[nodiscard]] PathPlace placeAt(const LatentPath& path, double frame);
[[nodiscard]] double frameAt(const LatentPath& path, const PathPlace& place);
// Where a place of another path is here: in the nearest segment that joins the same two faces,
// either way round; where there is none, in the segment of that number, or the last.
[[nodiscard]] PathPlace placeFrom(const LatentPath& other, const PathPlace& place,
                                  const LatentPath& path);
// Keyframes to the bit at their frames.
[[nodiscard]] Latent latentAt(const LatentPath& path, double frame);
[[nodiscard]] std::vector<Latent> frameLatents(const LatentPath& path);  // frameCount() of them
// `steps` >= 2 latents, evenly along the whole way, both its ends included.
[[nodiscard]] std::vector<Latent> stepsAlong(const LatentPath& path, int steps);

}  // namespace faceloom
