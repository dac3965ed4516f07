#include "core/imaging/picture_decoder.h"

#include "core/base/regular_file.h"
#include "core/data/crop_rect.h"
#include "core/data/picture_header.h"
#include "core/imaging/opencv_image.h"

#include <algorithm>
#include <array>
#include <exception>
#include <mutex>
#include <span>
#include <vector>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <png.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kManyPixels = 32 * 1024 * 1024;  // such pictures are decoded one at a time

// A broken picture is reported once, by us.
void silenceOpenCv() {
    static std::once_flag once;
    std::call_once(once,
                   [] { cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT); });
}

// Memory stays bounded when every thread meets a huge picture at once.
std::unique_lock<std::mutex> alone(const PictureHeader& header) {
    static std::mutex one_at_a_time;
    const bool huge = std::int64_t{header.width} * header.height > kManyPixels;
    return huge ? std::unique_lock(one_at_a_time) : std::unique_lock<std::mutex>();
}

// BGRA over white, the ground that pictures with holes are mostly drawn for.
cv::Mat overWhite(const cv::Mat& bgra) {
    cv::Mat bgr(bgra.size(), CV_8UC3);
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* from = bgra.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgra.cols; ++x) {
            const int alpha = from[x][3];
            for (int c = 0; c < 3; ++c) {
                const int mixed = from[x][c] * alpha + 255 * (255 - alpha);
                to[x][c] = static_cast<std::uint8_t>((mixed + 127) / 255);
            }
        }
    }
    return bgr;
}

RgbImage toRgb(cv::Mat decoded) {
    if (decoded.depth() != CV_8U) throw std::runtime_error("unexpected pixel type");
    if (decoded.channels() == 4) decoded = overWhite(decoded);
    RgbImage image(decoded.cols, decoded.rows);
    cv::Mat target = asWritableMat(image);
    if (decoded.channels() == 1) {
        cv::cvtColor(decoded, target, cv::COLOR_GRAY2RGB);
    } else {
        cv::cvtColor(decoded, target, cv::COLOR_BGR2RGB);
    }
    return image;
}

// By libpng itself, as BGRA: OpenCV passes over the transparent colour that a grey or RGB file may
// name.
cv::Mat decodePng(std::span<const std::byte> bytes) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) == 0)
        throw std::runtime_error(header.message);
    header.format = PNG_FORMAT_BGRA;
    header.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    cv::Mat bgra(static_cast<int>(header.height), static_cast<int>(header.width), CV_8UC4);
    if (png_image_finish_read(&header, nullptr, bgra.data, 0, nullptr) == 0)
        throw std::runtime_error(header.message);
    return bgra;
}

// What OpenCV's decoder of a format refuses goes to its next ones. All look at the first bytes but
// GDCM's, of DICOM: it looks behind 128 of any kind, and ends the program over damaged files.
bool looksLikeDicom(std::span<const std::byte> bytes) {
    constexpr std::size_t kPreamble = 128;
    constexpr std::array kName = {std::byte{'D'}, std::byte{'I'}, std::byte{'C'}, std::byte{'M'}};
    return bytes.size() >= kPreamble + kName.size() &&
           std::ranges::equal(bytes.subspan(kPreamble, kName.size()), kName);
}

// Alpha is asked for where it has a meaning. Elsewhere the plain decoder also turns pictures by
// their EXIF orientation, and a 32-bit BMP's fourth byte, mostly zero, is not taken for
// transparency.
cv::Mat decode(std::span<std::byte> bytes, const PictureHeader& header,
               const ReductionChoice& reduction) {
    if (header.format == PictureFormat::Png) return decodePng(bytes);
    if (looksLikeDicom(bytes)) throw std::runtime_error("it is damaged");
    const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, bytes.data());
    if (header.format == PictureFormat::Webp) return cv::imdecode(encoded, cv::IMREAD_UNCHANGED);
    int flags = cv::IMREAD_COLOR;
    if (header.format == PictureFormat::Jpeg && reduction) {
        const int by = reduction(header.width, header.height);
        if (by == 2) flags = cv::IMREAD_REDUCED_COLOR_2;
        if (by == 4) flags = cv::IMREAD_REDUCED_COLOR_4;
        if (by == 8) flags = cv::IMREAD_REDUCED_COLOR_8;
    }
    return cv::imdecode(encoded, flags);
}

int interpolationFor(cv::Size from, cv::Size to) {
    return from.width >= to.width && from.height >= to.height ? cv::INTER_AREA : cv::INTER_CUBIC;
}

RgbImage resizedMat(const cv::Mat& source, int width, int height) {
    RgbImage image(width, height);
    cv::Mat target = asWritableMat(image);
    if (source.size() == target.size()) {
        source.copyTo(target);
    } else {
        cv::resize(source, target, target.size(), 0, 0,
                   interpolationFor(source.size(), target.size()));
    }
    return image;
}

}  // namespace

Result<RgbImage> decodePicture(const fs::path& path, const ReductionChoice& reduction) {
    silenceOpenCv();
    try {
        auto file = readRegularFile(path);
        if (!file) return passOn(file);
        const auto bytes = std::as_writable_bytes(std::span(*file));
        const auto header = inspectPicture(bytes);
        if (!header) {
            return fail(header.error().code, "{}: {}", path.string(), header.error().message);
        }
        const auto lock = alone(*header);
        cv::Mat decoded = decode(bytes, *header, reduction);
        if (decoded.empty()) {
            return fail(ErrorCode::BrokenFile, "{}: cannot be decoded", path.string());
        }
        return toRgb(std::move(decoded));
    } catch (
        const cv::Exception& error) {  // its what() spans lines and names OpenCV's own source files
        return fail(ErrorCode::BrokenFile, "{}: cannot be decoded: {}", path.string(), error.err);
    } catch (const std::exception& error) {
        return fail(ErrorCode::BrokenFile, "{}: cannot be decoded: {}", path.string(),
                    error.what());
    }
}

std::optional<RgbImage> decodePictureRegion(const fs::path& path, const RegionChoice& choice) {
    const auto file = readRegularFile(path);
    if (!file) return std::nullopt;
    const auto bytes = std::as_bytes(std::span(*file));
    const auto header = inspectPicture(bytes);
    if (!header || header->format != PictureFormat::Jpeg) return std::nullopt;
    const auto lock = alone(*header);
    return decodeJpegRegion(bytes, choice);
}

RgbImage cropAndResize(const RgbImage& image, const PixelRect& rect, int side) {
    const cv::Mat part = asMat(image)(cv::Rect(rect.x, rect.y, rect.width, rect.height));
    return resizedMat(part, side, side);
}

RgbImage resized(const RgbImage& image, int width, int height) {
    return resizedMat(asMat(image), width, height);
}

}  // namespace faceloom
