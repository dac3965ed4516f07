// Shows the whole main job by itself, by clicks and keys on the real widgets: trains a little on
// the built-in faces, picks, adds, follows a path, exports. Leaves the exported PNGs and a
// screenshot of every pane in a folder, prints their paths, and ends the program: 0 when every one
// was written, 1 with the reason when not.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <vector>

class QWidget;

namespace faceloom {

class MainWindow;

class Tour : public QObject {
    Q_OBJECT
public:
    // The window must outlive the tour. The folder is made.
    Tour(MainWindow* window, const QString& folder, QObject* parent = nullptr);

    void setTrainingSteps(int steps) { training_steps_ = steps; }
    void start();

signals:
    void finished(int exit_code);

private:
    struct Stop {
        QString name;
        int seconds = 30;             // how long `ready` may take
        std::function<bool()> ready;  // what must be so before `act`
        std::function<void()> act;
    };

    void plan();
    void planTraining();
    void planPicking();
    void planShipped();
    void planPath();
    void planDirections();
    void planExport(int kind, const QString& file);
    void planScreenshots();
    void add(const QString& name, int seconds, std::function<bool()> ready,
             std::function<void()> act);
    void look();
    void end(const QString& problem);

    template <class Widget = QWidget>
    [[nodiscard]] Widget* find(const QString& name) const;
    [[nodiscard]] bool showsFace(const QString& tile) const;
    [[nodiscard]] QString runFolder() const;                 // one that is not there yet
    void fillIn(const QString& field, const QString& text);  // and Enter
    void pick(int set, const std::vector<int>& faces);
    void screenshot(QWidget* widget, const QString& file);
    void report(const QString& path);

    MainWindow* window_;
    QString folder_;
    std::vector<Stop> stops_;
    std::size_t next_ = 0;
    QTimer timer_;
    QElapsedTimer since_start_;
    QElapsedTimer since_stop_;
    int training_steps_ = 150;
    QString problem_;  // the first one; empty: none so far
};

}  // namespace faceloom
