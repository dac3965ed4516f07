// The pane Sweep: what to try, how far it has come, and what came out: a table of runs, a plot of a
// measure against the setting, the faces side by side, and what can be said. Empty, it says what it
// is for. For the GUI thread.
#pragma once

#include "ui/sweep/sweep_controller.h"

#include <QWidget>
#include <functional>
#include <optional>

class QAction;
class QBoxLayout;
class QLabel;
class QProgressBar;
class QSplitter;
class QStackedWidget;

namespace faceloom {

class SweepResults;
class SweepSetupBox;

class SweepPane : public QWidget {
    Q_OBJECT
public:
    // What the training pane has chosen.
    struct Sources {
        std::function<std::optional<TrainingPictures>()> pictures;
        std::function<TrainOptions()> options;
    };

    // The controller must outlive the pane.
    SweepPane(SweepController* sweep, Sources sources, QWidget* parent = nullptr);

    // For a menu as well; they enable and show themselves.
    [[nodiscard]] QList<QAction*> commands() const;
    [[nodiscard]] SweepSetupBox* setup() const { return setup_; }
    [[nodiscard]] QSize sizeHint() const override;

public slots:
    // The training pane's pictures are others, or of one size alone (pixels; 0: any).
    void picturesChanged();
    void setFixedImageSize(int side);
    // Why no sweep can begin now; empty: one can.
    void setHeldUp(const QString& reason);
    void openSweep(const QString& folder);

signals:
    void picturesWanted();  // the training pane is to be shown
    void exploreRequested(const QString& model);
    void messageRaised(const QString& text, bool is_error);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QAction* addCommand(const char* name, const QIcon& icon, const QString& text,
                        const QString& tip);
    void buildCommands();
    [[nodiscard]] QWidget* buildLeft();
    [[nodiscard]] QWidget* buildRight();
    void start();
    void goOn(bool retry);
    [[nodiscard]] SweepPlan extendedPlan() const;
    void explore();
    void chooseSweep();
    void showView();
    void showProgress();
    void showState();
    [[nodiscard]] QString headline() const;

    SweepController* sweep_;
    Sources sources_;
    QSplitter* splitter_ = nullptr;
    SweepSetupBox* setup_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QLabel* headline_ = nullptr;
    QStackedWidget* right_ = nullptr;
    QLabel* hint_ = nullptr;
    SweepResults* results_ = nullptr;
    QAction* start_ = nullptr;
    QAction* pause_ = nullptr;
    QAction* go_on_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* retry_ = nullptr;
    QAction* open_ = nullptr;
    QAction* explore_ = nullptr;
    QString held_up_;
    std::filesystem::path shown_folder_;  // whose plan the setup shows
    SweepPlan shown_plan_;                // as the setup has it, before it was edited
};

}  // namespace faceloom
