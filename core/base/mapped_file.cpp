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

// Closes on every way out; the mapping outlives it.
struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0) ::close(value);
    }
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    // Non-blocking: a pipe of that name must not hang us before it is refused.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
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
    if (size == 0) return MappedFile(nullptr, 0);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value, 0);
    if (data == MAP_FAILED) {
        return fail(ErrorCode::BrokenFile, "{}: cannot be mapped: {}", path.string(),
                    std::strerror(errno));
    }
    return MappedFile(static_cast<const std::byte*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    if (this != &other) {
        unmap();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

MappedFile::~MappedFile() {
    unmap();
}

void MappedFile::unmap() noexcept {
    if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
    data_ = nullptr;
    size_ = 0;
}

}  // namespace faceloom
