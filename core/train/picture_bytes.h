// Pictures of a data set into tensors. Internal to core: includes Torch.
#pragma once

#include "core/data/packed_dataset.h"

#include <cstdint>
#include <ranges>
#include <span>

#include <torch/torch.h>

namespace faceloom {

// Fills `target`, uint8 [as many as indices, 3, S, S] on the CPU. Errors: those of readPlanes().
template <std::ranges::input_range Indices>
[[nodiscard]] Status readPictures(const PackedDataset& dataset, const Indices& indices,
                                  const at::Tensor& target) {
    const std::span to(target.data_ptr<std::uint8_t>(), static_cast<std::size_t>(target.numel()));
    return dataset.readPlanes(indices, to);
}

}  // namespace faceloom
