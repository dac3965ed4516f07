#include "core/train/preview_renderer.h"

#include "core/gan/tensor_image.h"
#include "core/latent/latent_ops.h"

#include <algorithm>

namespace faceloom {

std::vector<RgbImage> drawPreview(Generator& settled, std::uint64_t seed) {
    const torch::NoGradGuard no_grad;
    const NetworkOptions& options = settled->options();
    at::Tensor latents = at::empty({kPreviewFaces, options.latent_size});
    float* target = latents.data_ptr<float>();
    for (const Latent& latent : sampleLatents(seed, kPreviewFaces, options.latent_size)) {
        target = std::ranges::copy(latent, target).out;
    }
    return toImages(settled->forward(latents.to(settled->parameters().front().device())),
                    options.output);
}

RgbImage previewSheet(const std::vector<RgbImage>& faces) {
    constexpr int kColumns = 6;
    const int side = faces.front().width;
    const int rows = (static_cast<int>(faces.size()) + kColumns - 1) / kColumns;
    RgbImage sheet(side * kColumns, side * rows);
    for (int i = 0; i < static_cast<int>(faces.size()); ++i) {
        const RgbImage& face = faces[static_cast<std::size_t>(i)];
        for (int y = 0; y < side; ++y) {
            std::copy_n(face.pixel(0, y), side * 3,
                        sheet.pixel(i % kColumns * side, i / kColumns * side + y));
        }
    }
    return sheet;
}

}  // namespace faceloom
