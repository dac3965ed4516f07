#include "core/gan/tensor_image.h"

#include <cstring>

namespace faceloom {

std::vector<RgbImage> toImages(const at::Tensor& pictures, OutputActivation output) {
    const torch::NoGradGuard no_grad;
    const at::Tensor unit = output == OutputActivation::Tanh ? pictures.add(1).mul(0.5) : pictures;
    const at::Tensor bytes =
        unit.mul(255).round().clamp(0, 255).to(at::kByte).permute({0, 2, 3, 1}).contiguous().cpu();
    std::vector<RgbImage> images;
    for (std::int64_t i = 0; i < bytes.size(0); ++i) {
        RgbImage image(static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1)));
        std::memcpy(image.rgb_u8.data(), bytes[i].data_ptr(), image.rgb_u8.size());
        images.push_back(std::move(image));
    }
    return images;
}

at::Tensor toTensor(const RgbImage& picture) {
    const at::Tensor bytes = at::empty({picture.height, picture.width, 3}, at::kByte);
    std::memcpy(bytes.data_ptr(), picture.rgb_u8.data(), picture.rgb_u8.size());
    return bytes.permute({2, 0, 1}).to(at::kFloat).div_(255.0);
}

}  // namespace faceloom
