#include "core/train/checkpoint.h"

#include "core/base/checked_safetensors.h"
#include "core/gan/tensor_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace faceloom {

namespace {

void append(NamedTensors& tensors, const std::string& prefix, const torch::nn::Module& module) {
    for (const auto& [name, tensor] : stateOf(module))
        tensors.emplace_back(prefix + name, tensor);
}

NamedTensors momentsOf(const std::string& prefix, const Adam& adam) {
    NamedTensors tensors;
    for (std::size_t i = 0; i < adam.firstMoments().size(); ++i) {
        tensors.emplace_back(fmt::format("{}first.{}", prefix, i), adam.firstMoments()[i]);
        tensors.emplace_back(fmt::format("{}second.{}", prefix, i), adam.secondMoments()[i]);
    }
    return tensors;
}

NamedTensors everythingIn(const GanStep& state) {
    NamedTensors tensors;
    append(tensors, "generator.", *state.generator);
    append(tensors, "discriminator.", *state.discriminator);
    if (state.average) {
        for (const auto& item : state.average->named_parameters())
            tensors.emplace_back("average." + item.key(), item.value());
    }
    for (auto& named : momentsOf("generator_adam.", state.generator_adam))
        tensors.push_back(named);
    for (auto& named : momentsOf("discriminator_adam.", state.discriminator_adam))
        tensors.push_back(named);
    return tensors;
}

Result<std::int64_t> count(const SafetensorsFile& file, const char* key) {
    const auto found = file.metadata().find(key);
    std::int64_t value = -1;
    if (found != file.metadata().end()) {
        const std::string& text = found->second;
        std::from_chars(text.data(), text.data() + text.size(), value);
    }
    if (value >= 0) return value;
    return fail(ErrorCode::BrokenFile, "{}: '{}' is missing or no count", file.path().string(),
                key);
}

}  // namespace

Status writeCheckpoint(const std::filesystem::path& path, const GanStep& state,
                       const ModelInfo& info) {
    NamedTensors tensors = everythingIn(state);
    tensors.emplace_back("random", at::Generator(state.random).get_state());
    const Metadata metadata = {
        {"faceloom.kind", "checkpoint"},
        {"faceloom.version", FACELOOM_VERSION},
        {"faceloom.network", toJson(state.generator->options())},
        {"faceloom.step", std::to_string(info.step)},
        {"faceloom.epoch", fmt::format("{}", info.epoch)},
        {"faceloom.trained_on", info.trained_on},
        {"faceloom.generator_adam_steps", std::to_string(state.generator_adam.stepsTaken())},
        {"faceloom.discriminator_adam_steps",
         std::to_string(state.discriminator_adam.stepsTaken())},
    };
    return writeCheckedTensors(path, tensors, metadata);
}

namespace {

Result<SafetensorsFile> openCheckpoint(const std::filesystem::path& path) {
    auto file = SafetensorsFile::open(path);
    if (!file) return passOn(file);
    const auto kind = file->metadata().find("faceloom.kind");
    if (kind == file->metadata().end() || kind->second != "checkpoint") {
        return fail(ErrorCode::BrokenFile, "{}: not a Faceloom checkpoint", path.string());
    }
    if (auto sound = checkChecksum(*file); !sound) return passOn(sound);
    return file;
}

// All tensors but the random state, and the optimizers' counts.
Status readWeights(const SafetensorsFile& file, const NamedTensors& wanted, GanStep& state) {
    const auto generator_steps = count(file, "faceloom.generator_adam_steps");
    if (!generator_steps) return passOn(generator_steps);
    const auto discriminator_steps = count(file, "faceloom.discriminator_adam_steps");
    if (!discriminator_steps) return passOn(discriminator_steps);
    for (const auto& [name, tensor] : wanted) {
        if (auto status = readTensor(file, name, tensor); !status) return status;
    }
    state.generator_adam.setStepsTaken(*generator_steps);
    state.discriminator_adam.setStepsTaken(*discriminator_steps);
    return {};
}

// Torch's Mersenne Twister reads its 624 words from the `next` one on, `left` of them, and checks
// either number alone. Its state begins with seed (8 bytes), left (4), whether seeded (4), next
// (8).
bool isSound(const at::Tensor& random) {
    constexpr std::int64_t kWords = 624;
    if (random.numel() < kWords) return true;  // another generator's, a GPU's
    std::int32_t left = 0;
    std::uint64_t next = 0;
    const auto* bytes = random.data_ptr<std::uint8_t>();
    std::memcpy(&left, bytes + 8, sizeof left);
    std::memcpy(&next, bytes + 16, sizeof next);
    return left >= 1 && left <= kWords && next <= kWords &&
           left + static_cast<std::int64_t>(next) <= kWords + 1;
}

}  // namespace

Result<std::int64_t> readCheckpoint(const std::filesystem::path& path, GanStep& state) {
    const auto file = openCheckpoint(path);
    if (!file) return passOn(file);
    const auto step = count(*file, "faceloom.step");
    if (!step) return passOn(step);
    if (auto status = readWeights(*file, everythingIn(state), state); !status)
        return passOn(status);
    at::Tensor random = state.random.get_state();
    if (auto status = readTensor(*file, "random", random); !status) return passOn(status);
    if (!isSound(random))
        return fail(ErrorCode::BrokenFile, "{}: the random state cannot be used", path.string());
    try {
        state.random.set_state(random);
    } catch (const c10::Error& error) {
        return fail(ErrorCode::BrokenFile, "{}: the random state cannot be used", path.string());
    }
    return *step;
}

Status readCheckpointWeights(const std::filesystem::path& path, GanStep& state) {
    const auto file = openCheckpoint(path);
    if (!file) return passOn(file);
    NamedTensors wanted = everythingIn(state);
    const auto averaged = [](const auto& tensor) { return tensor.first.starts_with("average."); };
    const bool has_average = std::ranges::any_of(file->tensors(), averaged);
    if (!has_average) std::erase_if(wanted, averaged);
    if (auto status = readWeights(*file, wanted, state); !status) return status;
    if (state.average && !has_average) copyState(*state.generator, *state.average);
    return {};
}

}  // namespace faceloom
