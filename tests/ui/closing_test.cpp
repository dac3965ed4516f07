// Closing the window when something goes on or was not saved.
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/face_sets.h"
#include "ui/training_controller.h"
#include "ui/training_pane.h"

#include <QAction>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

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
    void saveAs(const QString& path) {
        QTest::keyClick(window_.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = childOf<QFileDialog>(*window_, "saveSessionDialog");
        emit dialog->fileSelected(path);
        dialog->close();
        ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("mine.faceloom"); }));
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

TEST_F(ClosingTest, ARunThatWasToGoOnDoesNotBeginInAClosedWindow) {
    startRun("run", 2);
    ASSERT_TRUE(saidEnd());
    const auto* pane = window_->findChild<TrainingPane*>();
    ASSERT_TRUE(waitFor([&] { return pane->continueAction()->text() == "Continue this run"; }));
    pane->continueAction()->trigger();  // looks into the folder first
    EXPECT_TRUE(window_->close());
    EXPECT_FALSE(waitFor([&] { return training().active(); }, 500));
}

}  // namespace
}  // namespace faceloom
