#include "core/gan/half_model.h"

#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"

namespace faceloom {

Status writeHalfModel(const std::filesystem::path& model, const std::filesystem::path& out,
                      std::optional<double> truncation) {
    if (truncation && (!(*truncation > 0) || *truncation > 1)) {
        return fail(ErrorCode::InvalidArgument, "truncation {}: more than 0, and at most 1",
                    *truncation);
    }
    try {
        auto info = readModelInfo(model);
        if (!info) return passOn(info);
        const auto generator = readGenerator(*info);
        if (!generator) return passOn(generator);
        info->truncation = truncation.value_or(info->truncation);
        for (const auto& [name, tensor] : stateOf(**generator)) {
            if (at::isfinite(tensor.to(at::kHalf)).all().item<bool>()) continue;
            return fail(ErrorCode::NonFinite, "{}: tensor '{}' is too large for float16",
                        info->path.string(), name);
        }
        return writeGenerator(out, *generator, *info, at::kHalf);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", model.string(), error.what());
    }
}

}  // namespace faceloom
