// A generator's file in short, for error reports. Thread-safe: no shared state.
#pragma once

#include "core/base/facts.h"
#include "core/gan/model_info.h"

namespace faceloom {

// Its name, SHA-256 (where it is known), latent size, pictures and training.
[[nodiscard]] Facts modelFacts(const ModelInfo& info);

}  // namespace faceloom
