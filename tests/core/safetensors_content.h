// What a safetensors file holds, in memory: to write it again with something changed.
#pragma once

#include "core/base/safetensors.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace faceloom {

struct SafetensorsContent {
    explicit SafetensorsContent(const SafetensorsFile& file) : metadata(file.metadata()) {
        for (const auto& [name, entry] : file.tensors()) {
            data.push_back(file.read(name).value());
            views.push_back({name, entry.dtype, entry.shape, data.back()});
        }
    }
    SafetensorsContent(const SafetensorsContent&) = delete;
    SafetensorsContent& operator=(const SafetensorsContent&) = delete;

    std::vector<std::vector<std::byte>> data;
    std::vector<TensorView> views;  // of `data`, in the order of names
    Metadata metadata;
};

}  // namespace faceloom
