#include "core/reading/likeness.h"

#include "core/imaging/opencv_image.h"
#include "core/imaging/picture_decoder.h"
#include "core/reading/face_network.h"

#include <algorithm>
#include <cstring>

#include <opencv2/imgproc.hpp>

namespace faceloom {

namespace {

constexpr double kSoftening = 1.6;  // pixels, standard deviation
constexpr std::int64_t kRowsAtOnce = 4096;

RgbImage softened(const RgbImage& face) {
    RgbImage soft = resized(face, kReadSide, kReadSide);
    const cv::Mat pixels = asWritableMat(soft);
    cv::GaussianBlur(pixels, pixels, {}, kSoftening, kSoftening, cv::BORDER_REPLICATE);
    return soft;
}

}  // namespace

RgbImage mirrorImage(const RgbImage& picture) {
    RgbImage mirrored(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            std::memcpy(mirrored.pixel(x, y), picture.pixel(picture.width - 1 - x, y), 3);
    }
    return mirrored;
}

Result<at::Tensor> softFeatures(const AttributeReader& reader, std::span<const RgbImage> faces) {
    std::vector<RgbImage> soft;
    for (const RgbImage& face : faces) {
        if (face.empty())
            return fail(ErrorCode::InvalidArgument, "an empty picture is like no other");
        soft.push_back(softened(face));
    }
    const auto features = reader.features(soft);
    if (!features) return passOn(features);
    const auto size = features->empty() ? 0 : features->front().size();
    at::Tensor rows =
        at::empty({static_cast<std::int64_t>(faces.size()), static_cast<std::int64_t>(size)});
    auto* to = rows.data_ptr<float>();
    for (const Features& one : *features)
        to = std::ranges::copy(one, to).out;
    return rows;
}

at::Tensor Whitening::operator()(const at::Tensor& features) const {
    const at::Tensor white = at::matmul(features - mean, matrix);
    return white / white.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12);
}

Whitening whiteningOf(const at::Tensor& features) {
    const std::int64_t size = features.size(1);
    at::Tensor sum = at::zeros({size}, at::kDouble);
    for (const at::Tensor& rows : features.split(kRowsAtOnce))
        sum += rows.to(at::kDouble).sum(0);
    const auto count = static_cast<double>(features.size(0));
    const at::Tensor mean = sum / count;
    at::Tensor covariance = at::zeros({size, size}, at::kDouble);
    for (const at::Tensor& rows : features.split(kRowsAtOnce)) {
        const at::Tensor centred = rows.to(at::kDouble) - mean;
        covariance += at::matmul(centred.t(), centred);
    }
    const auto [values, vectors] = at::linalg_eigh(covariance / count);
    const double even = std::max(values.mean().item<double>(), 1e-12);
    const double share = static_cast<double>(size) / (static_cast<double>(size) + count);
    const at::Tensor variances = values.clamp_min(0) * (1 - share) + even * share;
    return {mean.to(at::kFloat), (vectors / variances.sqrt()).to(at::kFloat).contiguous()};
}

}  // namespace faceloom
