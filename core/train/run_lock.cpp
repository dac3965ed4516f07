#include "core/train/run_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <string>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unknown host";
}

std::string timeNow() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    std::array<char, 32> text{};
    if (::localtime_r(&now, &local) == nullptr) return {};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &local);
    return {text.data(), length};
}

// Of use to people only: the lock holds without it, on a full disk for instance.
void writeOwner(int descriptor) {
    const nlohmann::ordered_json owner = {
        {"pid", ::getpid()}, {"host", hostName()}, {"since", timeNow()}};
    const std::string text =
        owner.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    if (::ftruncate(descriptor, 0) != 0) return;
    [[maybe_unused]] const auto written = ::pwrite(descriptor, text.data(), text.size(), 0);
}

std::string readOwner(int descriptor) {
    std::array<char, 1024> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
    if (length > 0) {
        const auto owner = nlohmann::json::parse(text.data(), text.data() + length, nullptr,
                                                 /*allow_exceptions=*/false);
        if (owner.is_object() && owner.contains("pid") && owner.contains("host") &&
            owner.contains("since") && owner["pid"].is_number_integer() &&
            owner["host"].is_string() && owner["since"].is_string()) {
            return fmt::format("process {} on {} since {}", owner["pid"].get<std::int64_t>(),
                               owner["host"].get<std::string>(), owner["since"].get<std::string>());
        }
    }
    return "another process";
}

bool isNamed(const fs::path& path, int descriptor) {
    struct stat named {};
    struct stat open {};
    return ::lstat(path.c_str(), &named) == 0 && ::fstat(descriptor, &open) == 0 &&
           named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

bool isRegular(int descriptor) {
    struct stat open {};
    return ::fstat(descriptor, &open) == 0 && S_ISREG(open.st_mode);
}

}  // namespace

Result<RunLock> RunLock::take(const fs::path& run_folder) {
    const fs::path path = run_folder / "run.lock";
    constexpr int kAttempts = 100;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        // Written to below: a link in a folder from elsewhere would have another file overwritten.
        const int descriptor =
            ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (descriptor < 0) {
            return fail(ErrorCode::WriteFailed, "{}: cannot be written: {}", path.string(),
                        errno == ELOOP ? "it is a link" : std::strerror(errno));
        }
        RunLock lock(path, descriptor);
        if (!isRegular(descriptor)) {
            ::close(std::exchange(lock.descriptor_, -1));
            return fail(ErrorCode::WriteFailed, "{}: cannot be written: not a regular file",
                        path.string());
        }
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            std::string owner = readOwner(descriptor);
            ::close(std::exchange(lock.descriptor_, -1));
            return fail(ErrorCode::Unavailable,
                        "{}: {} is training in this folder; stop that run or choose another folder",
                        run_folder.string(), owner);
        }
        // Who had it before may have removed the file between our opening and our locking.
        if (isNamed(path, descriptor)) {
            writeOwner(descriptor);
            return lock;
        }
        ::close(std::exchange(lock.descriptor_, -1));
    }
    return fail(ErrorCode::Unavailable, "{}: other processes keep taking this folder",
                run_folder.string());
}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
    if (this != &other) {
        release();
        path_ = std::move(other.path_);
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

bool RunLock::inPlace() const {
    return descriptor_ >= 0 && isNamed(path_, descriptor_);
}

void RunLock::release() noexcept {
    if (descriptor_ < 0) return;
    // While it is still locked, so that nobody's but our own file is removed.
    if (inPlace()) ::unlink(path_.c_str());
    ::close(std::exchange(descriptor_, -1));
}

}  // namespace faceloom
