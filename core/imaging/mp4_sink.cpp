#include "core/base/atomic_file.h"
#include "core/imaging/contact_sheet.h"
#include "core/imaging/frame_sink.h"
#include "core/imaging/opencv_image.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace faceloom {
namespace {

// Whether the file's index, which comes last, is there: asking a reader instead would have it
// complain on stderr.
bool hasIndex(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<unsigned char, 8> head{};  // of a box: its size, big-endian, and its kind
    while (file.read(reinterpret_cast<char*>(head.data()), head.size())) {
        if (std::string(head.begin() + 4, head.end()) == "moov") return true;
        const long size = (long{head[0]} << 24) | (head[1] << 16) | (head[2] << 8) | head[3];
        if (size < static_cast<long>(head.size())) return false;
        file.seekg(size - static_cast<long>(head.size()), std::ios::cur);
    }
    return false;
}

int countFrames(const std::filesystem::path& path) {
    if (!hasIndex(path)) return 0;
    cv::VideoCapture movie;
    if (!movie.open(path.string(), cv::CAP_FFMPEG)) return 0;
    int frames = 0;
    while (movie.grab())
        ++frames;
    return frames;
}

class Mp4Sink : public FrameSink {
public:
    Mp4Sink(AtomicFile file, const MovieOptions& options)
        : file_(std::move(file)), options_(options) {}

    Status begin(int width, int height) {
        const cv::Size size(width * options_.scale, height * options_.scale);
        for (const char* codec : {"avc1", "mp4v"}) {  // the better one first
            const int code = cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]);
            if (writer_.open(file_.temporaryPath().string(), cv::CAP_FFMPEG, code,
                             options_.frames_per_second, size))
                return {};
        }
        if (const Status room = tryToGrow(); !room) return room;
        return fail(ErrorCode::Unavailable, "{}: this machine has no codec that writes MP4",
                    options_.path.string());
    }

    Status add(const RgbImage& frame) override {
        const RgbImage large = enlarged(frame, options_.scale);
        cv::cvtColor(asMat(large), bgr_, cv::COLOR_RGB2BGR);
        writer_.write(bgr_);
        ++frames_;
        return {};
    }

    // The codecs' writer says nothing of a disk that is full: what is on the disk tells.
    Status finish() override {
        writer_.release();
        const int found = countFrames(file_.temporaryPath());
        if (found == frames_) return file_.commit();
        if (const Status room = tryToGrow(); !room) return room;
        return fail(ErrorCode::WriteFailed,
                    "{}: cannot be written: only {} of {} frames could be read back",
                    options_.path.string(), found, frames_);
    }

private:
    // The system's reason, where there is one, why the file could not be longer.
    Status tryToGrow() {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(file_.temporaryPath(), ignored);
        if (ignored) return {};
        return file_.writeAt(size, std::vector<std::byte>(std::size_t{1} << 16));
    }

    AtomicFile file_;
    MovieOptions options_;
    cv::VideoWriter writer_;
    cv::Mat bgr_;
    int frames_ = 0;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> makeMp4Sink(const MovieOptions& options, int width, int height) {
    if (width * options.scale % 2 != 0 || height * options.scale % 2 != 0) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: an MP4 needs an even width and height, not {} x {} pixels",
                    options.path.string(), width * options.scale, height * options.scale);
    }
    auto file = AtomicFile::create(options.path, ".mp4");
    if (!file) return passOn(file);
    auto sink = std::make_unique<Mp4Sink>(std::move(*file), options);
    if (const Status begun = sink->begin(width, height); !begun) return passOn(begun);
    return sink;
}

}  // namespace faceloom
