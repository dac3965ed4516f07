// The timeline of a run: the same 36 faces at the point a slider chooses, another point beside it,
// and what can be done with it. Empty, it says what to do.
#pragma once

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;

namespace faceloom {

class TimelineController;
class TimelineSide;
struct TimelinePoint;

class TimelinePane : public QWidget {
    Q_OBJECT
public:
    // The controller must outlive the pane.
    explicit TimelinePane(TimelineController* timeline, QWidget* parent = nullptr);

    // For a menu as well; they enable themselves. They mean the point whose slider was moved last.
    [[nodiscard]] QList<QAction*> commands() const;
    [[nodiscard]] const TimelinePoint* point() const;  // that they mean; null: none

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void exploreRequested();
    void exportModelRequested();
    void exportFacesRequested();
    void rollBackRequested();
    void branchRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QAction* addCommand(const char* name, const QIcon& icon, const QString& text,
                        const QKeySequence& shortcut, const QString& tip);
    void buildCommands();
    void buildButtons(QBoxLayout* layout);
    void setComparing(bool comparing);
    void choose(TimelineSide* side);
    void showState();

    TimelineController* timeline_;
    TimelineSide* first_;
    TimelineSide* second_;
    TimelineSide* chosen_;  // of the two
    QBoxLayout* layout_ = nullptr;
    QWidget* controls_ = nullptr;
    QLabel* about_ = nullptr;
    QAction* explore_ = nullptr;
    QAction* compare_ = nullptr;
    QAction* export_model_ = nullptr;
    QAction* export_faces_ = nullptr;
    QAction* roll_back_ = nullptr;
    QAction* branch_ = nullptr;
};

}  // namespace faceloom
