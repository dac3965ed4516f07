#include "core/base/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace faceloom {
namespace {

// Closes on every way out but that of the one who takes it.
struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0) ::close(value);
    }
    int take() { return std::exchange(value, -1); }
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    // Non-blocking: a pipe of that name must not hang us before it is refused.
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.value < 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return fail(absent ? ErrorCode::NotFound : ErrorCode::BrokenFile, "{}: {}", path.string(),
                    absent ? "no such file" : std::strerror(errno));
    }
    struct stat status {};
    if (::fstat(file.value, &status) != 0) {
        return fail(ErrorCode::BrokenFile, "{}: {}", path.string(), std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::BrokenFile, "{}: is {}", path.string(),
                    S_ISDIR(status.st_mode) ? "a folder, not a file" : "not a regular file");
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return MappedFile(file.take(), nullptr, 0);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value, 0);
    if (data == MAP_FAILED) {
        return fail(ErrorCode::BrokenFile, "{}: cannot be mapped: {}", path.string(),
                    std::strerror(errno));
    }
    return MappedFile(file.take(), static_cast<const std::byte*>(data), size);
}

Status MappedFile::readAt(std::uint64_t offset, std::span<std::byte> to) const {
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

MappedFile::MappedFile(MappedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    if (this != &other) {
        release();
        descriptor_ = std::exchange(other.descriptor_, -1);
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

MappedFile::~MappedFile() {
    release();
}

void MappedFile::release() noexcept {
    if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
    data_ = nullptr;
    size_ = 0;
}

}  // namespace faceloom
