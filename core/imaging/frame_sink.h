// Private to imaging: where a movie's frames go, one kind of file each. Included by source files
// only. What was not finished is removed by the destructor.
#pragma once

#include "core/imaging/movie_writer.h"

#include <memory>

namespace faceloom {

// Not thread-safe; one movie an object.
class FrameSink {
public:
    FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;
    virtual ~FrameSink() = default;

    // Frames must have the size that the sink was made for. Errors: WriteFailed.
    [[nodiscard]] virtual Status add(const RgbImage& frame) = 0;
    // The file gets its name. Errors: WriteFailed.
    [[nodiscard]] virtual Status finish() = 0;
};

// Width and height are a frame's, in pixels, before it is enlarged. Errors: WriteFailed,
// Unavailable.
[[nodiscard]] Result<std::unique_ptr<FrameSink>> makeGifSink(const MovieOptions& options, int width,
                                                             int height);
[[nodiscard]] Result<std::unique_ptr<FrameSink>> makeMp4Sink(const MovieOptions& options, int width,
                                                             int height);
[[nodiscard]] Result<std::unique_ptr<FrameSink>> makeFolderSink(const MovieOptions& options);
[[nodiscard]] Result<std::unique_ptr<FrameSink>> makeSheetSink(const MovieOptions& options,
                                                               int frames);

}  // namespace faceloom
