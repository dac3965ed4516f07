// Parts of JPEGs against the same pixels of the whole picture, decoded by OpenCV.
#include "core/imaging/jpeg_region.h"
#include "tests/core/imaging_support.h"

#include <cstdio>
#include <cstdlib>
#include <random>

#include <jpeglib.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace faceloom {
namespace {

struct Encoding {
    int horizontal = 1;  // how many brightness samples there are for one of colour
    int vertical = 1;
    bool progressive = false;
    bool grey = false;
};

// Colours that change from pixel to pixel, so that a row or column too far shows.
std::vector<std::byte> jpegOf(int width, int height, const Encoding& encoding) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = encoding.grey ? 1 : 3;
    info.in_color_space = encoding.grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 90, TRUE);
    if (encoding.progressive) jpeg_simple_progression(&info);
    info.comp_info[0].h_samp_factor = encoding.horizontal;
    info.comp_info[0].v_samp_factor = encoding.vertical;
    jpeg_start_compress(&info, TRUE);
    std::mt19937 random(7);
    std::vector<unsigned char> row(static_cast<std::size_t>(width * info.input_components));
    for (int y = 0; y < height; ++y) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = static_cast<unsigned char>(
                40 + (i * 3 + static_cast<std::size_t>(y) * 5) % 120 + random() % 60);
        unsigned char* rows = row.data();
        jpeg_write_scanlines(&info, &rows, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const auto* begin = reinterpret_cast<const std::byte*>(memory);
    std::vector<std::byte> bytes(begin, begin + size);
    std::free(memory);  // NOLINT: libjpeg's
    return bytes;
}

cv::Mat decodedWhole(std::vector<std::byte>& jpeg, int reduction) {
    const int flags = reduction == 8   ? cv::IMREAD_REDUCED_COLOR_8
                      : reduction == 4 ? cv::IMREAD_REDUCED_COLOR_4
                      : reduction == 2 ? cv::IMREAD_REDUCED_COLOR_2
                                       : cv::IMREAD_COLOR;
    cv::Mat rgb;
    cv::cvtColor(
        cv::imdecode(cv::Mat(1, static_cast<int>(jpeg.size()), CV_8UC1, jpeg.data()), flags), rgb,
        cv::COLOR_BGR2RGB);
    return rgb;
}

bool same(const RgbImage& part, const cv::Mat& whole, const PixelRect& rect) {
    for (int y = 0; y < rect.height; ++y) {
        const std::uint8_t* expected =
            whole.ptr<std::uint8_t>(rect.y + y) + std::ptrdiff_t{3} * rect.x;
        if (!std::equal(expected, expected + std::ptrdiff_t{3} * rect.width, part.pixel(0, y)))
            return false;
    }
    return true;
}

PixelRect randomRect(std::mt19937& random, int width, int height) {
    const auto upTo = [&](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most));
    };
    PixelRect rect{upTo(width), upTo(height), 0, 0};
    rect.width = 1 + upTo(width - rect.x);
    rect.height = 1 + upTo(height - rect.y);
    return rect;
}

TEST(JpegRegions, AreToTheBitWhatTheWholePictureHasThere) {
    const std::vector<Encoding> encodings = {{1, 1}, {2, 1},       {2, 2},
                                             {1, 2}, {2, 2, true}, {1, 1, false, true}};
    std::mt19937 random(1);
    for (const auto& [width, height] : {std::pair(178, 218), {61, 47}, {400, 300}, {9, 8}}) {
        for (const Encoding& encoding : encodings) {
            auto jpeg = jpegOf(width, height, encoding);
            for (const int reduction : {1, 2, 4, 8}) {
                const cv::Mat whole = decodedWhole(jpeg, reduction);
                for (int i = 0; i < 12; ++i) {
                    const PixelRect rect = randomRect(random, whole.cols, whole.rows);
                    const auto part = decodeJpegRegion(jpeg, [&](int, int) {
                        return JpegRegion{reduction, rect};
                    });
                    ASSERT_TRUE(part) << width << "×" << height << " / " << reduction;
                    EXPECT_TRUE(same(*part, whole, rect))
                        << width << "×" << height << " / " << reduction << ", sampling "
                        << encoding.horizontal << "×" << encoding.vertical << ", rectangle "
                        << rect.x << "," << rect.y << "," << rect.width << "," << rect.height;
                }
            }
        }
    }
}

TEST(JpegRegions, LeaveToTheWholeWhatIsTheWholes) {
    const auto whole = [](int width, int height) { return JpegRegion{1, {0, 0, width, height}}; };
    auto jpeg = jpegOf(40, 30, {});
    EXPECT_TRUE(decodeJpegRegion(jpeg, whole));
    EXPECT_FALSE(decodeJpegRegion(jpeg, [](int, int) { return std::nullopt; }));
    for (const PixelRect& outside :
         {PixelRect{0, 0, 41, 30}, {-1, 0, 4, 4}, {0, 27, 4, 4}, {0, 0, 0, 4}}) {
        EXPECT_FALSE(decodeJpegRegion(jpeg, [&](int, int) { return JpegRegion{1, outside}; }));
    }
    std::vector<std::byte> half(jpeg.begin(), jpeg.begin() + 30);
    EXPECT_FALSE(decodeJpegRegion(half, whole));
    EXPECT_FALSE(decodeJpegRegion(std::vector<std::byte>(500, std::byte{7}), whole));
    const unsigned char exif[] = {0xff, 0xe1, 0, 10, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I'};
    const auto* begin = reinterpret_cast<const std::byte*>(exif);
    jpeg.insert(jpeg.begin() + 2, begin, begin + sizeof(exif));
    EXPECT_FALSE(decodeJpegRegion(jpeg, whole)) << "its orientation may turn it";
}

}  // namespace
}  // namespace faceloom
