// The training pane, used as a person would: buttons clicked, fields typed into, the rectangle
// dragged.
#include "ui/training/training_pane.h"

#include "tests/ui/training_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/training/crop_editor.h"
#include "ui/training/picture_source_box.h"
#include "ui/training/run_progress_box.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class TrainingPaneTest : public testing::Test {
protected:
    TrainingPaneTest() {
        pane.resize(400, 800);
        pane.show();
        QObject::connect(&pane, &TrainingPane::messageRaised,
                         [this](const QString& text, bool is_error) {
                             if (is_error) errors << text;
                         });
        QObject::connect(&controller, &TrainingController::messageRaised,
                         [this](const QString& text, bool is_error) {
                             if (is_error) errors << text;
                         });
    }

    void click(const char* name) {
        auto* button = childOf<QToolButton>(pane, name);
        ASSERT_TRUE(button->isEnabled()) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }

    void type(const char* name, const QString& text) {
        auto* field = childOf(pane, name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }

    // Pictures of 32 pixels, four a step, kept in `run`.
    void chooseShortRun(int steps, const char* run) {
        pane.openPictures(QString::fromStdString(folder.pictures().string()));
        ASSERT_TRUE(waitFor([this] { return pane.pictureSource()->count() == 24; }));
        type("trainLength", QString::number(steps));
        QTest::keyClick(childOf<QComboBox>(pane, "trainLengthUnit"), Qt::Key_Down);
        click("moreOptions");
        QTest::keyClick(childOf<QComboBox>(pane, "imageSize"), Qt::Key_Up);
        type("batchSize", QStringLiteral("4"));
        type("latentSize", QStringLiteral("8"));
        if (run != nullptr) type("runFolder", folder.path(run));
    }

    [[nodiscard]] bool ended() {
        return waitFor([this] { return !controller.active(); });
    }
    [[nodiscard]] QString headline() const { return childOf<QLabel>(pane, "runHeadline")->text(); }

    TrainingFolder folder;
    QStringList errors;
    TrainingController controller;
    TrainingPane pane{&controller};
};

TEST_F(TrainingPaneTest, SaysWhatToDoFirst) {
    EXPECT_FALSE(pane.trainAction()->isEnabled());
    EXPECT_TRUE(headline().contains(QStringLiteral("Choose pictures")));
    click("useSketchFaces");
    EXPECT_TRUE(pane.trainAction()->isEnabled());
    EXPECT_TRUE(waitFor([this] { return pane.pictureSource()->count() > 0; }));
    EXPECT_TRUE(headline().contains(QStringLiteral("Train")));
}

TEST_F(TrainingPaneTest, TrainsWithWhatWasTyped) {
    chooseShortRun(3, "run");
    click("trainActionButton");
    EXPECT_TRUE(controller.active());
    EXPECT_FALSE(childOf(pane, "runFolder")->isEnabled());
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    const auto run = RunFolder(folder.root() / "run").readDescription();
    ASSERT_TRUE(run.has_value());
    EXPECT_EQ(run->options.steps, 3);
    EXPECT_EQ(run->options.batch, 4);
    EXPECT_EQ(run->options.network.latent_size, 8);
    EXPECT_EQ(run->options.network.imageSize(), 32);
    EXPECT_EQ(run->data_count, 24U);
    EXPECT_EQ(run->data_name, "pictures");
    EXPECT_TRUE(headline().startsWith(QStringLiteral("Finished")));
    EXPECT_EQ(childOf<QProgressBar>(pane, "runProgressBar")->value(), 1000);
}

TEST_F(TrainingPaneTest, PauseResumeStopAndContinueByTheButtons) {
    chooseShortRun(100'000, "run");
    click("trainActionButton");
    ASSERT_TRUE(waitFor([this] { return controller.progress().step >= 1; }));
    auto* pause = childOf<QToolButton>(pane, "pauseActionButton");
    auto* resume = childOf<QToolButton>(pane, "resumeActionButton");
    EXPECT_FALSE(resume->isVisible());
    EXPECT_FALSE(childOf<CropEditor>(pane, "cropEditor")->isEditable());
    EXPECT_FALSE(childOf(pane, "chooseFolder")->isEnabled());
    EXPECT_TRUE(childOf(pane, "nextSample")->isEnabled());
    click("pauseActionButton");
    EXPECT_EQ(controller.state(), SessionState::Paused);
    EXPECT_FALSE(pause->isVisible());
    EXPECT_TRUE(resume->isVisible());
    EXPECT_TRUE(headline().startsWith(QStringLiteral("Paused")));
    click("resumeActionButton");
    EXPECT_EQ(controller.state(), SessionState::Running);
    click("stopActionButton");
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Stopped);
    EXPECT_TRUE(childOf<CropEditor>(pane, "cropEditor")->isEditable());
    EXPECT_TRUE(childOf<QLabel>(pane, "runDetail")->text().contains(QStringLiteral("run")));

    const std::int64_t stopped_at = controller.progress().step;
    type("trainLength", QString::number(stopped_at + 2));
    click("continueActionButton");
    ASSERT_TRUE(waitFor([this] { return controller.active(); }));
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    EXPECT_EQ(controller.progress().step, stopped_at + 2);
}

TEST_F(TrainingPaneTest, SaysWhatItWaitsForAndStopsAllTheSame) {
    chooseShortRun(100'000, "run");
    click("trainActionButton");
    ASSERT_TRUE(waitFor([this] { return controller.progress().step >= 1; }));
    std::filesystem::rename(folder.root() / "run", folder.root() / "away");
    ASSERT_TRUE(waitFor([this] { return controller.state() == SessionState::Holding; }));
    EXPECT_EQ(headline(), QStringLiteral("Waiting: run cannot be written"));
    EXPECT_TRUE(childOf<QLabel>(pane, "runDetail")
                    ->text()
                    .contains(QStringLiteral("Training goes on by itself when this works again.")));
    EXPECT_FALSE(childOf(pane, "pauseActionButton")->isEnabled());
    click("stopActionButton");
    ASSERT_TRUE(ended());
    EXPECT_EQ(controller.state(), SessionState::Failed);
    EXPECT_TRUE(errors.last().contains(QStringLiteral("had been saved")))
        << errors.last().toStdString();
}

TEST(RunProgress, SaysPlainlyThatTheDiskIsFull) {
    RunProgressBox box;
    box.setRunFolder("/home/someone/run-3");
    box.showHold(
        {"/home/someone/run-3", "/home/someone/run-3/losses.csv: cannot be written: full", true});
    box.showState(SessionState::Holding);
    EXPECT_EQ(childOf<QLabel>(box, "runHeadline")->text(),
              QStringLiteral("Waiting: no space left on the disk of run-3"));
    EXPECT_EQ(childOf<QLabel>(box, "runDetail")->text(),
              QStringLiteral("Training goes on by itself when there is room."));
    box.showState(SessionState::Running);
    EXPECT_FALSE(childOf<QLabel>(box, "runHeadline")->text().contains(QStringLiteral("Waiting")));
}

TEST(RunProgress, DoesNotSayThatARunWasSavedThatEndedWithAnError) {
    RunProgressBox box;
    box.setRunFolder("/home/someone/run-3");
    RunProgress progress;
    progress.step = 5;
    progress.total_steps = 10;
    box.showProgress(progress);
    const auto* detail = childOf<QLabel>(box, "runDetail");
    box.showState(SessionState::Stopped);
    EXPECT_TRUE(detail->text().startsWith(QStringLiteral("Saved in")));
    box.showState(SessionState::Failed);
    EXPECT_FALSE(detail->text().contains(QStringLiteral("Saved in")));
    EXPECT_TRUE(detail->text().startsWith(QStringLiteral("What was saved before is in <a href=")));
    EXPECT_TRUE(detail->text().contains(QStringLiteral(">run-3</a>")));
}

TEST_F(TrainingPaneTest, FolderWithARunOffersToContinueIt) {
    chooseShortRun(2, "run");
    click("trainActionButton");
    ASSERT_TRUE(ended());

    TrainingPane other(&controller);
    other.show();
    other.openRun(folder.path("run"));
    auto* latent = childOf<QSpinBox>(other, "latentSize");
    ASSERT_TRUE(waitFor([&] { return !latent->isEnabled(); }));
    EXPECT_EQ(latent->value(), 8);
    EXPECT_FALSE(other.trainAction()->isEnabled());
    EXPECT_TRUE(other.continueAction()->isEnabled());
    auto* name = childOf<QLineEdit>(other, "runFolder");
    name->setFocus();
    QTest::keyClick(name, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(name, Qt::Key_Delete);
    EXPECT_TRUE(latent->isEnabled());
}

TEST_F(TrainingPaneTest, EachRunGetsAFolderOfItsOwnWhenNoneIsNamed) {
    const QString first = TrainingOptionsBox::newRunFolder();
    EXPECT_TRUE(
        first.startsWith(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)));
    EXPECT_TRUE(first.contains(QStringLiteral("Faceloom/run-")));
    EXPECT_FALSE(std::filesystem::exists(first.toStdString()));
}

TEST_F(TrainingPaneTest, DraggedRectangleIsWhatIsCutOut) {
    pane.openPictures(QString::fromStdString(folder.pictures().string()));
    auto* editor = childOf<CropEditor>(pane, "cropEditor");
    ASSERT_TRUE(waitFor([&] { return !editor->crop().isEmpty(); }));
    EXPECT_EQ(editor->crop(), QRect(0, 0, 48, 48));
    auto crop = [this] { return std::get<PrepareOptions>(*pane.pictureSource()->pictures()).crop; };
    EXPECT_FALSE(crop().has_value());  // as suggested: nothing is fixed

    QTest::mousePress(editor, Qt::LeftButton, {}, editor->toWidget({48, 48}).toPoint());
    const QPointF end = editor->toWidget({40, 40});
    QMouseEvent move(QEvent::MouseMove, end, editor->mapToGlobal(end), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(editor, &move);
    QTest::mouseRelease(editor, Qt::LeftButton, {}, end.toPoint());
    ASSERT_TRUE(crop().has_value());
    EXPECT_EQ(crop()->reference_width, 48);
    EXPECT_EQ(crop()->width, crop()->height);
    EXPECT_NEAR(crop()->width, 40, 1);

    const CropRect dragged = *crop();
    click("nextSample");
    EXPECT_TRUE(waitFor([this] {
        return childOf<QLabel>(pane, "cropText")->text().startsWith(QStringLiteral("face01"));
    }));
    EXPECT_EQ(*crop(), dragged);
    EXPECT_EQ(editor->crop().width(), static_cast<int>(dragged.width));
    click("resetCrop");
    EXPECT_FALSE(crop().has_value());
}

TEST_F(TrainingPaneTest, FaceFinderWithoutItsFilesSaysSo) {
    pane.openPictures(QString::fromStdString(folder.pictures().string()));
    ASSERT_TRUE(waitFor([this] { return pane.pictureSource()->count() > 0; }));
    QTest::keyClick(childOf<QComboBox>(pane, "faceFinding"), Qt::Key_End);
    type("mtcnnFolder", folder.path("no-networks"));
    EXPECT_TRUE(waitFor([this] {
        return childOf<QLabel>(pane, "cropText")->text().contains(QStringLiteral("no-networks"));
    }));
    EXPECT_EQ(std::get<PrepareOptions>(*pane.pictureSource()->pictures()).detect,
              DetectorKind::Mtcnn);
}

TEST_F(TrainingPaneTest, FolderWithoutPicturesIsToldAndNotKept) {
    std::filesystem::create_directories(folder.root() / "empty");
    pane.openPictures(folder.path("empty"));
    ASSERT_TRUE(waitFor([this] { return !errors.isEmpty(); }));
    EXPECT_TRUE(errors[0].contains(QStringLiteral("empty")));
    EXPECT_FALSE(pane.trainAction()->isEnabled());
}

TEST_F(TrainingPaneTest, DecodingCanBeStopped) {
    chooseShortRun(2, "run");
    click("trainActionButton");
    click("stopActionButton");
    ASSERT_TRUE(ended());
    EXPECT_TRUE(controller.state() == SessionState::Stopped);
    EXPECT_TRUE(errors.isEmpty());
}

TEST(TimeLeft, IsSaidInWords) {
    EXPECT_EQ(timeLeftInWords(-1), QString());
    EXPECT_EQ(timeLeftInWords(20), QStringLiteral("less than a minute left"));
    EXPECT_EQ(timeLeftInWords(70), QStringLiteral("about a minute left"));
    EXPECT_EQ(timeLeftInWords(12 * 60), QStringLiteral("about 12 minutes left"));
    EXPECT_EQ(timeLeftInWords(5.2 * 3600), QStringLiteral("about 5 hours left"));
    EXPECT_EQ(timeLeftInWords(72 * 3600.0), QStringLiteral("about 3 days left"));
}

}  // namespace
}  // namespace faceloom
