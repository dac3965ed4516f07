// The segments of a path: their length and their way.
#include "tests/ui/path_support.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QSpinBox>
#include <QTest>

namespace faceloom {
namespace {

using PathSegmentTest = PathPaneFixture;

TEST_F(PathSegmentTest, ASegmentsLengthAndWayAreChangedAndUndone) {
    dropThree();
    auto* frames = childOf<QSpinBox>(pane_, "segmentFrames1");
    auto* mode = childOf<QComboBox>(pane_, "segmentMode1");
    const auto linear = strip_;
    QTest::keyClick(mode, Qt::Key_Down);
    EXPECT_EQ(edit_.path().keyframes[0].mode, InterpolationMode::Slerp);
    EXPECT_NE(strip_[2], linear[2]);
    EXPECT_EQ(strip_.back(), linear.back());
    frames->setFocus();
    frames->selectAll();
    QTest::keyClicks(frames, "120");
    QTest::keyClick(frames, Qt::Key_Return);
    EXPECT_EQ(edit_.path().keyframes[0].frames, 120);
    EXPECT_EQ(slider()->maximum() % 144, 0) << "every frame is at a step";
    QTest::keyClick(frames, Qt::Key_Up);
    QTest::keyClick(frames, Qt::Key_Up);
    EXPECT_EQ(frames->value(), 122);
    EXPECT_TRUE(frames->hasFocus()) << "the box that is being changed stays";
    menuOf(child("segment1"), "segmentMenu")->actions().front()->trigger();
    EXPECT_EQ(edit_.path().keyframes[1].frames, 122);
    EXPECT_EQ(childOf<QComboBox>(pane_, "segmentMode2")->currentIndex(), 1);
    undo_stack_.undo();
    undo_stack_.undo();
    EXPECT_EQ(frames->value(), 24) << "the steps of the box are one";
    undo_stack_.undo();
    EXPECT_EQ(mode->currentIndex(), 0);
    EXPECT_EQ(strip_, linear);
}

// A number box that goes gives up what was typed into it.
TEST_F(PathSegmentTest, ASegmentMayGoWhileItsLengthIsTyped) {
    dropThree();
    auto* frames = childOf<QSpinBox>(pane_, "segmentFrames2");
    frames->setFocus();
    frames->selectAll();
    QTest::keyClicks(frames, "12");
    pane_.setLatentSize(5);  // another model
    EXPECT_EQ(edit_.count(), 0);
    undo_stack_.undo();
    EXPECT_EQ(edit_.count(), 0) << "of the other model there is no path";
}

}  // namespace
}  // namespace faceloom
