// What a sweep is to try: a study out of the box or one's own options and values, how many runs,
// under which budget. For the GUI thread.
#pragma once

#include "core/sweep/sweep_plan.h"

#include <QString>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace faceloom {

class SweepAxisRow;

class SweepSetupBox : public QWidget {
    Q_OBJECT
public:
    // `other_options`: those of the training pane, for runs that are to be as told there.
    explicit SweepSetupBox(std::function<TrainOptions()> other_options, QWidget* parent = nullptr);

    // What is asked for now; it may be no good (SweepPlan::check).
    [[nodiscard]] SweepPlan plan() const;
    [[nodiscard]] int atOnce() const;
    // Chosen, or one that is not there yet.
    [[nodiscard]] std::filesystem::path folder() const;
    // Shows what a sweep that is there tries; another one would go into another folder.
    void setPlan(const SweepPlan& plan);
    void forgetFolder();
    // What the training pane's pictures are called; empty: none are chosen.
    void setPictures(const QString& name);
    // The one size that the chosen pictures have, pixels; 0: any.
    void setFixedImageSize(int side);

signals:
    void edited();
    void picturesWanted();  // the training pane is to be shown

private:
    void createStudy(QFormLayout* form);
    void createAxes(QBoxLayout* layout);
    void createRuns(QFormLayout* form);
    void createMore(QFormLayout* form);
    void addAxis(const SweepAxis& axis);
    void setAxes(const std::vector<SweepAxis>& axes);
    void studyChosen();
    void chooseFolder();
    void showState();
    [[nodiscard]] TrainOptions base() const;

    std::function<TrainOptions()> other_options_;
    QComboBox* study_ = nullptr;
    QLabel* pictures_ = nullptr;
    QWidget* axes_part_ = nullptr;
    QBoxLayout* axes_layout_ = nullptr;
    std::vector<SweepAxisRow*> axes_;
    QToolButton* add_axis_ = nullptr;
    QSpinBox* seeds_ = nullptr;
    QSpinBox* steps_ = nullptr;
    QComboBox* image_size_ = nullptr;
    QCheckBox* as_training_ = nullptr;
    QLineEdit* folder_ = nullptr;
    QToolButton* more_ = nullptr;
    QSpinBox* random_ = nullptr;
    QComboBox* halving_ = nullptr;
    QSpinBox* budget_steps_ = nullptr;
    QDoubleSpinBox* budget_hours_ = nullptr;
    QSpinBox* faces_ = nullptr;
    QSpinBox* at_once_ = nullptr;
    int next_number_ = 1;
    int fixed_image_size_ = 0;
};

}  // namespace faceloom
