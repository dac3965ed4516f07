// A run as the window sees it: its signals, pause, resume, stop, and what goes wrong.
#include "ui/training/training_controller.h"

#include "tests/ui/training_support.h"
#include "tests/ui/ui_test_support.h"

#include <QSignalSpy>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

constexpr std::int64_t kEndless = 1'000'000;

class TrainingControllerTest : public testing::Test {
protected:
    TrainingControllerTest() {
        QObject::connect(&controller, &TrainingController::metricsAppended,
                         [this](const std::vector<StepMetrics>& rows) {
                             metrics.insert(metrics.end(), rows.begin(), rows.end());
                         });
        QObject::connect(&controller, &TrainingController::historyReplaced,
                         [this](const std::vector<StepMetrics>& rows) { metrics = rows; });
        QObject::connect(&controller, &TrainingController::stateChanged,
                         [this](SessionState state) { states.push_back(state); });
        QObject::connect(&controller, &TrainingController::previewArrived,
                         [this](const Preview& preview) { previews.push_back(preview); });
        QObject::connect(
            &controller, &TrainingController::messageRaised,
            [this](const QString& text, bool is_error) { (is_error ? errors : notices) << text; });
    }

    [[nodiscard]] TrainingPictures photographs() const {
        PrepareOptions options;
        options.images = folder.pictures();
        options.image_size = 32;
        return options;
    }

    [[nodiscard]] bool ended() {
        return waitFor([this] { return !controller.active(); });
    }

    TrainingFolder folder;
    std::vector<StepMetrics> metrics;
    std::vector<SessionState> states;
    std::vector<Preview> previews;
    QStringList errors;
    QStringList notices;
    TrainingController controller;
};

TEST_F(TrainingControllerTest, TellsEverythingOfARunInOrder) {
    QSignalSpy generators(&controller, &TrainingController::generatorWritten);
    QSignalSpy finished(&controller, &TrainingController::finished);
    controller.start(folder.request("run", 6), photographs());
    EXPECT_TRUE(controller.active());
    ASSERT_TRUE(ended());
    ASSERT_EQ(metrics.size(), 6U);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        EXPECT_EQ(metrics[i].step, static_cast<std::int64_t>(i + 1));
    }
    EXPECT_EQ(controller.progress().step, 6);
    EXPECT_EQ(states.front(), SessionState::Preparing);
    EXPECT_EQ(states.back(), SessionState::Finished);
    ASSERT_FALSE(previews.empty());
    EXPECT_EQ(previews.back().step, 6);
    EXPECT_EQ(previews.back().faces.size(), 36U);
    ASSERT_FALSE(generators.isEmpty());
    EXPECT_TRUE(std::filesystem::exists(generators.back()[0].toString().toStdString()));
    EXPECT_EQ(finished.size(), 1);
    EXPECT_TRUE(errors.isEmpty());
}

TEST_F(TrainingControllerTest, PausesResumesAndStops) {
    controller.start(folder.request("run", kEndless), photographs());
    ASSERT_TRUE(waitFor([this] { return metrics.size() >= 2; }));
    controller.pause();
    EXPECT_EQ(controller.state(), SessionState::Paused);  // answered at once
    const std::size_t at_pause = metrics.size();
    controller.resume();
    EXPECT_EQ(controller.state(), SessionState::Running);
    ASSERT_TRUE(waitFor([&] { return metrics.size() > at_pause + 2; }));
    controller.pause();
    controller.stop();
    EXPECT_NE(controller.state(), SessionState::Paused);
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Stopped);
    EXPECT_TRUE(std::filesystem::exists(controller.runFolder() / "generator.safetensors"));
}

TEST_F(TrainingControllerTest, ContinuedRunBringsItsHistory) {
    RunRequest request = folder.request("run", 4);
    controller.start(request, photographs());
    ASSERT_TRUE(ended());
    const auto first = metrics;
    request.resume = true;
    request.options.steps = 7;
    controller.start(request, photographs());
    ASSERT_TRUE(ended());
    ASSERT_EQ(metrics.size(), 7U);
    EXPECT_EQ(metrics[3].step, first[3].step);
    EXPECT_DOUBLE_EQ(metrics[3].g_loss, first[3].g_loss);
    controller.start(request, photographs());
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished);
    EXPECT_TRUE(notices.join(u' ').contains(QStringLiteral("complete")));
    EXPECT_TRUE(errors.isEmpty());
}

TEST_F(TrainingControllerTest, SkippedPicturesAreCountedAndNamed) {
    for (const char* name : {"broken1.png", "broken2.jpg", "broken3.png", "broken4.png"}) {
        std::ofstream(folder.pictures() / name) << "no picture";
    }
    controller.start(folder.request("run", 2), photographs());
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished);
    const QString told = notices.join(u' ');
    EXPECT_TRUE(told.contains(QStringLiteral("4 pictures were skipped"))) << told.toStdString();
    EXPECT_TRUE(told.contains(QStringLiteral("broken1.png")));
    EXPECT_TRUE(told.contains(QStringLiteral("and 1 more")));
}

TEST_F(TrainingControllerTest, FailuresAreToldAndAnotherRunCanStart) {
    PrepareOptions missing;
    missing.images = folder.root() / "nowhere";
    missing.image_size = 32;
    controller.start(folder.request("run", 2), missing);
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Failed);
    ASSERT_EQ(errors.size(), 1);
    EXPECT_TRUE(errors[0].contains(QStringLiteral("nowhere")));
    controller.start(folder.request("run", 2), photographs());
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished);
}

TEST_F(TrainingControllerTest, SketchFacesAreDrawnOnceAndUsedAgain) {
    SketchPictures sketch;
    sketch.count = 12;
    sketch.image_size = 32;
    controller.start(folder.request("one", 1), sketch);
    ASSERT_TRUE(ended());
    ASSERT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    const auto written = std::filesystem::last_write_time(sketchCacheFile(sketch));
    controller.start(folder.request("two", 1), sketch);
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished);
    EXPECT_EQ(std::filesystem::last_write_time(sketchCacheFile(sketch)), written);
}

TEST_F(TrainingControllerTest, ARunThatCannotBeSavedWaitsAndGoesOn) {
    std::vector<RunHold> holds;
    QObject::connect(&controller, &TrainingController::held,
                     [&](const RunHold& hold) { holds.push_back(hold); });
    controller.start(folder.request("run", kEndless), photographs());
    ASSERT_TRUE(waitFor([this] { return metrics.size() >= 2; }));
    std::filesystem::rename(folder.root() / "run", folder.root() / "away");
    ASSERT_TRUE(waitFor([this] { return controller.state() == SessionState::Holding; }));
    ASSERT_EQ(holds.size(), 1U);
    EXPECT_NE(holds[0].reason.find((folder.root() / "run").string()), std::string::npos);
    ASSERT_EQ(errors.size(), 1);
    EXPECT_TRUE(errors[0].contains(QStringLiteral("Training waits"))) << errors[0].toStdString();
    const std::size_t steps = metrics.size();
    std::filesystem::rename(folder.root() / "away", folder.root() / "run");
    ASSERT_TRUE(waitFor([&] { return metrics.size() > steps; }));
    EXPECT_EQ(controller.state(), SessionState::Running);
    EXPECT_TRUE(notices.filter(QStringLiteral("nothing was lost")).size() == 1);
    controller.stop();
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Stopped);
    EXPECT_EQ(errors.size(), 1);
}

TEST_F(TrainingControllerTest, ASecondRunInTheSameFolderIsRefusedByName) {
    controller.start(folder.request("run", kEndless), photographs());
    ASSERT_TRUE(waitFor([this] { return !metrics.empty(); }));
    TrainingController second;
    QStringList refusals;
    QObject::connect(&second, &TrainingController::messageRaised,
                     [&](const QString& text, bool is_error) {
                         if (is_error) refusals << text;
                     });
    second.start(folder.request("run", 5), photographs());
    ASSERT_TRUE(waitFor([&] { return !second.active(); }));
    EXPECT_EQ(second.state(), SessionState::Failed);
    ASSERT_EQ(refusals.size(), 1);
    EXPECT_TRUE(refusals[0].contains(QStringLiteral("is training in this folder")))
        << refusals[0].toStdString();
    controller.stop();
    ASSERT_TRUE(ended());
}

}  // namespace
}  // namespace faceloom
