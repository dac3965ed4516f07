// Photographs that are reduced while they are decoded, against the same decoded in full.
#include "core/imaging/dataset_builder.h"
#include "core/imaging/picture_decoder.h"
#include "tests/core/imaging_support.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace faceloom {
namespace {

// A smooth face on a background that differs everywhere, so that a wrong crop shows.
std::vector<std::uint8_t> jpegOf(int width, int height) {
    const RgbImage face = resized(drawSketchFace(3, 1, 128), width, height);
    cv::Mat bgr(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* rgb = face.pixel(x, y);
            bgr.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>((rgb[2] + 255 * x / width) / 2),
                                       static_cast<std::uint8_t>((rgb[1] + 255 * y / height) / 2),
                                       rgb[0]};
        }
    }
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, 95});
    return bytes;
}

// EXIF's orientation 6: to be turned a quarter to the right.
std::vector<std::uint8_t> turned(std::vector<std::uint8_t> jpeg) {
    const std::vector<std::uint8_t> exif = {
        0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
        1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, 6,   0,   0,  0, 0, 0, 0, 0};
    jpeg.insert(jpeg.begin() + 2, exif.begin(), exif.end());
    return jpeg;
}

struct Case {
    const char* name;
    std::vector<std::uint8_t> jpeg;
    CropRect crop;
    double mean_difference;  // levels, at most
};

TEST(ReducedDecoding, GivesTheFacesThatFullDecodingGives) {
    const CropRect celeba = celebaCrop();
    const CropRect odd{333, 211, 701, 701, 1501, 1203};
    const std::vector<Case> cases = {{"CelebA's size", jpegOf(178, 218), celeba, 2},
                                     {"CelebA's proportions", jpegOf(1424, 1744), celeba, 2},
                                     {"an odd rectangle", jpegOf(1501, 1203), odd, 2},
                                     {"too small to reduce", jpegOf(89, 109), celeba, 0},
                                     {"turned", turned(jpegOf(436, 356)), celeba, 0}};
    for (const Case& each : cases) {
        const TempFolder folder;
        std::filesystem::create_directories(folder.path() / "in");
        const auto file = folder.path() / "in" / "face.jpg";
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(each.jpeg.data()),
                   static_cast<std::streamsize>(each.jpeg.size()));
        PrepareOptions options;
        options.images = folder.path() / "in";
        options.crop = each.crop;
        const auto data = prepareDataset(options, folder.path() / "out.safetensors");
        ASSERT_TRUE(data) << each.name << ": " << data.error().message;
        const RgbImage packed = data->dataset.image(0).value();

        const auto full = decodePicture(file);
        ASSERT_TRUE(full);
        const auto rect = each.crop.scaledTo(full->width, full->height);
        ASSERT_TRUE(rect) << each.name;
        const RgbImage expected = cropAndResize(*full, *rect, 64);
        double sum = 0;
        for (std::size_t i = 0; i < packed.rgb_u8.size(); ++i)
            sum += std::abs(packed.rgb_u8[i] - expected.rgb_u8[i]);
        EXPECT_LE(sum / static_cast<double>(packed.rgb_u8.size()), each.mean_difference)
            << each.name;
    }
}

}  // namespace
}  // namespace faceloom
