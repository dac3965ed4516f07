#include "core/evaluation/checkpoint_discriminator.h"

#include <cmath>

namespace faceloom {

namespace {

constexpr std::int64_t kPicturesAtOnce = 16;

}  // namespace

Result<std::vector<double>> judge(Discriminator& discriminator, const at::Tensor& pictures,
                                  const std::stop_token& stop) {
    const torch::NoGradGuard no_grad;
    std::vector<double> logits;
    for (const at::Tensor& few : pictures.split(kPicturesAtOnce)) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const at::Tensor answers = discriminator->forward(few).to(at::kDouble).contiguous();
        for (std::int64_t i = 0; i < answers.size(0); ++i) {
            logits.push_back(answers.data_ptr<double>()[i]);
            if (!std::isfinite(logits.back()))
                return fail(ErrorCode::NonFinite, "a logit of the discriminator is not finite");
        }
    }
    return logits;
}

}  // namespace faceloom
