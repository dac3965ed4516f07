#include "core/base/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPart = std::uint64_t{1} << 20;  // bytes

Result<std::string> textOf(const RegularFile& file, std::uint64_t length, const fs::path& path) {
    std::string text(static_cast<std::size_t>(length), '\0');
    if (auto status = file.readAt(0, std::as_writable_bytes(std::span(text))); !status)
        return fail(status.error().code, "{}: {}", path.string(), status.error().message);
    return text;
}

}  // namespace

Result<RegularFile> RegularFile::open(const fs::path& path) {
    // Non-blocking: a pipe of that name must not hang us before it is refused.
    RegularFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), 0);
    if (file.descriptor_ < 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return fail(absent ? ErrorCode::NotFound : ErrorCode::BrokenFile, "{}: {}", path.string(),
                    absent ? "no such file" : std::strerror(errno));
    }
    struct stat status {};
    if (::fstat(file.descriptor_, &status) != 0)
        return fail(ErrorCode::BrokenFile, "{}: {}", path.string(), std::strerror(errno));
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::BrokenFile, "{}: is {}", path.string(),
                    S_ISDIR(status.st_mode) ? "a folder, not a file" : "not a regular file");
    }
    file.size_ = static_cast<std::uint64_t>(status.st_size);
    return file;
}

Status RegularFile::readAt(std::uint64_t offset, std::span<std::byte> to) const {
    while (!to.empty()) {
        const ssize_t got = ::pread(descriptor_, to.data(), to.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorCode::BrokenFile, "cannot be read: {}", std::strerror(errno));
        if (got == 0) return fail(ErrorCode::BrokenFile, "cut short since it was opened");
        to = to.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

Status RegularFile::readParts(std::uint64_t offset, std::uint64_t length,
                              const std::function<void(std::span<const std::byte>)>& take) const {
    std::vector<std::byte> part;
    for (std::uint64_t done = 0; done < length; done += part.size()) {
        part.resize(static_cast<std::size_t>(std::min(kPart, length - done)));
        if (auto status = readAt(offset + done, part); !status) return status;
        take(part);
    }
    return {};
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(std::exchange(other.size_, 0)) {}

RegularFile& RegularFile::operator=(RegularFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    return *this;
}

RegularFile::~RegularFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::ifstream> openRegularFile(const fs::path& path) {
    if (const auto checked = RegularFile::open(path); !checked) return passOn(checked);
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::BrokenFile, "{}: {}", path.string(), std::strerror(errno));
    return file;
}

Result<std::string> readStartOfFile(const fs::path& path, std::size_t most) {
    const auto file = RegularFile::open(path);
    if (!file) return passOn(file);
    return textOf(*file, std::min<std::uint64_t>(file->size(), most), path);
}

Result<std::string> readRegularFile(const fs::path& path, std::uint64_t most) {
    const auto file = RegularFile::open(path);
    if (!file) return passOn(file);
    if (file->size() > most) {
        return fail(ErrorCode::BrokenFile, "{}: {} bytes, more than such a file has ({})",
                    path.string(), file->size(), most);
    }
    return textOf(*file, file->size(), path);
}

}  // namespace faceloom
