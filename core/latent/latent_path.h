// A path through latent space: keyframes, and how one gets from each to the next. Standard-library
// types only. Thread-safe: no shared state.
#pragma once

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

}  // namespace faceloom
