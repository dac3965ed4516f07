#include "core/base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> writeFailure(const fs::path& path, const char* what, int reason) {
    return fail(ErrorCode::WriteFailed, "{}: {}: {}", path.string(), what, std::strerror(reason));
}

// Unique among this machine's processes and this process's threads; in the same folder, so that
// rename is atomic.
fs::path temporaryName(const fs::path& path, const std::string& ending) {
    static std::atomic<unsigned> counter{0};
    fs::path name = path;
    name += fmt::format(".{}-{}{}", ::getpid(), ++counter, ending);
    return name;
}

// A rename is durable only once the folder that holds the name is on disk.
void flushFolder(const fs::path& folder) {
    const int descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // the file itself is safe; some file systems cannot open folders
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& path, const std::string& temporary_ending) {
    if (path.filename().empty()) {
        return fail(ErrorCode::WriteFailed, "{}: cannot be written: it names a folder, not a file",
                    path.string());
    }
    struct stat existing {};
    // A rename would put a plain file in the place of a device or pipe.
    if (::stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode)) {
        return fail(ErrorCode::WriteFailed, "{}: cannot be written: it is {}", path.string(),
                    S_ISDIR(existing.st_mode) ? "a folder" : "not a regular file");
    }
    for (int attempt = 0; attempt < 100; ++attempt) {
        fs::path temporary = temporaryName(path, temporary_ending);
        const int descriptor =
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0) return AtomicFile(path, std::move(temporary), descriptor);
        if (errno != EEXIST) return writeFailure(path, "cannot be created", errno);
    }
    return writeFailure(path, "cannot be created", EEXIST);
}

AtomicFile::AtomicFile(fs::path path, fs::path temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

tl::unexpected<Error> AtomicFile::failure(const char* what) const {
    return writeFailure(path_, what, errno);
}

Status AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return failure("cannot be written");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Status AtomicFile::writeAt(std::uint64_t offset, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0) {
            if (errno == EINTR) continue;
            return failure("cannot be written");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

Status AtomicFile::commit() {
    if (descriptor_ < 0) {
        return fail(ErrorCode::WriteFailed, "{}: was already written", path_.string());
    }
    if (::fsync(descriptor_) != 0) return failure("cannot be flushed to disk");
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failure("cannot be renamed");
    ::close(std::exchange(descriptor_, -1));
    flushFolder(path_.parent_path());
    return {};
}

Status writeTextAtomically(const fs::path& path, const std::string& text) {
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    if (auto written = file->write(std::as_bytes(std::span(text))); !written) return written;
    return file->commit();
}

}  // namespace faceloom
