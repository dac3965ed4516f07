#include "core/train/loss_writer.h"

#include "core/base/atomic_file.h"
#include "core/train/loss_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace faceloom {

LossWriter::~LossWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

tl::unexpected<Error> LossWriter::failure(const char* what) const {
    return fail(ErrorCode::WriteFailed, "{}: {}: {}", path_.string(), what, std::strerror(errno));
}

Status LossWriter::begin(const std::vector<StepMetrics>& rows) {
    std::string text = lossHeader();
    for (const StepMetrics& row : rows)
        text += lossRow(row);
    return replaceWith(text);
}

Status LossWriter::replaceWith(const std::string& text) {
    if (auto status = writeTextAtomically(path_, text); !status) return status;
    const int opened = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    if (opened < 0) return failure("cannot be opened for writing");
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = opened;
    size_ = text.size();
    torn_ = false;
    doubtful_ = false;
    return {};
}

Status LossWriter::append(const StepMetrics& row) {
    if (torn_ && ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
        return failure("cannot be cut to whole rows");
    torn_ = true;
    const std::string text = lossRow(row);
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::pwrite(descriptor_, text.data() + done, text.size() - done,
                                         static_cast<off_t>(size_ + done));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const auto failed = failure("cannot be written");
            torn_ = ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0;
            return failed;
        }
        done += static_cast<std::size_t>(written);
    }
    size_ += text.size();
    torn_ = false;
    return {};
}

Status LossWriter::flush() {
    // After a failed flush the system takes the same bytes for written: they have to come anew.
    if (doubtful_) {
        if (auto status = putBack(); !status) return status;
    }
    if (::fsync(descriptor_) == 0) return {};
    doubtful_ = true;
    return failure("cannot be flushed to disk");
}

bool LossWriter::inPlace() const {
    struct stat named {};
    struct stat open {};
    return descriptor_ >= 0 && ::stat(path_.c_str(), &named) == 0 &&
           ::fstat(descriptor_, &open) == 0 && named.st_dev == open.st_dev &&
           named.st_ino == open.st_ino;
}

Status LossWriter::putBack() {
    std::string text(size_, '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got =
            ::pread(descriptor_, text.data() + done, text.size() - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure("cannot be read");
        if (got == 0) break;  // someone cut it short: what is left is kept
        done += static_cast<std::size_t>(got);
    }
    text.resize(done);
    return replaceWith(text);
}

}  // namespace faceloom
