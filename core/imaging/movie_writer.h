// Frames out as a movie (GIF, MP4), as numbered PNG files or as one sheet. Thread-safe: no shared
// state.
#pragma once

#include "core/base/png_text.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace faceloom {

enum class MovieFormat {
    Gif,     // up to 256 colours a frame; repeats for ever
    Mp4,     // H.264 or MPEG-4, whichever can be written
    Frames,  // a folder of frame-0001.png and on
    Sheet    // all frames in one PNG, with their numbers
};

struct MovieOptions {
    std::filesystem::path path;  // a folder for Frames
    MovieFormat format = MovieFormat::Gif;
    double frames_per_second = 12;  // 1..60; of a GIF 1..50
    int scale = 1;                  // 1..8: each pixel of a face becomes scale × scale
    // What a sheet, and what the PNG of each frame, counted from 0, carries; none: nothing. Asked
    // once each, on the thread that writes.
    std::function<std::optional<PngText>()> sheet_text = {};
    std::function<std::optional<PngText>(int frame)> frame_text = {};
};

inline constexpr double kMostGifFramesPerSecond = 50;  // viewers slow down what is faster
inline constexpr int kMostMovieFrames = 100'000;
inline constexpr int kMostSheetFrames = 2'000;

// What this machine can write: found out once, by writing a few frames and reading them back.
[[nodiscard]] const std::vector<MovieFormat>& movieFormats();

// By the name: .gif, .mp4, .png (a sheet), none or a slash at the end (a folder). Errors:
// InvalidArgument.
[[nodiscard]] Result<MovieFormat> movieFormatOf(const std::filesystem::path& path);

// Errors: InvalidArgument.
[[nodiscard]] Status check(const MovieOptions& options, int frames);

// Draws frames first .. first + count − 1, all of one size.
using FrameSource = std::function<Result<std::vector<RgbImage>>(int first, int count)>;
using MovieProgress = std::function<void(int written, int total)>;

// Under its name the movie appears whole or not at all, and a folder only where there was none or
// an empty one. Errors: those of check and of the source; WriteFailed (a full disk, a folder that
// cannot be written); Unavailable (no such codec here); Cancelled (the token was triggered).
[[nodiscard]] Status writeMovie(const MovieOptions& options, int frames, const FrameSource& source,
                                const std::stop_token& stop = {},
                                const MovieProgress& progress = {});

}  // namespace faceloom
