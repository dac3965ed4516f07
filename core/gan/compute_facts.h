// What networks are computed with. Thread-safe.
#pragma once

#include "core/base/facts.h"

namespace faceloom {

// The device with its threads, whether it computes bfloat16, and the versions of LibTorch, oneDNN
// and BLAS.
[[nodiscard]] Facts computeFacts();

}  // namespace faceloom
