// The timeline in the whole window: exploring, rolling back, branching, saving.
#include "core/latent/latent_studio.h"
#include "core/train/run_folder.h"
#include "core/train/timeline.h"
#include "tests/ui/timeline_support.h"
#include "tests/ui/window_support.h"
#include "ui/curves/loss_plot.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_slider.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class TimelineWindowTest : public WindowFixture {
protected:
    void openRun(const fs::path& run) {
        window_->openPath(QString::fromStdString(run.string()));
        ASSERT_TRUE(waitFor([&] {
            return !face("face1").isNull() && slider()->maximum() == 3 &&
                   childOf<QAction>(*window_, "continueAction")->text() == "Continue this run";
        }));
    }
    [[nodiscard]] TimelineSlider* slider() const {
        return childOf<TimelineSlider>(*window_, "timelineSlider");
    }
    void trigger(const char* name) {
        auto* action = childOf<QAction>(*window_, name);
        ASSERT_TRUE(action->isEnabled()) << name;
        action->trigger();
    }
    [[nodiscard]] TrainingController& training() const {
        return *window_->findChild<TrainingController*>();
    }
    // A run that goes on, with points at steps 2, 4 and 6 at least.
    std::filesystem::path startEndless(const char* name) {
        RunRequest request = runs_.request(name);
        request.options.steps = 1'000'000;
        training().start(request, SketchPictures{16, 1, 32});
        EXPECT_TRUE(waitFor([&] { return slider()->maximum() >= 3; })) << message().toStdString();
        return request.run_folder;
    }
    void expectRolledBack(const std::filesystem::path& run) {
        ASSERT_TRUE(waitFor([&] { return message().contains("step 2 again"); }))
            << message().toStdString();
        EXPECT_EQ(training().state(), SessionState::Stopped);
        EXPECT_EQ(RunFolder(run).checkpointSteps(), (std::vector<std::int64_t>{2}));
    }
    void answerRollBack() {
        QMessageBox* box = nullptr;
        ASSERT_TRUE(waitFor([&] {
            box = window_->findChild<QMessageBox*>("rollBackBox");
            return box != nullptr && box->isVisible();
        }));
        question_ = box->informativeText();
        QTest::mouseClick(childOf(*box, "rollBackYes"), Qt::LeftButton);
    }

    TimelineRuns runs_;
    QString question_;
};

TEST_F(TimelineWindowTest, AnEarlierPointIsExploredAndTheSetsStay) {
    const fs::path run = runs_.trained("run");
    openRun(run);
    click("face5");
    ASSERT_TRUE(waitFor([&] { return !face("setAverageA").isNull(); }));
    const QImage newest = face("face1");
    slider()->setValue(0);
    trigger("timelineExploreAction");
    ASSERT_TRUE(waitFor([&] { return face("face1") != newest; }));
    EXPECT_TRUE(childOf<QLabel>(*window_, "modelLabel")
                    ->text()
                    .startsWith("run/step-00000002.safetensors, 2 steps"))
        << childOf<QLabel>(*window_, "modelLabel")->text().toStdString();
    ASSERT_TRUE(waitFor([&] { return face("setAverageA") == face("face5"); }));
    EXPECT_EQ(slider()->value(), 0) << "the timeline is that of the run still";
}

TEST_F(TimelineWindowTest, RollingBackAsksMovesAndOffersToGoOn) {
    const fs::path run = runs_.trained("run");
    openRun(run);
    const LossSeries& losses = childOf<LossPlot>(*window_, "lossPlot")->series();
    ASSERT_TRUE(waitFor([&] { return losses.size() == 8; }));
    EXPECT_FALSE(childOf<QAction>(*window_, "timelineRollBackAction")->isEnabled());
    slider()->setValue(1);
    trigger("timelineRollBackAction");
    answerRollBack();
    EXPECT_TRUE(question_.contains("2 checkpoints")) << question_.toStdString();
    EXPECT_TRUE(question_.contains("rolled-back/1"));
    EXPECT_FALSE(question_.contains("stopped first"));
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 1; }));
    EXPECT_TRUE(message().contains("step 4 again")) << message().toStdString();
    EXPECT_EQ(RunFolder(run).checkpointSteps(), (std::vector<std::int64_t>{2, 4}));
    EXPECT_EQ(RunFolder(run / "rolled-back" / "1").checkpointSteps(),
              (std::vector<std::int64_t>{6, 8}));
    EXPECT_TRUE(childOf<QAction>(*window_, "continueAction")->isEnabled());
    EXPECT_EQ(losses.size(), 4U) << "those of what is set aside go";
    // The grid shows the run's model as it is now.
    EXPECT_TRUE(waitFor([&] {
        return childOf<QLabel>(*window_, "modelLabel")->text().contains("safetensors, 4 steps");
    }));
}

TEST_F(TimelineWindowTest, ARunThatGoesOnIsStoppedFirst) {
    const fs::path run = startEndless("going-on");
    EXPECT_TRUE(childOf<QLabel>(*window_, "timelineWords")->text().startsWith("Live"));
    slider()->setValue(0);
    trigger("timelineRollBackAction");
    answerRollBack();
    EXPECT_TRUE(question_.contains("stopped first"));
    expectRolledBack(run);
    trigger("continueAction");
    ASSERT_TRUE(waitFor([&] { return training().progress().step >= 3; }))
        << message().toStdString();
    training().stop();
    ASSERT_TRUE(waitFor([&] { return !training().active(); }));
}

TEST_F(TimelineWindowTest, AnAlarmOffersTheWayBackToBeforeIt) {
    const fs::path run = startEndless("alarmed");
    emit training().alarmRaised(
        {AlarmKind::GeneratorCollapsed, 5, 3, "The 36 faces have become alike."});
    EXPECT_TRUE(message().contains("alike"));
    auto* back = childOf<QPushButton>(*window_, "messageAnswer1");
    EXPECT_EQ(back->text(), "Roll back to step 2") << "the newest before step 3";
    EXPECT_EQ(childOf<QPushButton>(*window_, "messageAnswer2")->text(), "Stop");
    QTest::mouseClick(back, Qt::LeftButton);
    expectRolledBack(run);
}

TEST_F(TimelineWindowTest, TheWayBackIsThatOfTheRunTheAlarmWasAbout) {
    const fs::path other = runs_.trained("other");
    const fs::path run = startEndless("alarmed");
    emit training().alarmRaised(
        {AlarmKind::GeneratorCollapsed, 5, 3, "The 36 faces have become alike."});
    childOf<TrainingPane>(*window_, "trainingPane")
        ->openRun(QString::fromStdString(other.string()));
    auto* timeline = window_->findChild<TimelineController*>();
    ASSERT_TRUE(waitFor([&] { return timeline->timeline().folder == other; }));
    click("messageAnswer1");
    expectRolledBack(run);
    EXPECT_EQ(RunFolder(other).checkpointSteps(), (std::vector<std::int64_t>{2, 4, 6, 8}));
    EXPECT_TRUE(waitFor([&] { return timeline->timeline().folder == run; }));
    const LossSeries& losses = childOf<LossPlot>(*window_, "lossPlot")->series();
    EXPECT_TRUE(waitFor([&] { return losses.size() == 2; }, 5000)) << losses.size();
}

TEST_F(TimelineWindowTest, AnAlarmOffersTheWayBackWhileAnotherRunIsLookedAt) {
    const fs::path other = runs_.trained("other");
    const fs::path run = startEndless("alarmed");
    childOf<TrainingPane>(*window_, "trainingPane")
        ->openRun(QString::fromStdString(other.string()));
    auto* timeline = window_->findChild<TimelineController*>();
    ASSERT_TRUE(waitFor([&] { return timeline->timeline().folder == other; }));
    emit training().alarmRaised(
        {AlarmKind::GeneratorCollapsed, 5, 3, "The 36 faces have become alike."});
    ASSERT_EQ(childOf<QPushButton>(*window_, "messageAnswer1")->text(), "Roll back to step 2");
    click("messageAnswer1");
    expectRolledBack(run);
}

// Checkpoints are thinned out while a run goes on.
TEST_F(TimelineWindowTest, AWayBackThatIsThereNoLongerLeavesTheRunAlone) {
    const fs::path run = startEndless("alarmed");
    emit training().alarmRaised(
        {AlarmKind::GeneratorCollapsed, 5, 3, "The 36 faces have become alike."});
    ASSERT_TRUE(fs::remove(RunFolder(run).checkpointFile(2)));
    click("messageAnswer1");
    EXPECT_TRUE(message().contains("no checkpoint of step 2 any more")) << message().toStdString();
    EXPECT_EQ(training().state(), SessionState::Running);
    training().stop();
    ASSERT_TRUE(waitFor([&] { return !training().active(); }));
}

TEST_F(TimelineWindowTest, ABranchFillsTheTrainingPane) {
    const fs::path run = runs_.trained("run");
    openRun(run);
    slider()->setValue(1);
    trigger("timelineBranchAction");
    const QString start = childOf<QLineEdit>(*window_, "startFrom")->text();
    EXPECT_TRUE(start.endsWith("run/checkpoints/step-00000004.safetensors")) << start.toStdString();
    const QString folder = childOf<QLineEdit>(*window_, "runFolder")->text();
    EXPECT_FALSE(folder.isEmpty());
    EXPECT_NE(folder.toStdString(), run.string());
    auto* pane = childOf<TrainingPane>(*window_, "trainingPane");
    const TrainOptions options = pane->optionsBox()->options();
    EXPECT_EQ(options.network, runs_.request("x").options.network);
    EXPECT_EQ(options.steps, 8);
    // Its pictures are there as well, so that it can begin.
    ASSERT_TRUE(waitFor([&] { return pane->trainAction()->isEnabled(); }));
    const fs::path branch = runs_.path("branch").toStdString();
    childOf<QLineEdit>(*window_, "runFolder")->setText(runs_.path("branch"));
    emit childOf<QLineEdit>(*window_, "runFolder")->editingFinished();
    pane->trainAction()->trigger();
    ASSERT_TRUE(waitFor([&] { return training().state() == SessionState::Finished; }))
        << message().toStdString();
    EXPECT_EQ(RunFolder(branch).readDescription()->started_with, "whole state");
}

TEST_F(TimelineWindowTest, AModelIsSavedUnderTheNameChosen) {
    const fs::path other = runs_.trained("other");
    openRun(runs_.trained("run"));
    slider()->setValue(2);
    trigger("timelineExportModelAction");
    auto* dialog = childOf<QFileDialog>(*window_, "timelineModelDialog");
    EXPECT_TRUE(dialog->selectedFiles().front().endsWith("generator-6.safetensors"));
    // Meanwhile another run is shown.
    auto* timeline = window_->findChild<TimelineController*>();
    timeline->open(other);
    ASSERT_TRUE(waitFor([&] { return timeline->timeline().folder == other; }));
    emit dialog->fileSelected(runs_.path("six.safetensors"));
    ASSERT_TRUE(waitFor([&] { return message().contains("six.safetensors"); }));
    EXPECT_EQ(LatentStudio::open(runs_.path("six.safetensors").toStdString())->info().step, 6);
}

}  // namespace
}  // namespace faceloom
