#include "ui/session/session_autosave.h"

#include "ui/base/native_path.h"

#include <QDir>
#include <QFile>
#include <chrono>
#include <exception>

namespace faceloom {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 2s;  // after a change
constexpr int kMostAtOnce = 100;
constexpr int kMostLeft = 10;

Status keep(const std::filesystem::path& path, const std::optional<ExplorerSession>& session) {
    try {
        if (session) return writeSession(path, *session);
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        return {};
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", path.string(), error.what());
    }
}

QString lockOf(const QString& session) {
    return session + QStringLiteral(".lock");
}

std::unique_ptr<QLockFile> locked(const QString& session) {
    auto lock = std::make_unique<QLockFile>(lockOf(session));
    lock->setStaleLockTime(0);  // stale only when its process has gone
    if (!lock->tryLock(0)) return nullptr;
    return lock;
}

}  // namespace

SessionAutosave::SessionAutosave(const QString& folder, Gather gather, QObject* parent)
    : QObject(parent), gather_(std::move(gather)) {
    timer_.setSingleShot(true);
    timer_.setInterval(kPause);
    connect(&timer_, &QTimer::timeout, this, &SessionAutosave::saveNow);
    QDir().mkpath(folder);
    findLeftover(folder);
    reserve(folder);
    writer_ = std::make_unique<LatestWorker<std::optional<ExplorerSession>>>(
        [this, file = nativePath(file_)](std::uint64_t,
                                         const std::optional<ExplorerSession>& session) {
            const Status kept = keep(file, session);
            if (kept) return;
            to_gui_.post([this, text = QString::fromStdString(kept.error().message)] {
                emit failed(tr("This session cannot be kept for after a crash: %1").arg(text));
            });
        });
}

SessionAutosave::~SessionAutosave() {
    writer_.reset();  // writes nothing more
    if (!ended_ || !lock_) return;
    // The window has gone: the log is all that is left to be told.
    if (const Status kept = keep(nativePath(file_), last_); !kept)
        qWarning("%s", kept.error().message.c_str());
}

void SessionAutosave::findLeftover(const QString& folder) {
    const auto files = QDir(folder).entryInfoList(
        {QStringLiteral("*") + QLatin1String(kSessionEnding)}, QDir::Files, QDir::Time);
    int left = 0;
    for (const QFileInfo& file : files) {
        const bool has_lock = QFile::exists(lockOf(file.filePath()));
        auto lock = locked(file.filePath());
        if (!lock) continue;  // of a program that runs
        if (++left > kMostLeft) QFile::remove(file.filePath());
        if (left > 1) continue;
        leftover_lock_ = std::move(lock);
        leftover_ = file.filePath();
        crashed_ = has_lock;
    }
}

void SessionAutosave::reserve(const QString& folder) {
    for (int number = 1; number <= kMostAtOnce && !lock_; ++number) {
        file_ = QDir(folder).filePath(QStringLiteral("unsaved-%1").arg(number) +
                                      QLatin1String(kSessionEnding));
        if (file_ == leftover_ || QFile::exists(file_)) continue;
        lock_ = locked(file_);
    }
}

void SessionAutosave::schedule() {
    // Not put off by the next change: somebody who never pauses is kept as well.
    if (lock_ && !ended_ && !timer_.isActive()) timer_.start();
}

void SessionAutosave::saveNow() {
    timer_.stop();
    if (lock_) writer_->submit(gather_());
}

void SessionAutosave::leave() {
    discard();
    last_ = gather_();
}

void SessionAutosave::discard() {
    timer_.stop();
    ended_ = true;
    last_.reset();
}

void SessionAutosave::removeLeftover() {
    QFile::remove(leftover_);
    leftover_.clear();
    leftover_lock_.reset();
}

}  // namespace faceloom
