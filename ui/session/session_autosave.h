// Keeps the session in a file of its own while the program runs, off the event loop, and finds what
// a program that crashed has left. Lives on the GUI thread.
#pragma once

#include "core/base/latest_worker.h"
#include "core/latent/explorer_session.h"
#include "ui/base/gui_queue.h"

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace faceloom {

class SessionAutosave : public QObject {
    Q_OBJECT
public:
    // What there is to keep; nothing: whatever was kept can go.
    using Gather = std::function<std::optional<ExplorerSession>()>;

    // Files and locks go into `folder`, which is made.
    SessionAutosave(const QString& folder, Gather gather, QObject* parent = nullptr);
    ~SessionAutosave() override;

    // A little later, so that many changes are written once.
    void schedule();
    void saveNow();
    // The program ends as it should: nothing is left behind.
    void discard();

    // What another run has left that is no longer there; empty: nothing. It stays reserved for this
    // program until it goes.
    [[nodiscard]] QString leftover() const { return leftover_; }
    void removeLeftover();
    [[nodiscard]] QString file() const { return file_; }  // its own

signals:
    void failed(const QString& message);

private:
    void reserve(const QString& folder);
    void findLeftover(const QString& folder);

    Gather gather_;
    QTimer timer_;
    QString file_;
    QString leftover_;
    std::unique_ptr<QLockFile> lock_;
    std::unique_ptr<QLockFile> leftover_lock_;
    bool discarded_ = false;
    GuiQueue to_gui_;
    // Nothing: remove the file.
    std::unique_ptr<LatestWorker<std::optional<ExplorerSession>>> writer_;
};

}  // namespace faceloom
