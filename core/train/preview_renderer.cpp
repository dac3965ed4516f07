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

}  // namespace faceloom
