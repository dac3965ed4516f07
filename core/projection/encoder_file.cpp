#include "core/projection/encoder_file.h"

#include "core/base/sha256.h"
#include "core/gan/tensor_file.h"

#include <algorithm>
#include <charconv>

namespace faceloom {

namespace {

constexpr const char* kKind = "encoder";
constexpr int kReduction = 16;  // of the face network, from a picture's side to its last maps'

std::string textOf(const SafetensorsFile& file, const char* key) {
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? std::string() : found->second;
}

// 0 where there is no such number: figures are for people.
template <class Number>
Number numberOf(const SafetensorsFile& file, const char* key) {
    const std::string text = textOf(file, key);
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : Number{};
}

Result<EncoderInfo> readInfo(const SafetensorsFile& file, const ModelInfo& model) {
    const std::string path = file.path().string();
    if (textOf(file, "faceloom.kind") != kKind) {
        return fail(ErrorCode::BrokenFile, "{}: not an encoder (faceloom.kind is '{}')", path,
                    textOf(file, "faceloom.kind"));
    }
    EncoderInfo info;
    info.model_sha256 = textOf(file, "faceloom.model_sha256");
    if (!isSha256(info.model_sha256))
        return fail(ErrorCode::BrokenFile, "{}: it does not say which model's encoder it is", path);
    std::string wanted = model.sha256;
    if (wanted.empty()) {
        auto hash = sha256OfFile(model.path);
        if (!hash) return passOn(hash);
        wanted = std::move(*hash);
    }
    if (info.model_sha256 != wanted) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: the encoder of another model (SHA-256 {}…), not of {} ({}…)", path,
                    shortHash(info.model_sha256), model.path.string(), shortHash(wanted));
    }
    info.latent_size = numberOf<int>(file, "faceloom.latent_size");
    info.image_size = numberOf<int>(file, "faceloom.image_size");
    if (info.latent_size != model.network.latent_size ||
        info.image_size != model.network.imageSize()) {
        return fail(ErrorCode::BrokenFile,
                    "{}: an encoder of pictures of {} pixels into {} numbers; its model has {} "
                    "and {}",
                    path, info.image_size, info.latent_size, model.network.imageSize(),
                    model.network.latent_size);
    }
    info.steps = numberOf<std::int64_t>(file, "faceloom.steps");
    info.figures.latent_error = numberOf<double>(file, "faceloom.latent_error");
    info.figures.picture_error = numberOf<double>(file, "faceloom.picture_error");
    return info;
}

}  // namespace

Result<FaceNetwork> newEncoderNetwork(const NetworkOptions& generator, std::uint64_t seed) {
    if (generator.imageSize() < kReduction) {
        return fail(ErrorCode::InvalidArgument, "pictures of {} pixels are too small to encode",
                    generator.imageSize());
    }
    return FaceNetwork(generator.latent_size, 0.0, at::make_generator<at::CPUGeneratorImpl>(seed),
                       generator.imageSize() / kReduction);
}

Status writeEncoder(const std::filesystem::path& path, const EncoderContent& content) {
    NamedTensors state = stateOf(*content.network);
    for (auto& [name, tensor] : state) {
        tensor = tensor.to(at::kHalf);
        if (!at::isfinite(tensor).all().item<bool>()) {
            return fail(ErrorCode::NonFinite, "{}: tensor '{}' is too large for float16",
                        path.string(), name);
        }
    }
    const EncoderInfo& info = content.info;
    const Metadata metadata = {
        {"format", "pt"},
        {"faceloom.kind", kKind},
        {"faceloom.version", FACELOOM_VERSION},
        {"faceloom.model_sha256", info.model_sha256},
        {"faceloom.latent_size", std::to_string(info.latent_size)},
        {"faceloom.image_size", std::to_string(info.image_size)},
        {"faceloom.steps", std::to_string(info.steps)},
        {"faceloom.latent_error", fmt::format("{:.4f}", info.figures.latent_error)},
        {"faceloom.picture_error", fmt::format("{:.2f}", info.figures.picture_error)},
    };
    return writeTensors(path, state, metadata);
}

Result<EncoderContent> readEncoder(const std::filesystem::path& path, const ModelInfo& model) {
    auto file = SafetensorsFile::open(path);
    if (!file) return passOn(file);
    auto info = readInfo(*file, model);
    if (!info) return passOn(info);
    auto network = newEncoderNetwork(model.network, 0);
    if (!network) return passOn(network);
    if (auto status = readState(*file, "", **network); !status) return passOn(status);
    (*network)->eval();
    return EncoderContent{std::move(*info), *network};
}

}  // namespace faceloom
