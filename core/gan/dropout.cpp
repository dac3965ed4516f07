#include "core/gan/dropout.h"

namespace faceloom {

at::Tensor dropped(const at::Tensor& x, double p, const std::optional<at::Generator>& random) {
    const at::Tensor mask = at::empty_like(x);
    if (random) {
        mask.bernoulli_(1.0 - p, *random);
    } else {
        mask.bernoulli_(1.0 - p);
    }
    return x * mask.div_(1.0 - p);
}

}  // namespace faceloom
