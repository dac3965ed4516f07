#include "core/imaging/movie_writer.h"

#include "core/imaging/frame_sink.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <string>
#include <system_error>

#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr int kFramesPerTurn = 6;  // drawn at once; others may draw in between
constexpr int kLargestSide = 16'384;

std::string endingOf(const fs::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return ending;
}

Result<std::unique_ptr<FrameSink>> sinkFor(const MovieOptions& options, const RgbImage& first,
                                           int frames) {
    if (first.empty() || first.width * options.scale > kLargestSide ||
        first.height * options.scale > kLargestSide) {
        return fail(ErrorCode::InvalidArgument, "{}: frames of {} x {} pixels cannot be written",
                    options.path.string(), first.width * options.scale,
                    first.height * options.scale);
    }
    switch (options.format) {
        case MovieFormat::Gif:
            return makeGifSink(options, first.width, first.height);
        case MovieFormat::Mp4:
            return makeMp4Sink(options, first.width, first.height);
        case MovieFormat::Frames:
            return makeFolderSink(options);
        case MovieFormat::Sheet:
            break;
    }
    return makeSheetSink(options, frames);
}

Status writeFrames(const MovieOptions& options, int frames, const FrameSource& source,
                   const std::stop_token& stop, const MovieProgress& progress) {
    std::unique_ptr<FrameSink> sink;
    RgbImage first_frame;
    for (int first = 0; first < frames; first += kFramesPerTurn) {
        const int count = std::min(kFramesPerTurn, frames - first);
        auto drawn = source(first, count);
        if (!drawn) return passOn(drawn);
        if (static_cast<int>(drawn->size()) != count)
            throw std::logic_error("another number of frames than was asked for");
        if (!sink) {
            auto made = sinkFor(options, drawn->front(), frames);
            if (!made) return passOn(made);
            sink = std::move(*made);
            first_frame = drawn->front();
        }
        for (int i = 0; i < count; ++i) {
            if (stop.stop_requested()) {
                return fail(ErrorCode::Cancelled, "{}: cancelled after {} of {} frames",
                            options.path.string(), first + i, frames);
            }
            const RgbImage& frame = (*drawn)[static_cast<std::size_t>(i)];
            if (frame.width != first_frame.width || frame.height != first_frame.height ||
                frame.rgb_u8.size() != first_frame.rgb_u8.size())
                throw std::logic_error("frames of different sizes");
            if (auto added = sink->add(frame); !added) return added;
            if (progress) progress(first + i + 1, frames);
        }
    }
    return sink->finish();
}

bool canWriteMp4() {
    std::error_code error;
    const fs::path path =
        fs::temp_directory_path(error) / fmt::format("faceloom-probe-{}.mp4", ::getpid());
    if (error) return false;
    const MovieOptions options{path, MovieFormat::Mp4, 12, 1};
    const Status written = writeMovie(options, 3, [](int, int count) {
        return std::vector<RgbImage>(static_cast<std::size_t>(count), RgbImage(64, 64, 128));
    });
    fs::remove(path, error);
    return written.has_value();
}

}  // namespace

const std::vector<MovieFormat>& movieFormats() {
    static const std::vector<MovieFormat> formats = [] {
        std::vector<MovieFormat> all = {MovieFormat::Gif, MovieFormat::Frames, MovieFormat::Sheet};
        if (canWriteMp4()) all.insert(all.begin(), MovieFormat::Mp4);
        return all;
    }();
    return formats;
}

Result<MovieFormat> movieFormatOf(const fs::path& path) {
    const std::string ending = endingOf(path);
    if (ending == ".gif") return MovieFormat::Gif;
    if (ending == ".mp4") return MovieFormat::Mp4;
    if (ending == ".png") return MovieFormat::Sheet;
    if (!path.empty() && (ending.empty() || !path.has_filename())) return MovieFormat::Frames;
    return fail(ErrorCode::InvalidArgument,
                "{}: the name says no format: .gif, .mp4, .png (all frames in one picture), or a "
                "folder",
                path.string());
}

Status check(const MovieOptions& options, int frames) {
    if (options.path.empty())
        return fail(ErrorCode::InvalidArgument, "a movie needs a name to be written under");
    if (options.scale < 1 || options.scale > 8) {
        return fail(ErrorCode::InvalidArgument, "an enlargement of {} is not within 1 to 8",
                    options.scale);
    }
    const double most = options.format == MovieFormat::Gif ? kMostGifFramesPerSecond : 60;
    if (!(options.frames_per_second >= 1 && options.frames_per_second <= most)) {
        return fail(ErrorCode::InvalidArgument,
                    "{} frames per second are not within 1 to {}, what {} can show",
                    options.frames_per_second, most,
                    options.format == MovieFormat::Gif ? "a GIF" : "a movie");
    }
    const int most_frames =
        options.format == MovieFormat::Sheet ? kMostSheetFrames : kMostMovieFrames;
    if (frames < 1 || frames > most_frames) {
        return fail(ErrorCode::InvalidArgument, "{} frames are not within 1 to {}{}", frames,
                    most_frames,
                    options.format == MovieFormat::Sheet ? ", what one picture can hold" : "");
    }
    return {};
}

Status writeMovie(const MovieOptions& options, int frames, const FrameSource& source,
                  const std::stop_token& stop, const MovieProgress& progress) {
    if (auto good = check(options, frames); !good) return good;
    try {
        return writeFrames(options, frames, source, stop, progress);
    } catch (const std::logic_error&) {
        throw;
    } catch (const std::exception& error) {  // OpenCV's, or no memory left
        return fail(ErrorCode::Internal, "{} could not be written: {}", options.path.string(),
                    error.what());
    }
}

}  // namespace faceloom
