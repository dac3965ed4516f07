#include "core/gan/model_file.h"

#include "core/gan/tensor_file.h"

#include <set>

namespace faceloom {

Status writeGenerator(const std::filesystem::path& path, const Generator& generator,
                      const ModelInfo& info, at::ScalarType type) {
    const Metadata metadata = {
        {"format", "pt"},
        {"faceloom.kind", "generator"},
        {"faceloom.version", FACELOOM_VERSION},
        {"faceloom.network", toJson(generator->options())},
        {"faceloom.step", std::to_string(info.step)},
        {"faceloom.epoch", fmt::format("{}", info.epoch)},
        {"faceloom.trained_on", info.trained_on},
    };
    NamedTensors state = stateOf(*generator);
    for (auto& [name, tensor] : state)
        tensor = tensor.to(type);
    return writeTensors(path, state, metadata);
}

Result<Generator> readGenerator(const ModelInfo& info) {
    auto file = SafetensorsFile::open(info.path);
    if (!file) return passOn(file);
    Generator generator(info.network, at::make_generator<at::CPUGeneratorImpl>(0));
    const NamedTensors state = stateOf(*generator);
    if (file->tensors().size() > state.size()) {
        std::set<std::string> known;
        for (const auto& [name, tensor] : state)
            known.insert(name);
        for (const auto& [name, entry] : file->tensors()) {
            if (known.contains(name)) continue;
            return fail(ErrorCode::BrokenFile, "{}: tensor '{}' has no place in this network",
                        info.path.string(), name);
        }
    }
    if (auto status = readState(*file, "", *generator); !status) return passOn(status);
    generator->eval();
    return generator;
}

}  // namespace faceloom
