// The timeline of a run: by its slider, its keys and its buttons, alone and in the whole window.
#include "core/train/timeline.h"

#include "core/base/png_file.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "core/train/timeline_faces.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/base/image_convert.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/timeline/timeline_slider.h"
#include "ui/training/preview_view.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// A finished run with points at steps 2, 4, 6 and 8, of which 4 was the best.
class Runs {
public:
    [[nodiscard]] RunRequest request(const char* name) const {
        RunRequest request = folder_.request(name, 8);
        request.options.checkpoint_every = 2;
        request.options.learning_rate = 0.01;
        return request;
    }
    [[nodiscard]] fs::path trained(const char* name) const {
        const RunRequest wanted = request(name);
        const auto pictures = openSketchFaces({16, 1, 32}, {});
        TrainObserver observer;
        if (!pictures || !runTraining(*pictures, wanted, {}, observer)) qFatal("no run");
        const auto measures = RunFolder(wanted.run_folder).measuresFile();
        for (const auto& [step, distance] :
             {std::pair(2, 0.3), std::pair(4, 0.1), std::pair(8, 0.2)})
            if (!addMeasure(measures, {step, {{kKernelDistance, distance}}})) qFatal("no measure");
        return wanted.run_folder;
    }
    [[nodiscard]] QString path(const char* name) const { return folder_.path(name); }

private:
    TrainingFolder folder_{0};
};

std::vector<QImage> facesOf(const fs::path& run, std::int64_t step) {
    const auto timeline = readTimeline(RunFolder(run));
    const auto faces = facesAt(*timeline->at(step), timeline->run.options.seed);
    std::vector<QImage> images;
    for (const RgbImage& face : *faces)
        images.push_back(toQImage(face));
    return images;
}

class TimelinePaneTest : public testing::Test {
protected:
    TimelinePaneTest() {
        QObject::connect(&timeline_, &TimelineController::messageRaised,
                         [this](const QString& text) { messages_ << text; });
        pane_.resize(700, 280);
        pane_.show();
    }
    void open(const fs::path& run) {
        timeline_.open(run);
        ASSERT_TRUE(waitFor([&] { return timeline_.timeline().folder == run; }));
    }
    [[nodiscard]] TimelineSlider* slider(const char* name = "timelineSlider") const {
        return childOf<TimelineSlider>(pane_, name);
    }
    [[nodiscard]] PreviewView* faces(const char* name = "timelineFaces") const {
        return childOf<PreviewView>(pane_, name);
    }
    [[nodiscard]] QString words() const { return childOf<QLabel>(pane_, "timelineWords")->text(); }
    [[nodiscard]] QAction* action(const char* name) const { return childOf<QAction>(pane_, name); }
    [[nodiscard]] bool shows(const std::vector<QImage>& wanted,
                             const char* name = "timelineFaces") {
        return waitFor([&] { return faces(name)->faces() == wanted; });
    }

    Runs runs_;
    QStringList messages_;
    TimelineController timeline_;
    TimelinePane pane_{&timeline_};
};

TEST_F(TimelinePaneTest, EmptyItSaysWhatToDo) {
    EXPECT_TRUE(faces()->empty());
    EXPECT_FALSE(childOf(pane_, "timelineExploreActionButton")->isVisible());
    const QImage shown = pane_.grab().toImage();
    EXPECT_FALSE(shown.isNull());
    timeline_.open(runs_.path("nowhere").toStdString());
    EXPECT_TRUE(waitFor([&] { return timeline_.problem().contains("nowhere"); }));
    EXPECT_TRUE(messages_.isEmpty());
}

TEST_F(TimelinePaneTest, TheKeysGoFromPointToPoint) {
    const fs::path run = runs_.trained("run");
    open(run);
    ASSERT_EQ(slider()->maximum(), 3);
    EXPECT_EQ(slider()->value(), 3);
    EXPECT_EQ(slider()->best(), 1);
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(words().startsWith("Step 8 of 8 · epoch 2")) << words().toStdString();
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 6)));
    EXPECT_EQ(faces()->caption(), "Step 6");
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 4)));
    EXPECT_TRUE(words().contains("best")) << words().toStdString();
    EXPECT_TRUE(words().contains("0.1"));
    EXPECT_EQ(slider()->accessibleDescription(), words());
    QTest::keyClick(slider(), Qt::Key_Home);
    EXPECT_TRUE(shows(facesOf(run, 2)));
    EXPECT_FALSE(words().contains("best"));
    EXPECT_EQ(pane_.point()->step, 2);
}

TEST_F(TimelinePaneTest, APressGoesToThePointThere) {
    open(runs_.trained("run"));
    QTest::mouseClick(slider(), Qt::LeftButton, {},
                      QPoint(slider()->width() / 3, slider()->height() / 2));
    EXPECT_EQ(slider()->value(), 1);
    QTest::mouseClick(slider(), Qt::LeftButton, {}, QPoint(2, slider()->height() / 2));
    EXPECT_EQ(slider()->value(), 0);
}

TEST_F(TimelinePaneTest, TwoPointsStandSideBySide) {
    const fs::path run = runs_.trained("run");
    open(run);
    EXPECT_FALSE(faces("timelineOtherFaces")->isVisible());
    QTest::mouseClick(childOf(pane_, "timelineCompareActionButton"), Qt::LeftButton);
    EXPECT_TRUE(faces("timelineOtherFaces")->isVisible());
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(shows(facesOf(run, 2), "timelineOtherFaces"));
    QTest::keyClick(slider("timelineOtherSlider"), Qt::Key_Right);
    EXPECT_TRUE(shows(facesOf(run, 4), "timelineOtherFaces"));
    EXPECT_EQ(faces("timelineOtherFaces")->caption(), "Step 4");
    // The buttons mean the one that was moved last, and say so.
    EXPECT_EQ(pane_.point()->step, 4);
    EXPECT_TRUE(childOf<QLabel>(pane_, "timelineAbout")->text().contains("4"));
    QTest::mouseClick(childOf(pane_, "timelineCompareActionButton"), Qt::LeftButton);
    EXPECT_FALSE(faces("timelineOtherFaces")->isVisible());
    EXPECT_EQ(pane_.point()->step, 8);
}

TEST_F(TimelinePaneTest, APointStaysWhenOthersComeAndWhenItGoesTheOneBeforeIsShown) {
    const fs::path run = runs_.trained("run");
    open(run);
    QTest::keyClick(slider(), Qt::Key_Left);
    ASSERT_EQ(pane_.point()->step, 6);
    const RunFolder folder(run);
    // Written into the folder by whoever trains there.
    fs::copy_file(folder.checkpointFile(8), folder.checkpointFile(10));
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 4; }));
    EXPECT_EQ(pane_.point()->step, 6);
    fs::remove(folder.checkpointFile(6));
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 3; }));
    EXPECT_EQ(pane_.point()->step, 4);
    EXPECT_TRUE(shows(facesOf(run, 4)));
}

TEST_F(TimelinePaneTest, APointWithoutItsPictureIsDrawn) {
    const fs::path run = runs_.trained("run");
    fs::remove(RunFolder(run).sampleFile(4));
    open(run);
    slider()->setValue(1);
    ASSERT_TRUE(waitFor([&] { return faces()->caption() == "Step 4"; }));
    EXPECT_EQ(faces()->faces().size(), 36U);
}

TEST_F(TimelinePaneTest, LiveAtTheNewestAndNotBefore) {
    const fs::path run = runs_.trained("run");
    timeline_.setRunning(run, true);
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 3; }));
    const Preview preview{9, {36, RgbImage(32, 32, 77)}};
    timeline_.showLive(preview);
    EXPECT_TRUE(words().startsWith("Live · step 9")) << words().toStdString();
    ASSERT_EQ(faces()->faces().size(), 36U);
    EXPECT_EQ(faces()->faces()[0].pixelColor(3, 3).red(), 77);
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 6)));
    timeline_.showLive(preview);
    EXPECT_EQ(faces()->caption(), "Step 6");
    QTest::keyClick(slider(), Qt::Key_End);
    EXPECT_TRUE(words().startsWith("Live"));
    timeline_.setRunning(run, false);
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(words().startsWith("Step 8"));
}

TEST_F(TimelinePaneTest, ARunThatBeginsShowsItsFirstFaces) {
    timeline_.setRunning(runs_.path("to-come").toStdString(), true);
    EXPECT_TRUE(faces()->empty());
    timeline_.showLive({0, {36, RgbImage(32, 32, 5)}});
    EXPECT_EQ(faces()->faces().size(), 36U);
    EXPECT_FALSE(action("timelineExploreAction")->isEnabled());
    EXPECT_TRUE(messages_.isEmpty());
}

TEST_F(TimelinePaneTest, AModelAndFacesAreExported) {
    const fs::path run = runs_.trained("run");
    open(run);
    const fs::path model = runs_.path("model.safetensors").toStdString();
    timeline_.exportModel(4, model);
    EXPECT_TRUE(timeline_.busy());
    EXPECT_FALSE(action("timelineExportModelAction")->isEnabled());
    ASSERT_TRUE(waitFor([&] { return !timeline_.busy(); }));
    const auto studio = LatentStudio::open(model);
    ASSERT_TRUE(studio.has_value()) << studio.error().message;
    EXPECT_EQ(studio->info().step, 4);
    EXPECT_TRUE(messages_.last().contains("model.safetensors"));

    const fs::path sheet = runs_.path("faces.png").toStdString();
    timeline_.exportFaces(4, sheet);
    ASSERT_TRUE(waitFor([&] { return !timeline_.busy(); }));
    EXPECT_EQ(readPng(sheet)->width, 6 * 32);
    const auto carried = readProvenance(sheet);
    ASSERT_TRUE(carried.has_value()) << carried.error().message;
    EXPECT_EQ(carried->faces.size(), 36U);
    timeline_.exportFaces(4, fs::path(runs_.path("no").toStdString()) / "way" / "faces.png");
    ASSERT_TRUE(waitFor([&] { return !timeline_.busy(); }));
    EXPECT_TRUE(messages_.last().contains("way"));
}

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
    void answerRollBack() {
        QMessageBox* box = nullptr;
        ASSERT_TRUE(waitFor([&] {
            box = window_->findChild<QMessageBox*>("rollBackBox");
            return box != nullptr && box->isVisible();
        }));
        question_ = box->informativeText();
        QTest::mouseClick(childOf(*box, "rollBackYes"), Qt::LeftButton);
    }

    Runs runs_;
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
    // The grid shows the run's model as it is now.
    EXPECT_TRUE(waitFor([&] {
        return childOf<QLabel>(*window_, "modelLabel")->text().contains("safetensors, 4 steps");
    }));
}

TEST_F(TimelineWindowTest, ARunThatGoesOnIsStoppedFirst) {
    RunRequest request = runs_.request("going-on");
    request.options.steps = 1'000'000;
    training().start(request, SketchPictures{16, 1, 32});
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() >= 3; })) << message().toStdString();
    EXPECT_TRUE(childOf<QLabel>(*window_, "timelineWords")->text().startsWith("Live"));
    slider()->setValue(0);
    trigger("timelineRollBackAction");
    answerRollBack();
    EXPECT_TRUE(question_.contains("stopped first"));
    ASSERT_TRUE(waitFor([&] { return message().contains("step 2 again"); }));
    EXPECT_EQ(training().state(), SessionState::Stopped);
    EXPECT_EQ(RunFolder(request.run_folder).checkpointSteps(), (std::vector<std::int64_t>{2}));
    trigger("continueAction");
    ASSERT_TRUE(waitFor([&] { return training().progress().step >= 3; }))
        << message().toStdString();
    training().stop();
    ASSERT_TRUE(waitFor([&] { return !training().active(); }));
}

TEST_F(TimelineWindowTest, AnAlarmOffersTheWayBackToBeforeIt) {
    RunRequest request = runs_.request("alarmed");
    request.options.steps = 1'000'000;
    training().start(request, SketchPictures{16, 1, 32});
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() >= 3; })) << message().toStdString();
    emit training().alarmRaised(
        {AlarmKind::GeneratorCollapsed, 5, 3, "The 36 faces have become alike."});
    EXPECT_TRUE(message().contains("alike"));
    auto* back = childOf<QPushButton>(*window_, "messageAnswer1");
    EXPECT_EQ(back->text(), "Roll back to step 2") << "the newest before step 3";
    EXPECT_EQ(childOf<QPushButton>(*window_, "messageAnswer2")->text(), "Stop");
    QTest::mouseClick(back, Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return message().contains("step 2 again"); }))
        << message().toStdString();
    EXPECT_EQ(training().state(), SessionState::Stopped);
    EXPECT_EQ(RunFolder(request.run_folder).checkpointSteps(), (std::vector<std::int64_t>{2}));
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
    openRun(runs_.trained("run"));
    slider()->setValue(2);
    trigger("timelineExportModelAction");
    auto* dialog = childOf<QFileDialog>(*window_, "timelineModelDialog");
    EXPECT_TRUE(dialog->selectedFiles().front().endsWith("generator-6.safetensors"));
    emit dialog->fileSelected(runs_.path("six.safetensors"));
    ASSERT_TRUE(waitFor([&] { return message().contains("six.safetensors"); }));
    EXPECT_EQ(LatentStudio::open(runs_.path("six.safetensors").toStdString())->info().step, 6);
}

TEST(KeepSpace, IsAnOptionOfARunAlsoLater) {
    TrainingOptionsBox box;
    EXPECT_EQ(box.options().keep_space_mb, 1000);
    RunDescription run;
    run.options.keep_space_mb = 250;
    box.setExistingRun(run);
    auto* space = childOf<QSpinBox>(box, "keepSpace");
    EXPECT_EQ(space->value(), 250);
    EXPECT_TRUE(space->isEnabled());
    space->setValue(0);
    EXPECT_EQ(box.options().keep_space_mb, 0);
    EXPECT_EQ(space->text(), "the newest three only");
}

}  // namespace
}  // namespace faceloom
