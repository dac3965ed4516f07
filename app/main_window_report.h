// Reports from the window: asks for a file, has the page written off the event loop, offers to look
// at it.
#pragma once

#include "core/report/model_report.h"
#include "ui/base/cancellable_worker.h"

#include <QObject>
#include <QPointer>
#include <QString>

class QAction;
class QMainWindow;
class QMenu;
class QProgressDialog;

namespace faceloom {

class FaceSets;
class LatentController;
class MessageBar;
class ReadingController;

class WindowReport : public QObject {
    Q_OBJECT
public:
    WindowReport(QMainWindow* window, FaceSets* sets, LatentController* latents,
                 ReadingController* readings, MessageBar* messages);

    void addTo(QMenu* file_menu);
    [[nodiscard]] QAction* action() const { return action_; }
    // Of the open model, with the grid that is shown.
    void write(const QString& path);

private:
    void choose();
    void showProgress();
    void finish(const QString& path, const Status& written,
                const std::vector<std::string>& missing);

    QMainWindow* window_;
    FaceSets* sets_;
    LatentController* latents_;
    ReadingController* readings_;
    MessageBar* messages_;
    QAction* action_ = nullptr;
    QPointer<QProgressDialog> progress_;
    CancellableWorker worker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
