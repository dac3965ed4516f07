// The window's sweep: its pane, its commands in the menu, and that it and a training run keep out
// of each other's way.
#pragma once

#include <QObject>
#include <QString>

class QMainWindow;
class QMenu;

namespace faceloom {

class MessageBar;
class SweepController;
class SweepPane;
class TrainingController;
class TrainingPane;

class WindowSweep : public QObject {
    Q_OBJECT
public:
    // Makes the pane; the window takes it.
    WindowSweep(QMainWindow* window, TrainingController* training, TrainingPane* training_pane);

    [[nodiscard]] SweepPane* pane() const { return pane_; }
    [[nodiscard]] bool active() const;
    void connectTo(MessageBar* messages);
    void addTo(QMenu* train_menu);
    void stop();
    // False where the folder holds no sweep; else it is shown.
    bool open(const QString& folder);

signals:
    void ended();  // it is no longer active
    void exploreRequested(const QString& model);

private:
    void keepApart();
    void showDock(const QString& name);

    QMainWindow* window_;
    TrainingController* training_;
    TrainingPane* training_pane_;
    SweepController* sweep_;
    SweepPane* pane_;
};

}  // namespace faceloom
