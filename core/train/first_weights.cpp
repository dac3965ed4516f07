#include "core/train/first_weights.h"

#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/train/checkpoint.h"

namespace faceloom {

Result<FirstWeights> takeFirstWeights(const std::filesystem::path& model,
                                      const NetworkOptions& network, GanStep& state) {
    if (model.empty()) return FirstWeights{};
    const auto info = readModelInfo(model);
    if (!info) return passOn(info);
    if (!info->network.sameGenerator(network)) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: the generator is another one than this run trains: {} instead of {}",
                    model.string(), toJson(info->network), toJson(network));
    }
    if (info->is_checkpoint && info->network.sameDiscriminator(network)) {
        if (auto status = readCheckpointWeights(info->path, state); !status) return passOn(status);
        return FirstWeights{
            "whole state",
            fmt::format("{}: begins with all of it: both networks and their optimizers "
                        "as they were after step {}",
                        info->path.string(), info->step)};
    }
    const auto generator = readGenerator(*info);
    if (!generator) return passOn(generator);
    copyState(**generator, *state.generator);
    if (state.average) copyState(**generator, *state.average);
    return FirstWeights{
        "generator",
        fmt::format("{}: begins with its generator alone; the discriminator is new{}",
                    info->path.string(), info->is_checkpoint ? ", since it is another one" : "")};
}

}  // namespace faceloom
