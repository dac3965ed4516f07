// The pane Log: what the program does, line by line, the newest at the end; filtered, searched and
// copied. Lives on the GUI thread.
#pragma once

#include "core/base/log.h"

#include <QString>
#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolBar;
class QTreeView;

namespace faceloom {

class LogFilter;
class LogModel;

class LogPane : public QWidget {
    Q_OBJECT
public:
    explicit LogPane(QWidget* parent = nullptr);

    // Of the run that goes on or ended last, whose log.txt lies in it.
    void setRunFolder(const QString& folder);

signals:
    void reportRequested();  // an error report is wanted on the clipboard

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildBar(QToolBar* bar);
    void buildView();
    QAction* addAction(QToolBar* bar, const char* name, const QString& text, const QString& tip);
    void followNewest();
    void drain();
    void refilter();
    void showState();
    void copySelected();
    void copyAll();
    void openFolder();

    LogModel* model_;
    LogFilter* filter_;
    QComboBox* level_ = nullptr;
    QLineEdit* search_ = nullptr;
    QTreeView* view_ = nullptr;
    QLabel* hint_ = nullptr;
    QAction* copy_ = nullptr;
    QAction* copy_all_ = nullptr;
    QAction* clear_ = nullptr;
    QAction* folder_ = nullptr;
    QString run_folder_;
    bool follows_ = true;  // the end is in sight
    QTimer timer_;         // runs while the pane is open
};

}  // namespace faceloom
