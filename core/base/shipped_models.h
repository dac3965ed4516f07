// Where the models that ship with the program lie. Thread-safe: no shared state.
#pragma once

#include <filesystem>

namespace faceloom {

// The first that is there of $FACELOOM_MODELS, ../share/faceloom/models from the program itself (an
// installation), and models/ of the sources it was built from; the second if there is none.
[[nodiscard]] std::filesystem::path shippedModelsFolder();

// What lies in it.
[[nodiscard]] std::filesystem::path shippedGenerator();        // celeba64.safetensors
[[nodiscard]] std::filesystem::path shippedAttributeReader();  // attributes.safetensors
[[nodiscard]] std::filesystem::path shippedAgeModel();         // age/, a folder with a Caffe pair

// Where the authors' AgeNet is put for whoever wants it: agenet/ in the user's data folder.
[[nodiscard]] std::filesystem::path userAgeNetFolder();

}  // namespace faceloom
