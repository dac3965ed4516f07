// Closing the window when something goes on or was not saved.
#include "core/sweep/sweep_folder.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/explore/face_sets.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class ClosingTest : public WindowFixture {
protected:
    [[nodiscard]] TrainingController& training() const {
        return *window_->findChild<TrainingController*>();
    }
    void startRun(const char* name, std::int64_t steps) {
        training().start(folder_.request(name, steps), SketchPictures{16, 1, 32});
    }
    bool saidEnd() {
        return waitFor([&] { return !training().active(); });
    }

    TrainingFolder folder_{0};
};

TEST_F(ClosingTest, AClosingThatWasCalledOffDoesNotComeBackWithTheNextRun) {
    openModel(models_.model("small.safetensors", 1));
    saveAs(file("mine.faceloom"));
    window_->findChild<FaceSets*>()->setFormula("A");
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    startRun("first", 100'000);
    ASSERT_TRUE(waitFor([&] { return training().progress().step >= 2; }));
    EXPECT_FALSE(window_->close()) << "the run still goes on";
    ASSERT_TRUE(saidEnd());
    ASSERT_TRUE(waitFor([&] { return window_->findChild<QMessageBox*>("closeBox") != nullptr; }));
    QTest::mouseClick(childOf<QMessageBox>(*window_, "closeBox")->button(QMessageBox::Cancel),
                      Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return window_->findChild<QMessageBox*>("closeBox") == nullptr; }));

    startRun("second", 2);
    ASSERT_TRUE(saidEnd());
    QCoreApplication::processEvents();
    EXPECT_EQ(window_->findChild<QMessageBox*>("closeBox"), nullptr)
        << "nobody asked for the window to be closed";
    EXPECT_TRUE(window_->isVisible());
}

TEST_F(ClosingTest, WhatIsLostIsSaidBeforeTheWindowGoes) {
    startRun("gone", 100'000);
    ASSERT_TRUE(waitFor([&] { return training().progress().step >= 2; }));
    // Moved first: the run writes into it while it is emptied.
    std::filesystem::rename(folder_.request("gone", 1).run_folder, folder_.root() / "away");
    std::filesystem::remove_all(folder_.root() / "away");
    ASSERT_TRUE(waitFor([&] { return training().state() == SessionState::Holding; }));
    EXPECT_FALSE(window_->close());
    ASSERT_TRUE(saidEnd());
    EXPECT_EQ(training().state(), SessionState::Failed);
    ASSERT_TRUE(waitFor([&] { return message().contains("nothing of it had been saved"); }))
        << message().toStdString();
    EXPECT_TRUE(window_->isVisible());
    EXPECT_TRUE(window_->close());
}

TEST_F(ClosingTest, ARunThatWasToGoOnDoesNotBeginInAClosedWindow) {
    startRun("run", 2);
    ASSERT_TRUE(saidEnd());
    const auto* pane = window_->findChild<TrainingPane*>();
    ASSERT_TRUE(waitFor([&] { return pane->continueAction()->text() == "Continue this run"; }));
    pane->continueAction()->trigger();  // looks into the folder first
    EXPECT_TRUE(window_->close());
    EXPECT_FALSE(waitFor([&] { return training().active(); }, 500));
}

TEST_F(ClosingTest, TheWindowMayGoWhileAFieldIsEdited) {
    openModel(models_.model("small.safetensors", 1));
    click("face1");  // a card that shows it
    auto* truncation = childOf<QDoubleSpinBox>(*window_, "gridTruncation");
    truncation->setFocus();
    truncation->selectAll();
    QTest::keyClicks(truncation, QLocale().toString(0.5));
    auto* sets = window_->findChild<FaceSets*>();
    ASSERT_EQ(sets->truncation(), 1.0) << "not yet taken";
    double taken = 1;
    QObject::connect(sets, &FaceSets::gridChanged, [&] { taken = sets->truncation(); });
    window_.reset();  // as when the program ends with the window open
    EXPECT_EQ(taken, 0.5);
}

TEST_F(ClosingTest, TheWindowMayGoWithItsPanesFloating) {
    SweepPlan plan;
    plan.base = folder_.request("x", 2).options;
    plan.axes = {{"latent", {"4", "8"}}};
    ASSERT_TRUE(SweepFolder(folder_.root() / "sweep").writePlan(plan));
    for (auto* dock : window_->findChildren<QDockWidget*>())
        dock->setFloating(true);
    window_->openPath(folder_.path("sweep"));
    const auto* trials = childOf<QTreeView>(*window_, "sweepRuns");
    ASSERT_TRUE(waitFor([&] { return trials->model()->rowCount() > 0 && trials->isVisible(); }));
    window_.reset();
}

}  // namespace
}  // namespace faceloom
