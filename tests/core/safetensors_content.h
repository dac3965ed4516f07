// What a safetensors file holds, in memory: to write it again with something changed.
#pragma once

#include "core/base/safetensors.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace faceloom {

// Of one array, whose size is taken for true.
inline Result<std::vector<std::byte>> bytesOf(const SafetensorsFile& file,
                                              const std::string& name) {
    std::vector<std::byte> bytes(static_cast<std::size_t>(file.tensors().at(name).size()));
    if (auto status = file.read(name, 0, bytes); !status) return passOn(status);
    return bytes;
}

struct SafetensorsContent {
    explicit SafetensorsContent(const SafetensorsFile& file) : metadata(file.metadata()) {
        for (const auto& [name, entry] : file.tensors()) {
            data.push_back(bytesOf(file, name).value());
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
