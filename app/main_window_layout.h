// Where the window's panes are and how large it is, from one start to the next.
#pragma once

#include <QByteArray>
#include <QObject>

class QMainWindow;

namespace faceloom {

class WindowLayout : public QObject {
    Q_OBJECT
public:
    // Of a window whose panes are where they are at first.
    explicit WindowLayout(QMainWindow* window);

    // Before the window is shown. A layout that ended the program while it was being shown is
    // forgotten: false, and the panes stay where they are.
    [[nodiscard]] bool restore();
    // Whether the window has the size that it was left at.
    [[nodiscard]] bool sizeRestored() const { return size_restored_; }
    void save() const;
    void putBack();  // as at first

public slots:
    void stands();  // the window could be shown

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitPanes();

    QMainWindow* window_;
    QByteArray usual_;
    QByteArray to_fit_;  // what a maximized window takes over as soon as it has its size
    bool size_restored_ = false;
};

}  // namespace faceloom
