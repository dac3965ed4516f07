// The interpolation pane: ends by drop, slider and strip by mouse and keys.
#include "tests/ui/ui_test_support.h"
#include "ui/face_tile.h"
#include "ui/interpolation_pane.h"

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QUndoStack>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class InterpolationPaneTest : public testing::Test {
protected:
    InterpolationPaneTest() {
        QObject::connect(&pane_, &InterpolationPane::stripWanted,
                         [this](const std::vector<Latent>& latents) { strip_ = latents; });
        QObject::connect(&pane_, &InterpolationPane::positionWanted,
                         [this](const Latent& latent, bool) {
                             position_ = latent;
                             ++positions_;
                         });
        pane_.setLatentSize(4);
        pane_.resize(700, 240);
        pane_.show();
    }
    static PickedFace face(std::uint64_t seed, int size = 4) {
        QImage picture(32, 32, QImage::Format_RGB888);
        picture.fill(Qt::darkCyan);
        return {"face", sampleLatents(seed, 1, size).front(), picture};
    }
    static void drop(QWidget* tile, const PickedFace& dropped) {
        const auto data = toMimeData(dropped);
        const QPoint middle = tile->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tile, &enter);
        QDropEvent event(QPointF(middle), Qt::CopyAction, data.get(), Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(tile, &event);
    }
    void dropBoth() {
        drop(childOf(pane_, "fromTile"), face(1));
        drop(childOf(pane_, "toTile"), face(2));
    }

    QUndoStack undo_stack_;
    InterpolationPane pane_{&undo_stack_};
    std::vector<Latent> strip_;
    Latent position_;
    int positions_ = 0;
};

TEST(PickedFace, SurvivesDragAndDrop) {
    const PickedFace face{"face 7", {1.5F, -2.0F}, QImage(4, 4, QImage::Format_RGB888)};
    const auto read = pickedFaceFrom(toMimeData(face).get());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->label, face.label);
    EXPECT_EQ(read->latent, face.latent);
    EXPECT_EQ(read->picture.size(), face.picture.size());
    QMimeData broken;
    broken.setData("application/x-faceloom-face", "xx");
    EXPECT_FALSE(pickedFaceFrom(&broken));
    EXPECT_FALSE(pickedFaceFrom(nullptr));
}

TEST_F(InterpolationPaneTest, DroppedFacesBecomeTheEnds) {
    EXPECT_FALSE(childOf(pane_, "interpolationSlider")->isEnabled());
    dropBoth();
    EXPECT_TRUE(childOf(pane_, "interpolationSlider")->isEnabled());
    ASSERT_EQ(strip_.size(), 10U);
    EXPECT_EQ(strip_.front(), face(1).latent);
    EXPECT_EQ(strip_.back(), face(2).latent);
}

TEST_F(InterpolationPaneTest, EndsPathAndStepsAreUndone) {
    dropBoth();
    drop(childOf(pane_, "toTile"), face(3));
    auto* mode = childOf<QComboBox>(pane_, "interpolationMode");
    mode->setCurrentIndex(1);
    auto* steps = childOf<QSpinBox>(pane_, "stripSteps");
    steps->setValue(11);
    steps->setValue(12);
    EXPECT_EQ(strip_.size(), 12U);
    undo_stack_.undo();
    EXPECT_EQ(strip_.size(), 10U) << "the steps of the spin box are one";
    EXPECT_EQ(steps->value(), 10);
    undo_stack_.undo();
    EXPECT_EQ(mode->currentIndex(), 0);
    undo_stack_.undo();
    EXPECT_EQ(strip_.back(), face(2).latent);
    QTest::mouseClick(childOf(pane_, "swapEndsButton"), Qt::LeftButton);
    EXPECT_EQ(strip_.front(), face(2).latent);
    undo_stack_.undo();
    EXPECT_EQ(strip_.front(), face(1).latent);
    undo_stack_.undo();
    EXPECT_TRUE(childOf<FaceTile>(pane_, "toTile")->face().isNull());
    undo_stack_.redo();
    EXPECT_EQ(strip_.back(), face(2).latent);
}

TEST_F(InterpolationPaneTest, AFaceOfAnotherModelIsRefused) {
    QSignalSpy messages(&pane_, &InterpolationPane::messageRaised);
    drop(childOf(pane_, "fromTile"), face(1, 7));
    EXPECT_EQ(messages.count(), 1);
}

TEST_F(InterpolationPaneTest, TheSliderAsksAsItMoves) {
    dropBoth();
    const int before = positions_;
    auto* slider = childOf<QSlider>(pane_, "interpolationSlider");
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(slider, Qt::Key_Right);
    EXPECT_EQ(positions_, before + 5);
    QTest::keyClick(slider, Qt::Key_End);
    EXPECT_EQ(position_, face(2).latent);
    QTest::keyClick(slider, Qt::Key_Home);
    EXPECT_EQ(position_, face(1).latent);
}

TEST_F(InterpolationPaneTest, AStripTilesClickMovesTheSliderThere) {
    dropBoth();
    QTest::mouseClick(childOf(pane_, "stripFace10"), Qt::LeftButton);
    EXPECT_EQ(childOf<QSlider>(pane_, "interpolationSlider")->value(), 1000);
    QTest::mouseClick(childOf(pane_, "stripFace4"), Qt::LeftButton);
    EXPECT_EQ(childOf<QSlider>(pane_, "interpolationSlider")->value(), 333);
}

TEST_F(InterpolationPaneTest, AStripInTwoRowsHasRowsOfOneLength) {
    dropBoth();
    pane_.resize(700, 320);
    pane_.show();
    QCoreApplication::processEvents();
    const auto top = [this](const char* name) { return childOf(pane_, name)->geometry().top(); };
    ASSERT_NE(top("stripFace10"), top("stripFace1"));
    EXPECT_EQ(top("stripFace5"), top("stripFace1"));
    EXPECT_EQ(top("stripFace6"), top("stripFace10"));
}

TEST_F(InterpolationPaneTest, StepsGoFromTwoToThirtyTwo) {
    dropBoth();
    auto* steps = childOf<QSpinBox>(pane_, "stripSteps");
    for (const int wanted : {2, 32}) {
        steps->selectAll();
        QTest::keyClicks(steps, QString::number(wanted));
        QTest::keyClick(steps, Qt::Key_Return);
        EXPECT_EQ(strip_.size(), static_cast<std::size_t>(wanted));
    }
    steps->selectAll();
    QTest::keyClicks(steps, "1");
    QTest::keyClick(steps, Qt::Key_Return);
    EXPECT_GE(strip_.size(), 2U);
}

TEST_F(InterpolationPaneTest, SwappingTurnsThePathRound) {
    dropBoth();
    QTest::mouseClick(childOf(pane_, "swapEndsButton"), Qt::LeftButton);
    EXPECT_EQ(strip_.front(), face(2).latent);
    EXPECT_EQ(strip_.back(), face(1).latent);
}

TEST_F(InterpolationPaneTest, SphericalTakesAnotherPathBetweenTheSameEnds) {
    dropBoth();
    const auto linear = strip_;
    QTest::keyClick(childOf(pane_, "interpolationMode"), Qt::Key_Down);
    EXPECT_EQ(strip_.front(), linear.front());
    EXPECT_EQ(strip_.back(), linear.back());
    EXPECT_NE(strip_[5], linear[5]);
}

TEST_F(InterpolationPaneTest, TheMovieIsOfferedOnceBothEndsAreThere) {
    QSignalSpy wanted(&pane_, &InterpolationPane::movieRequested);
    auto* button = childOf(pane_, "movieButton");
    EXPECT_FALSE(button->isEnabled());
    EXPECT_FALSE(pane_.path());
    dropBoth();
    QTest::keyClick(childOf(pane_, "interpolationMode"), Qt::Key_Down);
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(wanted.count(), 1);
    const auto path = pane_.path();
    ASSERT_TRUE(path);
    EXPECT_EQ(frameLatents(*path).front(), face(1).latent);
    EXPECT_EQ(frameLatents(*path).back(), face(2).latent);
    EXPECT_EQ(path->keyframes.front().mode, InterpolationMode::Slerp);
}

TEST_F(InterpolationPaneTest, AnotherLatentSizeEmptiesTheEnds) {
    dropBoth();
    pane_.setLatentSize(9);
    EXPECT_FALSE(childOf(pane_, "interpolationSlider")->isEnabled());
    EXPECT_TRUE(childOf<FaceTile>(pane_, "fromTile")->face().isNull());
}

}  // namespace
}  // namespace faceloom
