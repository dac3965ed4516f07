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
    const std::string kind = get("faceloom.kind");
    if (kind != "generator" && kind != "checkpoint") {
        return fail(ErrorCode::BrokenFile, "{}: not a Faceloom generator (faceloom.kind is '{}')",
                    resolved->string(), kind);
    }
    auto network = networkOptionsFromJson(get("faceloom.network"));
    if (!network) {
        return fail(ErrorCode::BrokenFile, "{}: {}", resolved->string(), network.error().message);
    }
    ModelInfo info;
    info.path = *resolved;
    info.network = *network;
    info.is_checkpoint = kind == "checkpoint";
    info.trained_on = get("faceloom.trained_on");
    info.faceloom_version = get("faceloom.version");
    const auto read = [&](const char* key, auto& number) {
        const std::string text = get(key);
        std::from_chars(text.data(), text.data() + text.size(), number);
    };
    read("faceloom.step", info.step);
    read("faceloom.epoch", info.epoch);
    read("faceloom.truncation", info.truncation);
    if (!(info.truncation > 0) || info.truncation > 1) {
        return fail(ErrorCode::BrokenFile, "{}: faceloom.truncation is '{}'", resolved->string(),
                    get("faceloom.truncation"));
    }
    return info;
}

fs::path runFolderOf(const ModelInfo& model) {
    const fs::path folder = model.path.parent_path();
    return model.is_checkpoint ? folder.parent_path() : folder;
}

}  // namespace faceloom
