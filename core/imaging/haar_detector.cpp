#include "core/imaging/detectors.h"
#include "core/imaging/opencv_image.h"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr double kLeastSearchSide =
    200;  // pixels; in smaller pictures the cascade's 24-pixel window misses detail
constexpr int kBorderPart = 8;  // of the longer side is added around: some faces fill their picture
constexpr int kWindow = 24;     // pixels, the cascade's own
constexpr int kLeastPart = 6;   // of the shorter side a main face takes up
// Hits beside one another that make a face: many small windows find more that is none.
constexpr int kMainNeighbours = 3;
constexpr int kEveryNeighbours = 5;
constexpr const char* kCascadeName = "haarcascade_frontalface_default.xml";

// Where distributions put OpenCV's cascades.
std::optional<fs::path> installedCascade() {
    static constexpr std::array kFolders = {
        "/usr/share/opencv4/haarcascades", "/usr/local/share/opencv4/haarcascades",
        "/usr/share/opencv/haarcascades", "/usr/share/OpenCV/haarcascades"};
    for (const char* folder : kFolders) {
        std::error_code ignored;
        const fs::path path = fs::path(folder) / kCascadeName;
        if (fs::is_regular_file(path, ignored)) return path;
    }
    return std::nullopt;
}

class HaarDetector final : public FaceDetector {
public:
    HaarDetector(cv::CascadeClassifier cascade, FaceSearch search)
        : cascade_(std::move(cascade)), search_(search) {}

    std::vector<DetectedFace> find(const RgbImage& image) override {
        if (image.empty()) return {};
        cv::Mat grey;
        cv::cvtColor(asMat(image), grey, cv::COLOR_RGB2GRAY);
        const double longest = std::max(image.width, image.height);
        const double scale =
            std::clamp(1.0, kLeastSearchSide / longest, searchSide(search_) / longest);
        cv::resize(grey, grey, {}, scale, scale, scale < 1.0 ? cv::INTER_AREA : cv::INTER_LINEAR);
        cv::equalizeHist(grey, grey);
        const int border = std::max(grey.cols, grey.rows) / kBorderPart;
        cv::copyMakeBorder(grey, grey, border, border, border, border, cv::BORDER_REPLICATE);

        const bool every = search_ == FaceSearch::EveryFace;
        const int least =
            every ? kWindow : std::max(kWindow, std::min(grey.cols, grey.rows) / kLeastPart);
        std::vector<cv::Rect> boxes;
        cascade_.detectMultiScale(grey, boxes, 1.1, every ? kEveryNeighbours : kMainNeighbours, 0,
                                  {least, least});
        std::ranges::sort(boxes, std::greater<>(), [](const cv::Rect& box) { return box.area(); });
        std::vector<DetectedFace> faces;
        for (const cv::Rect& box : boxes) {
            const auto back = [scale](int value) {
                return static_cast<int>(std::lround(value / scale));
            };
            faces.push_back(
                {{back(box.x - border), back(box.y - border), back(box.width), back(box.height)},
                 1.0F});
        }
        return faces;
    }

    // Medians over aligned CelebA pictures.
    BoxFraming framing() const override { return {1.231, 0.49, 0.464}; }

private:
    cv::CascadeClassifier cascade_;
    FaceSearch search_;
};

}  // namespace

Result<std::unique_ptr<FaceDetector>> makeHaarDetector(const fs::path& folder, FaceSearch search) {
    const fs::path path =
        folder.empty() ? installedCascade().value_or(fs::path()) : folder / kCascadeName;
    std::error_code ignored;
    if (path.empty()) {
        return fail(ErrorCode::NotFound, "{}: not installed (Debian's package opencv-data has it)",
                    kCascadeName);
    }
    if (!fs::is_regular_file(path, ignored)) {
        return fail(ErrorCode::NotFound, "{}: no such file", path.string());
    }
    try {
        cv::CascadeClassifier cascade;
        if (!cascade.load(path.string())) {
            return fail(ErrorCode::BrokenFile, "{}: is not a cascade", path.string());
        }
        return std::make_unique<HaarDetector>(std::move(cascade), search);
    } catch (const std::exception&) {
        return fail(ErrorCode::BrokenFile, "{}: is not a cascade", path.string());
    }
}

}  // namespace faceloom
