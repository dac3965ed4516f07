// What came out of a sweep: the table of its runs, a plot, the faces side by side, and what can be
// said. For the GUI thread.
#pragma once

#include "ui/sweep/sweep_controller.h"

#include <QTabWidget>
#include <cstddef>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QTreeView;

namespace faceloom {

class SweepFacesView;
class SweepPlot;
class SweepTrialsModel;

class SweepResults : public QTabWidget {
    Q_OBJECT
public:
    // The controller must outlive it. `explore` opens the chosen run's model.
    SweepResults(SweepController* sweep, QAction* explore, QWidget* parent = nullptr);

    // The run that the keyboard is at, an index; none: none.
    [[nodiscard]] std::optional<std::size_t> chosenTrial() const;

signals:
    void chosenChanged();

private:
    [[nodiscard]] QWidget* buildRuns(QAction* explore);
    [[nodiscard]] QWidget* buildPlot();
    [[nodiscard]] QWidget* buildFindings();
    void showView();
    void showFaces();
    void showProblem();

    SweepController* sweep_;
    SweepTrialsModel* trials_ = nullptr;
    QTreeView* table_ = nullptr;
    QComboBox* measure_ = nullptr;
    SweepPlot* plot_ = nullptr;
    SweepFacesView* faces_ = nullptr;
    QLabel* findings_ = nullptr;
    QLabel* problem_ = nullptr;
};

}  // namespace faceloom
