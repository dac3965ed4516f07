// Keeps the session in a file of its own while the program runs, off the event loop, and finds what
// an earlier program has left: one that crashed, or one that was closed with work that was not
// saved. Lives on the GUI thread.
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

    // Files and locks go into `folder`, which is made. Of what was left there the newest ten stay.
    SessionAutosave(const QString& folder, Gather gather, QObject* parent = nullptr);
    ~SessionAutosave() override;

    // A little later, so that many changes are written once.
    void schedule();
    void saveNow();
    // The program ends as it should: what there is to keep stays for its next start, or nothing
    // does. Written by the destructor.
    void leave();
    void discard();

    // What another run has left that is no longer there, the newest of it; empty: nothing. It stays
    // reserved for this program until it goes.
    [[nodiscard]] QString leftover() const { return leftover_; }
    [[nodiscard]] bool crashed() const { return crashed_; }  // who left it did not end as it should
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
    bool crashed_ = false;
    bool ended_ = false;
    std::optional<ExplorerSession> last_;  // when it has ended
    GuiQueue to_gui_;
    // Nothing: remove the file.
    std::unique_ptr<LatestWorker<std::optional<ExplorerSession>>> writer_;
};

}  // namespace faceloom
