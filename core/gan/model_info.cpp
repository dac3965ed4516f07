#include "core/gan/model_info.h"

#include "core/base/safetensors.h"

#include <charconv>

namespace faceloom {

namespace fs = std::filesystem;

Result<fs::path> resolveModelPath(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        const fs::path file = path / "generator.safetensors";
        if (fs::exists(file, ignored)) return file;
        return fail(ErrorCode::NotFound, "{}: no generator.safetensors in this folder",
                    path.string());
    }
    if (fs::exists(path, ignored)) return path;
    return fail(ErrorCode::NotFound, "{}: no such file or folder", path.string());
}

Result<ModelInfo> readModelInfo(const fs::path& path) {
    auto resolved = resolveModelPath(path);
    if (!resolved) return passOn(resolved);
    auto file = SafetensorsFile::open(*resolved);
    if (!file) return passOn(file);
    const Metadata& metadata = file->metadata();
    const auto get = [&](const char* key) {
        const auto found = metadata.find(key);
        return found == metadata.end() ? std::string() : found->second;
    };
    if (get("faceloom.kind") != "generator") {
        return fail(ErrorCode::BrokenFile, "{}: not a Faceloom generator (faceloom.kind is '{}')",
                    resolved->string(), get("faceloom.kind"));
    }
    auto network = networkOptionsFromJson(get("faceloom.network"));
    if (!network) {
        return fail(ErrorCode::BrokenFile, "{}: {}", resolved->string(), network.error().message);
    }
    ModelInfo info;
    info.path = *resolved;
    info.network = *network;
    info.trained_on = get("faceloom.trained_on");
    info.faceloom_version = get("faceloom.version");
    const std::string step = get("faceloom.step");
    std::from_chars(step.data(), step.data() + step.size(), info.step);
    const std::string epoch = get("faceloom.epoch");
    std::from_chars(epoch.data(), epoch.data() + epoch.size(), info.epoch);
    return info;
}

}  // namespace faceloom
