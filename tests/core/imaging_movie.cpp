// Movies, read back by other readers than those that wrote them; full disks and cancelling.
#include "core/imaging/movie_writer.h"
#include "core/imaging/opencv_image.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <sys/resource.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 32;

// A smooth picture that gets redder from frame to frame.
RgbImage frameOf(int index) {
    RgbImage image(kSide, kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            image.pixel(x, y)[0] = static_cast<std::uint8_t>(20 + 12 * index);
            image.pixel(x, y)[1] = static_cast<std::uint8_t>(60 + 4 * x);
            image.pixel(x, y)[2] = static_cast<std::uint8_t>(60 + 4 * y);
        }
    }
    return image;
}

Result<std::vector<RgbImage>> draw(int first, int count) {
    std::vector<RgbImage> frames;
    for (int i = first; i < first + count; ++i)
        frames.push_back(frameOf(i));
    return frames;
}

double meanDifference(const cv::Mat& bgr, int index, int scale) {
    cv::Mat rgb, wanted;
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    const RgbImage frame = frameOf(index);
    cv::resize(asMat(frame), wanted, {}, scale, scale, cv::INTER_NEAREST);
    if (rgb.size() != wanted.size()) return 255;
    return cv::norm(rgb, wanted, cv::NORM_L1) / static_cast<double>(wanted.total() * 3);
}

// While it lives, no file may grow beyond so many bytes: the next write fails like on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int);
};

class MovieWriterTest : public testing::Test {
protected:
    [[nodiscard]] fs::path path(const char* name) const { return folder_.path() / name; }
    [[nodiscard]] int filesLeft() const {
        return static_cast<int>(std::distance(fs::directory_iterator(folder_.path()), {}));
    }
    void expectFramesRead(const char* name, double fps, int frames, int scale, double tolerance) {
        cv::VideoCapture movie(path(name).string(), cv::CAP_FFMPEG);
        ASSERT_TRUE(movie.isOpened());
        EXPECT_NEAR(movie.get(cv::CAP_PROP_FPS), fps, 0.05);
        cv::Mat frame;
        int found = 0;
        while (movie.read(frame)) {
            EXPECT_LT(meanDifference(frame, found, scale), tolerance) << "frame " << found;
            ++found;
        }
        EXPECT_EQ(found, frames);
    }

    TempFolder folder_;
};

TEST_F(MovieWriterTest, AGifHoldsEveryFrameInItsColours) {
    ASSERT_TRUE(writeMovie({path("m.gif"), MovieFormat::Gif, 10, 2}, 15, draw).has_value());
    expectFramesRead("m.gif", 10, 15, 2, 3);
    EXPECT_EQ(filesLeft(), 1);
    std::ifstream in(path("m.gif"), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_NE(bytes.find("NETSCAPE2.0"), std::string::npos) << "repeats";
}

// 12 a second is 8 1/3 hundredths each: 8, 9, 8 …
TEST_F(MovieWriterTest, AGifsDelaysAddUpToItsLength) {
    ASSERT_TRUE(writeMovie({path("m.gif"), MovieFormat::Gif, 12, 1}, 12, draw).has_value());
    std::ifstream in(path("m.gif"), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    int hundredths = 0;
    const std::string control = {'\x21', '\xF9', '\x04'};
    for (auto at = bytes.find(control); at != std::string::npos; at = bytes.find(control, at + 1))
        hundredths += static_cast<unsigned char>(bytes[at + 4]);
    EXPECT_EQ(hundredths, 100);
}

TEST_F(MovieWriterTest, AFrameOfOneColourIsAGifAsWell) {
    const auto grey = [](int, int count) {
        return std::vector<RgbImage>(static_cast<std::size_t>(count), RgbImage(8, 8, 77));
    };
    ASSERT_TRUE(writeMovie({path("m.gif"), MovieFormat::Gif, 10, 1}, 1, grey).has_value());
    cv::VideoCapture movie(path("m.gif").string(), cv::CAP_FFMPEG);
    cv::Mat frame;
    ASSERT_TRUE(movie.read(frame));
    EXPECT_NEAR(cv::mean(frame)[0], 77, 1);
}

TEST_F(MovieWriterTest, AnMp4HoldsEveryFrame) {
    if (std::ranges::find(movieFormats(), MovieFormat::Mp4) == movieFormats().end())
        GTEST_SKIP() << "no codec here writes MP4";
    ASSERT_TRUE(writeMovie({path("m.mp4"), MovieFormat::Mp4, 12, 4}, 15, draw).has_value());
    expectFramesRead("m.mp4", 12, 15, 4, 12);
    EXPECT_EQ(filesLeft(), 1);
}

TEST_F(MovieWriterTest, PngFramesAreTheFramesPixelForPixel) {
    ASSERT_TRUE(writeMovie({path("frames/"), MovieFormat::Frames, 12, 3}, 11, draw).has_value());
    for (int i = 0; i < 11; ++i) {
        const auto name = path("frames") / fmt::format("frame-{:04}.png", i + 1);
        EXPECT_EQ(meanDifference(cv::imread(name.string()), i, 3), 0) << name;
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(path("frames")), {}), 11);
    const Status again = writeMovie({path("frames"), MovieFormat::Frames, 12, 1}, 2, draw);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(std::distance(fs::directory_iterator(path("frames")), {}), 11);
}

TEST_F(MovieWriterTest, ASheetShowsAllFramesInOnePicture) {
    ASSERT_TRUE(writeMovie({path("s.png"), MovieFormat::Sheet, 12, 1}, 9, draw).has_value());
    const cv::Mat sheet = cv::imread(path("s.png").string());
    EXPECT_GE(sheet.cols, 3 * kSide);
    EXPECT_LT(sheet.cols, 4 * kSide);
    EXPECT_GE(sheet.rows, 3 * kSide);
}

TEST_F(MovieWriterTest, PngPicturesCarryTheirTexts) {
    MovieOptions options{path("frames"), MovieFormat::Frames, 12, 1};
    options.sheet_text = [] { return PngText{"Key", "all of it"}; };
    options.frame_text = [](int frame) -> std::optional<PngText> {
        if (frame == 1) return std::nullopt;
        return PngText{"Key", std::to_string(frame)};
    };
    ASSERT_TRUE(writeMovie(options, 3, draw).has_value());
    EXPECT_EQ(readPngText(path("frames/frame-0001.png"), "Key").value(), "0");
    EXPECT_EQ(readPngText(path("frames/frame-0002.png"), "Key").value(), std::nullopt);
    EXPECT_EQ(readPngText(path("frames/frame-0003.png"), "Key").value(), "2");
    options.format = MovieFormat::Sheet;
    options.path = path("s.png");
    ASSERT_TRUE(writeMovie(options, 3, draw).has_value());
    EXPECT_EQ(readPngText(path("s.png"), "Key").value(), "all of it");
}

TEST_F(MovieWriterTest, AFullDiskLeavesNothingAndSaysWhy) {
    std::ofstream(path("kept.gif")) << "what was here before";
    for (const auto& [name, format] : {std::pair{"kept.gif", MovieFormat::Gif},
                                       {"m.mp4", MovieFormat::Mp4},
                                       {"frames", MovieFormat::Frames},
                                       {"s.png", MovieFormat::Sheet}}) {
        (void)movieFormats();
        const FileSizeLimit limit(300);
        const Status written = writeMovie({path(name), format, 12, 8}, 12, draw);
        ASSERT_FALSE(written.has_value()) << name;
        EXPECT_EQ(written.error().code, ErrorCode::WriteFailed) << name;
        EXPECT_NE(written.error().message.find(path(name).string()), std::string::npos)
            << written.error().message;
        EXPECT_NE(written.error().message.find("File too large"), std::string::npos)
            << written.error().message;
        EXPECT_EQ(filesLeft(), 1) << name;
    }
    std::ifstream kept(path("kept.gif"));
    EXPECT_EQ(std::string((std::istreambuf_iterator<char>(kept)), {}), "what was here before");
}

TEST_F(MovieWriterTest, CancellingLeavesNothing) {
    for (const auto& [name, format] : {std::pair{"m.gif", MovieFormat::Gif},
                                       {"m.mp4", MovieFormat::Mp4},
                                       {"frames", MovieFormat::Frames},
                                       {"s.png", MovieFormat::Sheet}}) {
        std::stop_source stop;
        int last = 0;
        const auto progress = [&](int written, int total) {
            EXPECT_EQ(total, 20);
            last = written;
            if (written == 8) stop.request_stop();
        };
        const Status written =
            writeMovie({path(name), format, 12, 1}, 20, draw, stop.get_token(), progress);
        ASSERT_FALSE(written.has_value()) << name;
        EXPECT_EQ(written.error().code, ErrorCode::Cancelled);
        EXPECT_EQ(last, 8);
        EXPECT_EQ(filesLeft(), 0) << name;
    }
}

TEST_F(MovieWriterTest, WhatCannotBeWrittenIsRefusedFirst) {
    const auto refused = [&](const MovieOptions& options, int frames, const char* word) {
        const Status written = writeMovie(options, frames, draw);
        ASSERT_FALSE(written.has_value());
        EXPECT_EQ(written.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(written.error().message.find(word), std::string::npos) << written.error().message;
    };
    refused({path("m.gif"), MovieFormat::Gif, 12, 9}, 2, "9");
    refused({path("m.gif"), MovieFormat::Gif, 60, 1}, 2, "a GIF");
    refused({path("m.mp4"), MovieFormat::Mp4, 0, 1}, 2, "per second");
    refused({path("m.gif"), MovieFormat::Gif, 12, 1}, 0, "frames");
    refused({path("s.png"), MovieFormat::Sheet, 12, 1}, kMostSheetFrames + 1, "one picture");
    refused({"", MovieFormat::Gif, 12, 1}, 2, "name");
    EXPECT_EQ(filesLeft(), 0);
    const Status nowhere = writeMovie({path("no/m.mp4"), MovieFormat::Mp4, 12, 1}, 2, draw);
    EXPECT_EQ(nowhere.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(nowhere.error().message.find("No such file"), std::string::npos);
}

TEST_F(MovieWriterTest, AFailingSourceIsPassedOn) {
    const auto broken = [](int first, int count) -> Result<std::vector<RgbImage>> {
        if (first > 0) return fail(ErrorCode::Internal, "no more");
        return draw(first, count);
    };
    const Status written = writeMovie({path("m.gif"), MovieFormat::Gif, 12, 1}, 20, broken);
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().message, "no more");
    EXPECT_EQ(filesLeft(), 0);
}

TEST(MovieFormats, AreToldByTheName) {
    EXPECT_EQ(movieFormatOf("a/b.GIF"), MovieFormat::Gif);
    EXPECT_EQ(movieFormatOf("b.mp4"), MovieFormat::Mp4);
    EXPECT_EQ(movieFormatOf("b.png"), MovieFormat::Sheet);
    EXPECT_EQ(movieFormatOf("frames"), MovieFormat::Frames);
    EXPECT_EQ(movieFormatOf("frames.d/"), MovieFormat::Frames);
    for (const char* name : {"b.avi", "b.jpg", ""}) {
        const auto format = movieFormatOf(name);
        ASSERT_FALSE(format.has_value()) << name;
        EXPECT_EQ(format.error().code, ErrorCode::InvalidArgument);
    }
}

}  // namespace
}  // namespace faceloom
