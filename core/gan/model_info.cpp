#include "core/gan/model_info.h"

#include "core/base/safetensors.h"

#include <charconv>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestText = 1024;   // bytes of what is only shown
constexpr std::size_t kLongestQuoted = 100;  // bytes of what an error names

// UTF-8, with "…" in the place of what is beyond `most` bytes.
std::string shortened(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return text.substr(0, most) + "…";
}

}  // namespace

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
                    resolved->string(), shortened(kind, kLongestQuoted));
    }
    auto network = networkOptionsFromJson(get("faceloom.network"));
    if (!network) {
        return fail(ErrorCode::BrokenFile, "{}: {}", resolved->string(),
                    shortened(network.error().message, kLongestText));
    }
    ModelInfo info;
    info.path = *resolved;
    info.network = *network;
    info.is_checkpoint = kind == "checkpoint";
    info.trained_on = shortened(get("faceloom.trained_on"), kLongestText);
    info.faceloom_version = shortened(get("faceloom.version"), kLongestText);
    const auto read = [&](const char* key, auto& number) {
        const std::string text = get(key);
        std::from_chars(text.data(), text.data() + text.size(), number);
    };
    read("faceloom.step", info.step);
    read("faceloom.epoch", info.epoch);
    read("faceloom.truncation", info.truncation);
    if (!(info.truncation > 0) || info.truncation > 1) {
        return fail(ErrorCode::BrokenFile, "{}: faceloom.truncation is '{}'", resolved->string(),
                    shortened(get("faceloom.truncation"), kLongestQuoted));
    }
    return info;
}

fs::path runFolderOf(const ModelInfo& model) {
    const fs::path folder = model.path.parent_path();
    return model.is_checkpoint ? folder.parent_path() : folder;
}

}  // namespace faceloom
