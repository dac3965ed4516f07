// The pane Sweep: what it asks for, a sweep from its buttons to its results, and the whole window.
#include "core/sweep/sweep_folder.h"
#include "core/sweep/sweep_state.h"
#include "tests/test_paths.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_faces_view.h"
#include "ui/sweep/sweep_pane.h"
#include "ui/sweep/sweep_plot.h"
#include "ui/sweep/sweep_results.h"
#include "ui/sweep/sweep_setup_box.h"
#include "ui/training/picture_source_box.h"
#include "ui/training/preview_view.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <algorithm>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr int kState = 2;  // columns of the table
constexpr int kDistance = 4;

class SweepPaneTest : public testing::Test {
protected:
    SweepPaneTest() {
        sweep_.setProgram({});
        pane_ = std::make_unique<SweepPane>(
            &sweep_, SweepPane::Sources{[this] { return pictures_; }, [this] { return options_; }});
        QObject::connect(pane_.get(), &SweepPane::messageRaised,
                         [this](const QString& text) { messages_ << text; });
        QObject::connect(pane_.get(), &SweepPane::exploreRequested,
                         [this](const QString& model) { explored_ = model; });
        options_ = folder_.request("x", 1).options;
        pane_->resize(900, 420);
        pane_->show();
        set<QCheckBox>("sweepAsTraining")->setChecked(true);
        set<QSpinBox>("sweepFaces")->setValue(60);
        set<QLineEdit>("sweepFolder")->setText(folder_.path("sweep"));
    }
    template <class Widget>
    [[nodiscard]] Widget* set(const char* name) const {
        return childOf<Widget>(*pane_, name);
    }
    [[nodiscard]] QAction* action(const char* name) const { return childOf<QAction>(*pane_, name); }
    void choosePictures() {
        pictures_ = SketchPictures{200, 1, 32};
        pane_->picturesChanged();
    }
    // One run of each of two sizes, two steps.
    void askFor(const QString& latents, int steps = 2) {
        choosePictures();
        set<QComboBox>("sweepStudy")->setCurrentIndex(2);
        emit set<QComboBox>("sweepStudy")->activated(2);
        set<QLineEdit>("sweepValues1")->setText(latents);
        emit set<QLineEdit>("sweepValues1")->textEdited(latents);
        set<QSpinBox>("sweepSeeds")->setValue(1);
        set<QSpinBox>("sweepSteps")->setValue(steps);
        emit set<QLineEdit>("sweepValues1")->textEdited(latents);
    }
    void run() {
        ASSERT_TRUE(action("sweepStartAction")->isEnabled());
        action("sweepStartAction")->trigger();
        ASSERT_TRUE(waitFor([this] { return !sweep_.active() && sweep_.view().complete; }))
            << messages_.join("; ").toStdString();
    }
    [[nodiscard]] QString cell(int row, int column) const {
        const auto* model = set<QTreeView>("sweepRuns")->model();
        return model->index(row, column).data().toString();
    }
    [[nodiscard]] QString headline() const { return set<QLabel>("sweepHeadline")->text(); }

    TrainingFolder folder_{0};
    TrainOptions options_;
    std::optional<TrainingPictures> pictures_;
    QStringList messages_;
    QString explored_;
    SweepController sweep_;
    std::unique_ptr<SweepPane> pane_;
};

TEST_F(SweepPaneTest, EmptyItSaysWhatItIsForAndWhatToDo) {
    EXPECT_TRUE(set<QLabel>("sweepHint")->isVisible());
    EXPECT_TRUE(set<QLabel>("sweepHint")->text().contains("press Start"));
    EXPECT_FALSE(action("sweepStartAction")->isEnabled());
    EXPECT_TRUE(headline().contains("Choose pictures"));
    choosePictures();
    EXPECT_TRUE(action("sweepStartAction")->isEnabled());
    EXPECT_EQ(headline(), "6 runs, 2,400 steps in all");
    EXPECT_EQ(set<QLabel>("sweepPictures")->text(), "sketch faces");
}

TEST_F(SweepPaneTest, TheStudiesAreThoseOfTheSource) {
    const auto plan = [this] { return pane_->setup()->plan(); };
    EXPECT_EQ(plan().axes, (std::vector<SweepAxis>{{"latent", {"100", "60"}}}));
    EXPECT_EQ(plan().study, "latent-size");
    EXPECT_FALSE(set<QLineEdit>("sweepValues1")->isVisible());
    set<QComboBox>("sweepStudy")->setCurrentIndex(1);
    emit set<QComboBox>("sweepStudy")->activated(1);
    EXPECT_EQ(plan().axes, (std::vector<SweepAxis>{{"output", {"tanh", "sigmoid"}}}));
    set<QCheckBox>("sweepAsTraining")->setChecked(false);
    EXPECT_EQ(plan().base.network.discriminator, DiscriminatorKind::Light);
    EXPECT_EQ(plan().base.network.imageSize(), 32);
    pane_->setFixedImageSize(64);
    EXPECT_EQ(plan().base.network.imageSize(), 64);
    EXPECT_FALSE(set<QComboBox>("sweepImageSize")->isEnabled());
}

TEST_F(SweepPaneTest, OptionsOfOnesOwnAreRowsThatComeAndGo) {
    askFor("8, 4");
    QTest::mouseClick(set<QToolButton>("sweepAddOption"), Qt::LeftButton);
    auto* option = set<QComboBox>("sweepOption2");
    option->setCurrentIndex(option->findData("output"));
    emit option->activated(option->currentIndex());
    EXPECT_EQ(set<QLineEdit>("sweepValues2")->text(), "sigmoid, tanh");
    EXPECT_EQ(pane_->setup()->plan().axes,
              (std::vector<SweepAxis>{{"latent", {"8", "4"}}, {"output", {"sigmoid", "tanh"}}}));
    EXPECT_EQ(headline(), "4 runs, 8 steps in all");
    QTest::mouseClick(set<QToolButton>("sweepRemove1"), Qt::LeftButton);
    EXPECT_EQ(pane_->setup()->plan().axes,
              (std::vector<SweepAxis>{{"output", {"sigmoid", "tanh"}}}));
    EXPECT_FALSE(set<QToolButton>("sweepRemove2")->isEnabled()) << "the last one stays";
    set<QLineEdit>("sweepValues2")->setText("tanh, tanh");
    emit set<QLineEdit>("sweepValues2")->textEdited("tanh, tanh");
    EXPECT_FALSE(action("sweepStartAction")->isEnabled());
    EXPECT_TRUE(headline().contains("'tanh'")) << headline().toStdString();
}

TEST_F(SweepPaneTest, ASweepIsCarriedOutAndShown) {
    askFor("8, 4");
    run();
    EXPECT_TRUE(set<SweepResults>("sweepTabs")->isVisible());
    EXPECT_EQ(cell(0, 0), "latent 8");
    EXPECT_EQ(cell(0, kState), "done");
    EXPECT_EQ(cell(1, kState), "done");
    EXPECT_GT(cell(1, kDistance).toDouble(), 0);
    EXPECT_EQ(set<SweepPlot>("sweepPlot")->shownMeans(), 2);
    EXPECT_EQ(set<SweepPlot>("sweepPlot")->shownRuns(), 2);
    set<QComboBox>("sweepMeasure")->setCurrentIndex(1);
    EXPECT_EQ(set<SweepPlot>("sweepPlot")->shownMeans(), 2);
    EXPECT_TRUE(set<QLabel>("sweepFindings")->text().contains("one pair of runs"));
    EXPECT_TRUE(headline().startsWith("Done. Saved in"));
    EXPECT_TRUE(fs::exists(folder_.root() / "sweep" / "table.csv"));
    EXPECT_TRUE(fs::exists(folder_.root() / "sweep" / "faces.png"));
    EXPECT_TRUE(set<QLineEdit>("sweepFolder")->text().isEmpty()) << "the next one has another";

    auto* faces = set<SweepFacesView>("sweepFaces");
    set<SweepResults>("sweepTabs")->setCurrentWidget(faces);
    ASSERT_TRUE(waitFor([&] { return faces->sheets() == 2; }));
    EXPECT_EQ(set<PreviewView>("sweepFaces2")->faces().front().width(), 6 * 32);
    EXPECT_TRUE(set<PreviewView>("sweepFaces2")->caption().startsWith("latent 4"));
    auto* table = set<QTreeView>("sweepRuns");
    EXPECT_FALSE(action("sweepExploreAction")->isEnabled());
    table->setCurrentIndex(table->model()->index(1, 0));
    ASSERT_TRUE(waitFor([&] { return faces->sheets() == 1; })) << "of those chosen";
    action("sweepExploreAction")->trigger();
    EXPECT_TRUE(explored_.endsWith("runs/latent-4_seed-1/generator.safetensors"))
        << explored_.toStdString();
}

TEST_F(SweepPaneTest, AnImpossibleSettingShowsItsLineAndCanBeTriedAgain) {
    askFor("0, 8");
    EXPECT_FALSE(action("sweepRetryAction")->isVisible());
    run();
    EXPECT_EQ(cell(0, kState), "failed");
    const auto* model = set<QTreeView>("sweepRuns")->model();
    EXPECT_TRUE(model->index(0, kState).data(Qt::ToolTipRole).toString().contains("not within"));
    EXPECT_EQ(cell(1, kState), "done");
    EXPECT_TRUE(set<QLabel>("sweepProblem")->text().startsWith("latent 0, seed 1: latent size 0"));
    set<QTreeView>("sweepRuns")->setCurrentIndex(set<QTreeView>("sweepRuns")->model()->index(1, 0));
    EXPECT_EQ(set<QLabel>("sweepProblem")->text(), "");
    EXPECT_TRUE(messages_.join(";").contains("latent size 0"));
    EXPECT_TRUE(messages_.last().contains("failed"));
    ASSERT_TRUE(action("sweepRetryAction")->isVisible());
    action("sweepRetryAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
    EXPECT_EQ(cell(0, kState), "failed");
}

TEST_F(SweepPaneTest, PausedStoppedAndGoneOnWith) {
    askFor("8", 1'000'000);
    action("sweepStartAction")->trigger();
    EXPECT_FALSE(action("sweepStartAction")->isVisible());
    EXPECT_FALSE(pane_->setup()->isEnabled());
    ASSERT_TRUE(waitFor([this] {
        const auto& now = sweep_.underWay();
        return !now.empty() && now.begin()->second.step > 2;
    }));
    EXPECT_EQ(cell(0, kState), "training");
    action("sweepPauseAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
    ASSERT_TRUE(waitFor([this] { return cell(0, kState) == "begun"; }));
    EXPECT_TRUE(headline().startsWith("Paused"));
    EXPECT_FALSE(pane_->setup()->isEnabled());
    const auto before = sweep_.view().states[0].steps;
    EXPECT_GT(before, 2);
    action("sweepContinueAction")->trigger();
    ASSERT_TRUE(waitFor([&] {
        const auto& now = sweep_.underWay();
        return !now.empty() && now.begin()->second.step > before;
    }));
    action("sweepStopAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
    EXPECT_TRUE(pane_->setup()->isEnabled());
    EXPECT_TRUE(action("sweepStartAction")->isVisible());
    EXPECT_TRUE(action("sweepContinueAction")->isEnabled());
    EXPECT_TRUE(sweep_.view().states[0].problem.empty());
}

TEST_F(SweepPaneTest, PausingBeforeThereIsAPlanStopsAndANewOneCanStart) {
    askFor("8");
    pictures_ = SketchPictures{200'000, 1, 32};  // which take long to draw
    action("sweepStartAction")->trigger();
    ASSERT_EQ(sweep_.phase(), SweepController::Phase::Preparing);
    action("sweepPauseAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
    EXPECT_FALSE(SweepFolder(folder_.root() / "sweep").hasSweep());
    EXPECT_FALSE(sweep_.paused());
    EXPECT_TRUE(pane_->setup()->isEnabled());
    EXPECT_FALSE(action("sweepStopAction")->isVisible());
    ASSERT_TRUE(action("sweepStartAction")->isVisible());
    choosePictures();
    set<QLineEdit>("sweepFolder")->setText(folder_.path("sweep"));
    run();
    // One that is there rests, whatever it was at.
    sweep_.goOn(sweep_.view().plan, 1, false);
    ASSERT_EQ(sweep_.phase(), SweepController::Phase::Preparing);
    sweep_.pause();
    EXPECT_TRUE(sweep_.paused());
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
}

TEST_F(SweepPaneTest, RunsGoOnAtTheSameTimeInProcessesOfTheirOwn) {
    sweep_.setProgram(builtProgram());
    askFor("8, 4", 1'000'000);
    set<QSpinBox>("sweepAtOnce")->setValue(2);
    action("sweepStartAction")->trigger();
    ASSERT_TRUE(waitFor([this] {
        const auto& now = sweep_.underWay();
        return now.size() == 2 && std::ranges::all_of(now, [](const auto& run) {
                   return run.second.step > 2 && run.second.target == 1'000'000;
               });
    })) << messages_.join("; ").toStdString();
    EXPECT_EQ(cell(0, kState), "training");
    EXPECT_EQ(cell(1, kState), "training");
    action("sweepPauseAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active(); }));
    ASSERT_TRUE(waitFor([this] { return cell(1, kState) == "begun"; }));
    for (const TrialState& state : sweep_.view().states) {
        EXPECT_GT(state.steps, 2) << "saved";
        EXPECT_EQ(state.problem, "");
    }
}

TEST_F(SweepPaneTest, ASweepThatIsThereIsShownAndGoneOnWith) {
    askFor("8, 4");
    run();
    const fs::path sweep = folder_.root() / "sweep";
    fs::remove_all(sweep / "runs" / "latent-4_seed-1");
    set<QSpinBox>("sweepSteps")->setValue(99);
    pane_->openSweep(folder_.path("sweep"));
    ASSERT_TRUE(waitFor([this] { return cell(1, kState) == "waiting"; }));
    EXPECT_EQ(set<QSpinBox>("sweepSteps")->value(), 2) << "what it tries is shown";
    EXPECT_TRUE(headline().contains("Continue"));
    pictures_.reset();  // it has its own
    action("sweepContinueAction")->trigger();
    ASSERT_TRUE(waitFor([this] { return !sweep_.active() && sweep_.view().complete; }));
    EXPECT_EQ(cell(1, kState), "done");
}

TEST_F(SweepPaneTest, AFinishedSweepTakesMoreValues) {
    askFor("8");
    run();
    EXPECT_FALSE(action("sweepContinueAction")->isVisible());
    const auto written = fs::last_write_time(folder_.root() / "sweep" / "runs" / "latent-8_seed-1" /
                                             "generator.safetensors");
    set<QLineEdit>("sweepValues1")->setText("8, 4");
    emit set<QLineEdit>("sweepValues1")->textEdited("8, 4");
    ASSERT_TRUE(action("sweepContinueAction")->isVisible());
    action("sweepContinueAction")->trigger();
    ASSERT_TRUE(waitFor([this] {
        return !sweep_.active() && sweep_.view().complete && sweep_.view().trials.size() == 2;
    }));
    EXPECT_EQ(cell(1, 0), "latent 4");
    EXPECT_EQ(cell(1, kState), "done");
    EXPECT_EQ(fs::last_write_time(folder_.root() / "sweep" / "runs" / "latent-8_seed-1" /
                                  "generator.safetensors"),
              written)
        << "what was done is left alone";
}

TEST_F(SweepPaneTest, AFolderWithoutASweepSaysSo) {
    pane_->openSweep(folder_.path("nowhere"));
    ASSERT_TRUE(waitFor([this] {
        return set<QLabel>("sweepHint")->text().contains("nowhere: there is no sweep");
    }));
    EXPECT_TRUE(set<QLabel>("sweepHint")->isVisible());
    choosePictures();
    EXPECT_TRUE(action("sweepStartAction")->isEnabled());
}

TEST_F(SweepPaneTest, NoSecondSweepInAFolder) {
    ASSERT_TRUE(SweepFolder(folder_.root() / "sweep").writePlan(pane_->setup()->plan()));
    choosePictures();
    action("sweepStartAction")->trigger();
    EXPECT_FALSE(sweep_.active());
    ASSERT_FALSE(messages_.isEmpty());
    EXPECT_TRUE(messages_.last().contains("There is a sweep in"));
}

class SweepWindowTest : public WindowFixture {};

TEST_F(SweepWindowTest, ASweepAndATrainingRunKeepApart) {
    const TrainingFolder folder(0);
    auto* action = childOf<QAction>(*window_, "sweepDockAction");
    action->trigger();
    EXPECT_TRUE(childOf<QDockWidget>(*window_, "sweepDock")->isVisible());
    auto* training_pane = childOf<TrainingPane>(*window_, "trainingPane");
    training_pane->useSketchFaces();
    auto* start = childOf<QAction>(*window_, "sweepStartAction");
    ASSERT_TRUE(waitFor([&] { return start->isEnabled(); }));
    auto& training = *window_->findChild<TrainingController*>();
    training.start(folder.request("run", 1'000'000), SketchPictures{16, 1, 32});
    EXPECT_FALSE(start->isEnabled());
    EXPECT_TRUE(childOf<QLabel>(*window_, "sweepHeadline")->text().contains("A run goes on"));
    ASSERT_TRUE(waitFor([&] { return training.progress().step > 0; })) << message().toStdString();
    training.stop();
    ASSERT_TRUE(waitFor([&] { return !training.active(); }));
    EXPECT_TRUE(start->isEnabled());

    auto& sweep = *window_->findChild<SweepController*>();
    sweep.setProgram({});
    SweepPlan plan;
    plan.base = folder.request("x", 1'000'000).options;
    plan.axes = {{"latent", {"8"}}};
    plan.seeds = 1;
    sweep.start(folder.root() / "sweep", plan, SketchPictures{200, 1, 32}, 1);
    EXPECT_FALSE(training_pane->trainAction()->isEnabled());
    training_pane->train();
    EXPECT_FALSE(training.active()) << "not by any other way either";
    EXPECT_TRUE(childOf<QLabel>(*window_, "runHeadline")->text().contains("Sweep") ||
                childOf<QLabel>(*window_, "runDetail")->text().contains("Saved in"));
    ASSERT_TRUE(waitFor([&] { return !sweep.underWay().empty(); })) << message().toStdString();
    // Closing the window saves the run first.
    window_->close();
    EXPECT_TRUE(window_->isVisible());
    ASSERT_TRUE(waitFor([&] { return !window_->isVisible(); }));
    EXPECT_FALSE(sweep.active());
}

TEST_F(SweepWindowTest, ASweepsFolderIsOpenedInItsPane) {
    SweepPlan plan;
    plan.base.steps = 5;
    plan.axes = {{"latent", {"8", "4"}}};
    ASSERT_TRUE(SweepFolder(fs::path(file("sweep").toStdString())).writePlan(plan));
    drop(file("sweep"));
    EXPECT_TRUE(childOf<QDockWidget>(*window_, "sweepDock")->isVisible());
    auto* table = childOf<QTreeView>(*window_, "sweepRuns");
    EXPECT_TRUE(waitFor([&] { return table->model()->rowCount() == 6; }));
}

}  // namespace
}  // namespace faceloom
