#include "core/base/shipped_models.h"

#include "core/base/user_folders.h"

#include <cstdlib>

namespace faceloom {

namespace fs = std::filesystem;

fs::path shippedModelsFolder() {
    std::error_code ignored;
    if (const char* given = std::getenv("FACELOOM_MODELS"); given != nullptr && *given != '\0')
        return given;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed =
        (program.parent_path() / "../share/faceloom/models").lexically_normal();
    if (fs::is_directory(installed, ignored)) return installed;
    const fs::path sources = FACELOOM_SOURCE_MODELS;
    return fs::is_directory(sources, ignored) ? sources : installed;
}

fs::path shippedGenerator() {
    return shippedModelsFolder() / "celeba64.safetensors";
}

fs::path shippedAttributeReader() {
    return shippedModelsFolder() / "attributes.safetensors";
}

fs::path shippedAgeModel() {
    return shippedModelsFolder() / "age";
}

fs::path userAgeNetFolder() {
    return userDataFolder() / "agenet";
}

}  // namespace faceloom
