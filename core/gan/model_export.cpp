#include "core/gan/model_export.h"

#include "core/gan/model_file.h"

namespace faceloom {

Status exportGenerator(const std::filesystem::path& model, const std::filesystem::path& out) {
    try {
        const auto info = readModelInfo(model);
        if (!info) return passOn(info);
        const auto generator = readGenerator(*info);
        if (!generator) return passOn(generator);
        return writeGenerator(out, *generator, *info);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", model.string(), error.what());
    }
}

}  // namespace faceloom
