#include "core/gan/losses.h"

namespace faceloom {

at::Tensor lossForReal(const at::Tensor& logits) {
    return -at::log_sigmoid(logits).mean();
}

at::Tensor lossForFake(const at::Tensor& logits) {
    return -at::log_sigmoid(-logits).mean();
}

}  // namespace faceloom
