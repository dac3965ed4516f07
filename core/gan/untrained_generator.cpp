#include "core/gan/untrained_generator.h"

#include "core/gan/model_file.h"

namespace faceloom {

Status writeUntrainedGenerator(const std::filesystem::path& path, const NetworkOptions& options,
                               std::uint64_t seed) {
    if (auto status = options.check(); !status) return status;
    Generator generator(options, at::make_generator<at::CPUGeneratorImpl>(seed));
    ModelInfo info;
    info.trained_on = "nothing";
    return writeGenerator(path, settledCopy(generator), info);
}

}  // namespace faceloom
