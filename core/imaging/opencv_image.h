// Private to imaging: an RgbImage seen as an OpenCV matrix. Included by source files only.
#pragma once

#include "core/base/rgb_image.h"

#include <opencv2/core.hpp>

namespace faceloom {

// Shares the pixels, which must not be written through it; in the order R, G, B.
[[nodiscard]] inline cv::Mat asMat(const RgbImage& image) {
    return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb_u8.data())};
}

// Shares the pixels of a picture that is to be drawn on.
[[nodiscard]] inline cv::Mat asWritableMat(RgbImage& image) {
    return {image.height, image.width, CV_8UC3, image.rgb_u8.data()};
}

// A copy; the matrix must be CV_8UC3 in the order R, G, B.
[[nodiscard]] inline RgbImage asRgbImage(const cv::Mat& mat) {
    RgbImage image(mat.cols, mat.rows);
    mat.copyTo(asWritableMat(image));
    return image;
}

}  // namespace faceloom
