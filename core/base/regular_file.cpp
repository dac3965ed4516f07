#include "core/base/regular_file.h"

#include <cerrno>
#include <cstring>
#include <iterator>

namespace faceloom {

namespace fs = std::filesystem;

Result<std::ifstream> openRegularFile(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return fail(ErrorCode::NotFound, "{}: no such file", path.string());
    if (!fs::is_regular_file(status))
        return fail(ErrorCode::BrokenFile, "{}: is {}", path.string(),
                    fs::is_directory(status) ? "a folder, not a file" : "not a regular file");
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::BrokenFile, "{}: {}", path.string(), std::strerror(errno));
    return file;
}

Result<std::string> readRegularFile(const fs::path& path) {
    auto file = openRegularFile(path);
    if (!file) return passOn(file);
    return std::string(std::istreambuf_iterator<char>(*file), {});
}

}  // namespace faceloom
