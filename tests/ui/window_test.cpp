// The whole window with small models: opening, picking, exporting, closing.
#include "app/main_window.h"
#include "core/train/run_folder.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/base/message_bar.h"
#include "ui/explore/export_dialog.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/latent_controller.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSlider>
#include <QStackedWidget>
#include <QTest>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class WindowTest : public WindowFixture {
protected:
    void drop(const std::filesystem::path& path) {
        WindowFixture::drop(QString::fromStdString(path.string()));
    }
    void dropModel(const std::string& name, std::uint64_t seed) {
        const QImage before = face("face1");
        drop(models_.model(name, seed));
        ASSERT_TRUE(waitFor([&] { return face("face1") != before; }));
    }
    // Starts a run that would go on for long.
    void startRun(const std::filesystem::path& folder) {
        RunRequest request;
        request.options.batch = 4;
        request.options.steps = 100'000;
        request.options.preview_every = 0;
        request.options.checkpoint_every = 1;
        request.options.network.generator_widths = {16, 8, 8};
        request.options.network.discriminator_widths = {8, 8, 8, 8};
        request.run_folder = folder;
        request.data_name = "sketch faces";
        training().start(request, SketchPictures{16, 1, 32});
    }
    [[nodiscard]] TrainingController& training() const {
        return *window_->findChild<TrainingController*>();
    }
};

TEST_F(WindowTest, TheFirstStartSaysWhatToDo) {
    EXPECT_TRUE(childOf(*window_, "welcomeSketch")->isVisible());
    EXPECT_FALSE(childOf(*window_, "faceGrid")->isVisible());
    EXPECT_FALSE(childOf<QAction>(*window_, "exportAction")->isEnabled());
}

TEST_F(WindowTest, ADroppedModelOpensAndIsRemembered) {
    dropModel("small.safetensors", 1);
    EXPECT_TRUE(childOf(*window_, "faceGrid")->isVisible());
    EXPECT_TRUE(childOf<QLabel>(*window_, "modelLabel")->text().contains("small.safetensors"));
    EXPECT_EQ(window_->windowTitle(), "small – Faceloom") << "no run's";
    auto* recent = childOf<QMenu>(*window_, "recentMenu");
    emit recent->aboutToShow();
    EXPECT_TRUE(recent->actions().front()->text().endsWith("small.safetensors"));
}

TEST_F(WindowTest, ALayoutThatWasNeverShownIsNotTriedAgain) {
    auto* training = childOf<QDockWidget>(*window_, "trainingDock");
    training->hide();
    window_->close();
    makeWindow();
    EXPECT_FALSE(childOf<QDockWidget>(*window_, "trainingDock")->isVisible()) << "as it was left";
    window_->close();
    window_.reset();
    QSettings().setValue("window/showing", true);  // the program ended before the window stood
    makeWindow();
    EXPECT_TRUE(childOf<QDockWidget>(*window_, "trainingDock")->isVisible());
    EXPECT_TRUE(message().contains("layout")) << message().toStdString();
    EXPECT_TRUE(waitFor([] { return !QSettings().contains("window/showing"); }));
    makeWindow();  // though the window before was not closed
    EXPECT_TRUE(childOf<QDockWidget>(*window_, "trainingDock")->isVisible());
    EXPECT_FALSE(message().contains("layout")) << message().toStdString();
}

// With 1280 × 720 pixels, of which the desktop and the frame take some, and with larger letters.
TEST_F(WindowTest, FitsASmallScreenWhicheverPaneIsInFront) {
    const QFont usual = QApplication::font();
    for (const int points : {9, 11}) {
        QFont font = usual;
        font.setPointSize(points);
        QApplication::setFont(font);
        window_.reset();
        makeWindow();
        dropModel("small.safetensors", 1);
        for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
            dock->show();
            dock->raise();
            QCoreApplication::processEvents();
            const QSize least = window_->minimumSizeHint();
            const auto name = fmt::format("{} {}", points, dock->objectName().toStdString());
            EXPECT_LE(least.width(), points == 9 ? 1200 : 1280) << name;
            EXPECT_LE(least.height(), points == 9 ? 650 : 680) << name;
        }
        EXPECT_LE(window_->width(), points == 9 ? 1200 : 1280) << points;
    }
    QApplication::setFont(usual);
}

// One pane that asks for much height takes it from the faces, whichever pane is in front.
TEST_F(WindowTest, TheBottomPanesLeaveTheFacesRoom) {
    window_->resize(1400, 900);
    startRun(models_.root() / "run");
    ASSERT_TRUE(waitFor([&] { return tile("face1")->isVisible(); }));
    training().stop();
    ASSERT_TRUE(waitFor([&] { return !training().active(); }));
    for (QDockWidget* dock : window_->findChildren<QDockWidget*>()) {
        if (window_->dockWidgetArea(dock) != Qt::BottomDockWidgetArea) continue;
        EXPECT_LE(dock->minimumSizeHint().height(), 290) << dock->windowTitle().toStdString();
    }
    EXPECT_TRUE(waitFor([&] { return tile("face1")->width() >= 64; }, 5000))
        << tile("face1")->width();
}

TEST_F(WindowTest, ABrokenModelIsSaidAndTheOldOneStays) {
    dropModel("small.safetensors", 1);
    const QImage before = face("face1");
    const auto broken = models_.root() / "broken.safetensors";
    std::ofstream(broken) << "x";
    drop(broken);
    ASSERT_TRUE(waitFor([&] { return message().contains("broken.safetensors"); }));
    EXPECT_EQ(face("face1"), before);
    window_->openPath("/no/such/model.safetensors");
    EXPECT_TRUE(message().contains("no/such")) << message().toStdString();
}

TEST_F(WindowTest, AModelThatDoesNotOpenDoesNotEndTheFollowingOfARun) {
    std::ofstream((models_.root() / "broken.safetensors")) << "x";
    window_->openPath(file("broken.safetensors"));
    ASSERT_TRUE(waitFor([&] { return message().contains("broken.safetensors"); }));
    const TrainingFolder folder(0);
    auto* training = window_->findChild<TrainingController*>();
    training->start(folder.request("run", 2), SketchPictures{16, 1, 32});
    EXPECT_TRUE(waitFor([&] { return !face("face1").isNull(); })) << "the run's faces";
    ASSERT_TRUE(waitFor([&] { return !training->active(); }));
}

// Beside a run the faces of another seed take a while; what is seen until then is another face.
TEST_F(WindowTest, UntilNewFacesAreDrawnTheOldOnesAreNotTakenForThem) {
    dropModel("small.safetensors", 1);
    const auto* sets = window_->findChild<FaceSets*>();
    const auto* latents = window_->findChild<LatentController*>();
    EXPECT_TRUE(latents->drawn());
    click("newFacesButton");
    click("face5");
    EXPECT_TRUE(sets->set(0).members.empty());
    EXPECT_FALSE(latents->face(5));
    childOf<QAction>(*window_, "exportAction")->trigger();
    EXPECT_EQ(window_->findChild<ExportDialog*>(), nullptr);
    ASSERT_TRUE(waitFor([&] { return latents->drawn(); }));
    EXPECT_TRUE(waitFor([&] { return window_->findChild<ExportDialog*>() != nullptr; }))
        << "it comes with them";
    click("face5");
    EXPECT_EQ(sets->set(0).members.size(), 1U);
}

TEST_F(WindowTest, PickingAddingAndSlidingByMouseAndKeys) {
    dropModel("small.safetensors", 1);
    click("face5");
    QTest::keyClick(window_.get(), Qt::Key_2);
    click("face9");
    QTest::keyClick(window_.get(), Qt::Key_3);
    click("face9");
    ASSERT_TRUE(waitFor([&] { return !face("arithmeticResult").isNull(); }));
    EXPECT_EQ(face("arithmeticResult"), face("face5")) << "5 − 9 + 9";
    EXPECT_EQ(face("setAverageB"), face("face9"));

    click("resultFromButton");
    click("pickToButton");
    click("face17");
    ASSERT_TRUE(waitFor([&] { return !face("stripFace10").isNull(); }));
    EXPECT_EQ(face("stripFace1"), face("face5"));
    EXPECT_EQ(face("stripFace10"), face("face17"));
    auto* slider = childOf<QSlider>(*window_, "pathSlider");
    QTest::keyClick(slider, Qt::Key_End);
    EXPECT_TRUE(waitFor([&] { return face("pathPicture") == face("face17"); }));
}

TEST_F(WindowTest, AFaceIsCopiedAndAResultIsKeptInTheHistory) {
    dropModel("small.safetensors", 1);
    QTest::mouseClick(childOf(*window_, "face7"), Qt::LeftButton);
    childOf<QAction>(*window_, "copyFaceAction")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->image().convertToFormat(face("face7").format()),
              face("face7"));
    childOf<QLineEdit>(*window_, "formulaEdit")->setText("A");
    emit childOf<QLineEdit>(*window_, "formulaEdit")->textEdited("A");
    auto* list = childOf<QListWidget>(*window_, "historyList");
    ASSERT_TRUE(waitFor([&] { return list->count() == 1; }));
    EXPECT_TRUE(list->item(0)->toolTip().contains("A is face 7"));
}

TEST_F(WindowTest, NewFacesCanBeUndone) {
    dropModel("small.safetensors", 1);
    const QImage before = face("face1");
    QTest::keyClick(window_.get(), Qt::Key_N, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return face("face1") != before; }));
    QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(waitFor([&] { return face("face1") == before; }));
}

TEST_F(WindowTest, DocksAndWholePixelsAreRemembered) {
    childOf<QDockWidget>(*window_, "setsDock")->hide();
    childOf<QAction>(*window_, "wholePixelsAction")->setChecked(true);
    EXPECT_TRUE(window_->close());
    makeWindow();
    EXPECT_TRUE(childOf<QDockWidget>(*window_, "setsDock")->isHidden());
    EXPECT_TRUE(childOf<QAction>(*window_, "wholePixelsAction")->isChecked());
}

TEST_F(WindowTest, EveryMenuActionAndControlSaysWhatItIs) {
    for (const QWidget* widget : window_->findChildren<QWidget*>()) {
        const bool control = widget->inherits("QAbstractButton") || widget->inherits("QLineEdit") ||
                             widget->inherits("QComboBox") || widget->inherits("QSlider");
        const QString name = widget->objectName();
        if (!control || name.isEmpty() || name.startsWith("qt_")) continue;
        if (widget->parent()->inherits("QTabBar")) continue;  // Qt's own
        EXPECT_FALSE(widget->toolTip().isEmpty()) << name.toStdString();
        const QString shown = widget->property("text").toString();
        EXPECT_FALSE(widget->accessibleName().isEmpty() && shown.isEmpty()) << name.toStdString();
    }
}

TEST_F(WindowTest, ARunStartedHereFillsTheGridAndClosingStopsItFirst) {
    startRun(models_.root() / "run");
    ASSERT_TRUE(waitFor([&] { return !face("face1").isNull(); })) << message().toStdString();
    EXPECT_FALSE(window_->close()) << "the run still goes on";
    EXPECT_TRUE(window_->isVisible());
    ASSERT_TRUE(waitFor([&] { return !window_->isVisible(); }));
    EXPECT_EQ(training().state(), SessionState::Stopped);
    EXPECT_FALSE(RunFolder(models_.root() / "run").checkpointSteps().empty());
}

TEST_F(WindowTest, ARunDoesNotReplaceAModelThatTheUserOpened) {
    dropModel("small.safetensors", 1);
    const QImage before = face("face1");
    startRun(models_.root() / "run");
    ASSERT_TRUE(waitFor([&] { return training().progress().step >= 3; }));
    training().stop();
    ASSERT_TRUE(waitFor([&] { return !training().active(); }));
    EXPECT_EQ(face("face1"), before);
}

}  // namespace
}  // namespace faceloom
