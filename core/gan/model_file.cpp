#include "core/gan/model_file.h"

#include "core/base/checked_safetensors.h"
#include "core/gan/tensor_file.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace faceloom {

Status writeGenerator(const std::filesystem::path& path, const Generator& generator,
                      const ModelInfo& info, at::ScalarType type) {
    Metadata metadata = {
        {"format", "pt"},
        {"faceloom.kind", "generator"},
        {"faceloom.version", FACELOOM_VERSION},
        {"faceloom.network", toJson(generator->options())},
        {"faceloom.step", std::to_string(info.step)},
        {"faceloom.epoch", fmt::format("{}", info.epoch)},
        {"faceloom.trained_on", info.trained_on},
    };
    if (info.truncation != 1) metadata["faceloom.truncation"] = fmt::format("{}", info.truncation);
    NamedTensors state = stateOf(*generator);
    for (auto& [name, tensor] : state)
        tensor = tensor.to(type);
    return writeTensors(path, state, metadata);
}

namespace {

// How many numbers a generator's layers and moving statistics have.
std::uint64_t numbersOf(const NetworkOptions& network) {
    constexpr std::uint64_t kPlaces = 16;  // of the dense layer's picture and of a kernel alike
    std::uint64_t inputs = static_cast<std::uint64_t>(network.generator_widths.front());
    std::uint64_t numbers =
        (static_cast<std::uint64_t>(network.latent_size) + 1) * kPlaces * inputs;
    for (std::size_t i = 1; i < network.generator_widths.size(); ++i) {
        const auto outputs = static_cast<std::uint64_t>(network.generator_widths[i]);
        numbers += (kPlaces * inputs + 1 + 4) * outputs;
        inputs = outputs;
    }
    return numbers + (kPlaces * inputs + 1) * 3;
}

std::uint64_t weightBytesOf(const SafetensorsFile& file) {
    std::uint64_t bytes = 0;
    for (const auto& [name, entry] : file.tensors())
        bytes = std::max(bytes, entry.end);
    return bytes;
}

// Of the matrix that drawing makes of the dense layer and the first convolution: see
// InferenceGenerator.
std::uint64_t foldedBytesOf(const NetworkOptions& network) {
    constexpr std::uint64_t kGroups = 4, kPlaces = 5 * 5;
    return (static_cast<std::uint64_t>(network.latent_size) + 1) * kGroups * kPlaces *
           static_cast<std::uint64_t>(network.generator_widths[1]) * sizeof(float);
}

// Of the largest feature map of a batch, from 4 × 4 pixels up.
std::uint64_t mapBytesOf(std::span<const int> widths, std::uint64_t pictures) {
    std::uint64_t side = 4, largest = 0;
    for (const int width : widths) {
        largest = std::max(largest, static_cast<std::uint64_t>(width) * side * side);
        side *= 2;
    }
    return largest * pictures * sizeof(float);
}

// The usual networks' maps take a tenth of what is free to all; wider ones have more weights.
Status checkMaps(const SafetensorsFile& file, std::uint64_t needed) {
    constexpr std::uint64_t kFreely = 512 << 20, kPerByte = 64;
    const std::uint64_t bytes = weightBytesOf(file);
    if (needed <= std::max(kFreely, kPerByte * bytes)) return {};
    return fail(ErrorCode::BrokenFile,
                "{}: its layers need {} bytes at work, too many for {} bytes of weights",
                file.path().string(), needed, bytes);
}

// Before room is made for the network: a few bytes can claim gigabytes. Where the second level is
// no wider than the first, as it usually is, the folded matrix takes less than 12.5 times the
// weights' bytes at any latent size; where both are small, it matters little.
Status checkRoom(const SafetensorsFile& file, const NetworkOptions& network) {
    constexpr std::uint64_t kFoldedFreely = 256 << 20, kFoldedPerByte = 16;
    const std::uint64_t bytes = weightBytesOf(file);
    const std::uint64_t needed = numbersOf(network) * sizeOf(DType::F16);
    if (bytes < needed) {
        return fail(ErrorCode::BrokenFile,
                    "{}: {} bytes of weights, its network needs {} at the least",
                    file.path().string(), bytes, needed);
    }
    const std::uint64_t folded = foldedBytesOf(network);
    if (folded <= std::max(kFoldedFreely, kFoldedPerByte * bytes)) {
        constexpr std::uint64_t kFaces = 36;  // drawn at once
        return checkMaps(file, mapBytesOf(network.generator_widths, kFaces));
    }
    return fail(ErrorCode::BrokenFile,
                "{}: drawing with latent size {} and a second level of {} channels needs {} bytes, "
                "too many for {} bytes of weights",
                file.path().string(), network.latent_size, network.generator_widths[1], folded,
                bytes);
}

// Of the discriminator's convolutions' kernels, at the least.
std::uint64_t discriminatorBytesOf(const NetworkOptions& network) {
    constexpr std::uint64_t kPlaces = 16;
    std::uint64_t inputs = 3, numbers = 0;
    for (const int width : network.discriminator_widths) {
        const auto outputs = static_cast<std::uint64_t>(width);
        numbers += kPlaces * inputs * outputs;
        inputs = outputs;
    }
    return numbers * sizeof(float);
}

Status checkNames(const SafetensorsFile& file, const std::set<std::string>& known) {
    for (const auto& [name, entry] : file.tensors()) {
        if (known.contains(name)) continue;
        return fail(ErrorCode::BrokenFile, "{}: tensor '{}' has no place in this network",
                    file.path().string(), name);
    }
    return {};
}

// Of a checkpoint's tensors, those that draw; what else training needs is there under other names.
Result<Generator> readCheckpointGenerator(const SafetensorsFile& file, Generator generator) {
    if (auto sound = checkChecksum(file); !sound) return passOn(sound);
    std::set<std::string> known;
    for (const auto& [name, tensor] : stateOf(*generator))
        known.insert("generator." + name);
    for (const auto& item : generator->named_parameters())
        known.insert("average." + item.key());
    bool averaged = false;
    for (const auto& [name, entry] : file.tensors()) {
        averaged = averaged || name.starts_with("average.");
        const bool of_training = name == "random" || name.starts_with("discriminator.") ||
                                 name.starts_with("generator_adam.") ||
                                 name.starts_with("discriminator_adam.");
        if (of_training) known.insert(name);
    }
    if (auto status = checkNames(file, known); !status) return passOn(status);
    if (auto status = readState(file, "generator.", *generator); !status) return passOn(status);
    if (averaged) {
        for (const auto& item : generator->named_parameters()) {
            if (auto status = readTensor(file, "average." + item.key(), item.value()); !status)
                return passOn(status);
        }
    }
    Generator settled = settledCopy(generator);
    // Finite weights may be too large for what is made of them.
    for (const auto& [name, tensor] : stateOf(*settled)) {
        if (at::isfinite(tensor).all().item<bool>()) continue;
        return fail(ErrorCode::BrokenFile, "{}: its weights are too large: '{}' is not finite",
                    file.path().string(), name);
    }
    return settled;
}

}  // namespace

Result<Generator> readGenerator(const ModelInfo& info) {
    auto file = SafetensorsFile::open(info.path);
    if (!file) return passOn(file);
    if (auto status = checkRoom(*file, info.network); !status) return passOn(status);
    Generator generator(info.network, at::make_generator<at::CPUGeneratorImpl>(0));
    if (info.is_checkpoint) return readCheckpointGenerator(*file, generator);
    std::set<std::string> known;
    for (const auto& [name, tensor] : stateOf(*generator))
        known.insert(name);
    if (file->tensors().size() > known.size()) {
        if (auto status = checkNames(*file, known); !status) return passOn(status);
    }
    if (auto status = readState(*file, "", *generator); !status) return passOn(status);
    generator->eval();
    return generator;
}

Result<Discriminator> readDiscriminator(const ModelInfo& info) {
    const auto file = SafetensorsFile::open(info.path);
    if (!file) return passOn(file);
    // As checkRoom does for a generator.
    const std::uint64_t bytes = weightBytesOf(*file), needed = discriminatorBytesOf(info.network);
    if (bytes < needed) {
        return fail(ErrorCode::BrokenFile, "{}: {} bytes of weights, its discriminator needs {}",
                    info.path.string(), bytes, needed);
    }
    constexpr std::uint64_t kPictures = 36;  // at least as many as are judged at once
    std::vector<int> widths(info.network.discriminator_widths.rbegin(),
                            info.network.discriminator_widths.rend());
    if (auto status = checkMaps(*file, mapBytesOf(widths, kPictures)); !status)
        return passOn(status);
    Discriminator discriminator(info.network, at::make_generator<at::CPUGeneratorImpl>(0));
    if (auto status = readState(*file, "discriminator.", *discriminator); !status)
        return passOn(status);
    discriminator->eval();
    return discriminator;
}

}  // namespace faceloom
