// The window's log: its pane, what of the window goes into it, and error reports on the clipboard.
#pragma once

#include <QObject>
#include <QString>

class QMainWindow;
class QMenu;

namespace faceloom {

class LatentController;
class LogPane;
class MessageBar;
class TrainingController;
class TrainingPane;
struct ModelInfo;

class WindowLog : public QObject {
    Q_OBJECT
public:
    // Makes the pane; the window takes it.
    WindowLog(QMainWindow* window, TrainingController* training, LatentController* latents);

    [[nodiscard]] LogPane* pane() const { return pane_; }
    void connectTo(MessageBar* messages, TrainingPane* training_pane);
    void addTo(QMenu* help_menu);

public slots:
    // The run has put it into the log itself.
    void showRunMessage(const QString& text, bool is_error);
    void copyReport();

private:
    void logOpened(const ModelInfo& info) const;

    QMainWindow* window_;
    TrainingController* training_;
    LatentController* latents_;
    LogPane* pane_;
    MessageBar* messages_ = nullptr;
    bool logged_already_ = false;  // the message that is being shown
    QString alarm_;                // the last one, which the run has put into the log itself
};

}  // namespace faceloom
