// A path in its pane: faces by drop, order, segments, slider, strip and player, by mouse and keys.
#include "tests/ui/path_support.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

namespace faceloom {
namespace {

using PathPaneTest = PathPaneFixture;

TEST(PickedFace, SurvivesDragAndDrop) {
    PickedFace face{"face 7", {1.5F, -2.0F}, QImage(4, 4, QImage::Format_RGB888)};
    face.keyframe = 3;
    const auto read = pickedFaceFrom(toMimeData(face).get());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->label, face.label);
    EXPECT_EQ(read->latent, face.latent);
    EXPECT_EQ(read->picture.size(), face.picture.size());
    EXPECT_EQ(read->keyframe, 3);
    QMimeData broken;
    broken.setData("application/x-faceloom-face", "xx");
    EXPECT_FALSE(pickedFaceFrom(&broken));
    EXPECT_FALSE(pickedFaceFrom(nullptr));
}

TEST_F(PathPaneTest, DroppedFacesBecomeStartAndEndAndThePaneSaysWhatIsNext) {
    auto* hint = childOf<QLabel>(pane_, "pathHint");
    EXPECT_TRUE(hint->isVisible());
    EXPECT_TRUE(hint->text().startsWith("Choose two faces"));
    EXPECT_FALSE(slider()->isEnabled());
    EXPECT_FALSE(child("addKeyframe")->isVisible());
    drop("keyframe2", face(2));
    EXPECT_TRUE(hint->text().contains("to start from"));
    EXPECT_TRUE(strip_.empty());
    drop("keyframe1", face(1));
    EXPECT_FALSE(hint->isVisible());
    EXPECT_TRUE(slider()->isEnabled());
    ASSERT_EQ(strip_.size(), 10U);
    EXPECT_EQ(strip_.front(), face(1).latent);
    EXPECT_EQ(strip_.back(), face(2).latent);
    EXPECT_EQ(childOf<QLabel>(pane_, "pathPlace")->text(), "50 %");
    EXPECT_EQ(qobject_cast<FaceTile*>(keyframe(1))->face().pixelColor(3, 3),
              face(1).picture.pixelColor(3, 3));
}

TEST_F(PathPaneTest, AThirdFaceIsPutAtTheEndBetweenOrInPlaceOfAnother) {
    dropThree();
    EXPECT_EQ(order(), "123");
    drop("segment2", face(4));
    EXPECT_EQ(order(), "1243");
    drop("keyframe2", face(5));
    EXPECT_EQ(order(), "1543");
    ASSERT_EQ(strip_.size(), 10U);
    EXPECT_EQ(strip_.back(), face(3).latent);
    EXPECT_EQ(strip_[3], face(5).latent) << "a third of the way, of three segments";
    for (int i = 0; i < 3; ++i)
        undo_stack_.undo();
    EXPECT_EQ(order(), "12");
    undo_stack_.redo();
    EXPECT_EQ(order(), "123");
}

TEST_F(PathPaneTest, DraggedKeyframesTakeAnotherPlaceOrAreCopied) {
    dropThree();
    drop("keyframe3", dragged(1));
    EXPECT_EQ(order(), "231");
    drop("segment1", dragged(3));
    EXPECT_EQ(order(), "213");
    drop("addKeyframe", dragged(1));
    EXPECT_EQ(order(), "132");
    drop("segment1", dragged(2));
    EXPECT_EQ(order(), "132") << "where it is";
    drop("segment2", dragged(1), Qt::ControlModifier);
    EXPECT_EQ(order(), "1312") << "a copy";
    drop("keyframe1", dragged(4), Qt::ControlModifier);
    EXPECT_EQ(order(), "2312") << "in its place";
    EXPECT_EQ(dragged(1).grid, face(2).grid) << "still the grid's, for sets";
    drop("addKeyframe", dragged(3), Qt::ControlModifier);
    EXPECT_EQ(order(), "23121");
    undo_stack_.undo();
    // Another window's second keyframe is a face like others.
    PickedFace foreign = face(7);
    foreign.keyframe = 1;
    drop("segment1", foreign);
    EXPECT_EQ(order(), "27312");
}

TEST_F(PathPaneTest, TheOnlyFaceGoesToTheOtherEndWhenItIsDraggedThere) {
    drop("keyframe1", face(1));
    drop("keyframe2", dragged(1));
    EXPECT_EQ(order(), "1");
    EXPECT_TRUE(edit_.lacksStart());
    drop("keyframe1", face(2));
    EXPECT_EQ(order(), "21");
}

TEST_F(PathPaneTest, KeysMoveAndTakeOffFaces) {
    dropThree();
    keyframe(1)->setFocus();
    QTest::keyClick(keyframe(1), Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(order(), "213");
    EXPECT_EQ(pane_.focusWidget(), keyframe(2)) << "the keyboard goes with it";
    QTest::keyClick(keyframe(2), Qt::Key_Right);
    EXPECT_EQ(pane_.focusWidget(), keyframe(3));
    QTest::keyClick(keyframe(3), Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(order(), "213") << "it is the last";
    QTest::keyClick(keyframe(3), Qt::Key_Delete);
    EXPECT_EQ(order(), "21");
    EXPECT_EQ(pane_.focusWidget(), keyframe(2));
    QTest::keyClick(keyframe(2), Qt::Key_Left);
    QTest::keyClick(keyframe(1), Qt::Key_Delete);
    EXPECT_EQ(order(), "1");
    EXPECT_FALSE(slider()->isEnabled());
    undo_stack_.undo();
    EXPECT_TRUE(slider()->isEnabled());
}

TEST_F(PathPaneTest, TheTabKeyGoesAlongThePath) {
    dropThree();
    keyframe(1)->setFocus();
    for (const char* next : {"segmentFrames1", "segmentMode1", "keyframe2", "segmentFrames2",
                             "segmentMode2", "keyframe3", "addKeyframe"}) {
        QTest::keyClick(pane_.focusWidget(), Qt::Key_Tab);
        EXPECT_EQ(pane_.focusWidget()->objectName().toStdString(), next);
    }
}

TEST_F(PathPaneTest, TheButtonOnAFaceTakesItOff) {
    dropThree();
    auto* button = childOf<QToolButton>(pane_, "removeKeyframe2");
    slider()->setFocus();
    EXPECT_FALSE(button->isVisible());
    keyframe(2)->setFocus();
    ASSERT_TRUE(waitFor([&] { return button->isVisible(); }));
    EXPECT_EQ(button->accessibleName(), "Take 2 off the path");
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(order(), "13");
    QMenu* menu = menuOf(keyframe(2), "keyframeMenu");
    for (QAction* action : menu->actions()) {
        if (action->text() == "Come back to it at the end") action->trigger();
    }
    EXPECT_EQ(order(), "133");
    const QPointer gone = menuOf(keyframe(3), "keyframeMenu");
    edit_.remove(0);
    EXPECT_TRUE(waitFor([&] { return gone.isNull(); })) << "there is no keyframe 3 any more";
}

TEST_F(PathPaneTest, TheSliderAsksAsItMovesAndFacesAreClickedTo) {
    dropThree();
    const int before = positions_;
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(slider(), Qt::Key_Right);
    EXPECT_EQ(positions_, before + 5);
    QTest::keyClick(slider(), Qt::Key_End);
    EXPECT_EQ(position_, face(3).latent);
    QTest::keyClick(slider(), Qt::Key_Home);
    EXPECT_EQ(position_, face(1).latent);
    QTest::mouseClick(keyframe(2), Qt::LeftButton);
    EXPECT_EQ(position_, face(2).latent);
    EXPECT_EQ(childOf<QLabel>(pane_, "pathPlace")->text(), "50 %");
    QTest::mouseClick(child("stripFace10"), Qt::LeftButton);
    EXPECT_EQ(position_, face(3).latent);
    QTest::mouseClick(child("stripFace4"), Qt::LeftButton);
    EXPECT_EQ(slider()->value(), slider()->maximum() / 3);
}

TEST_F(PathPaneTest, ThePictureStaysWhenThePathChangesElsewhere) {
    dropTwo();
    QTest::keyClick(slider(), Qt::Key_Home);
    slider()->setValue(slider()->maximum() / 4);
    const Latent before = position_;
    const auto expectSame = [&] {
        for (std::size_t i = 0; i < before.size(); ++i)
            EXPECT_NEAR(position_[i], before[i], 5e-3) << i;
    };
    drop("addKeyframe", face(3));
    expectSame();
    childOf<QSpinBox>(pane_, "segmentFrames1")->setValue(90);
    expectSame();
    QTest::mouseClick(child("reversePathButton"), Qt::LeftButton);
    EXPECT_EQ(order(), "321");
    expectSame();
    undo_stack_.undo();
    expectSame();
}

TEST_F(PathPaneTest, ALoopComesBackToItsFirstFace) {
    dropTwo();
    EXPECT_EQ(pane_.findChild<QWidget*>("segment2"), nullptr);
    QTest::mouseClick(child("loopButton"), Qt::LeftButton);
    EXPECT_TRUE(edit_.path().loop);
    EXPECT_EQ(strip_.back(), face(1).latent);
    drop("segment2", face(3));
    EXPECT_EQ(order(), "123") << "on the way back";
    undo_stack_.undo();
    undo_stack_.undo();
    EXPECT_FALSE(pane_.loopAction()->isChecked());
    EXPECT_EQ(strip_.back(), face(2).latent);
}

TEST_F(PathPaneTest, PlayingRunsToTheEndAndCanBePausedOnTheWay) {
    dropTwo();
    childOf<QSpinBox>(pane_, "segmentFrames1")->setValue(6);
    auto* speed = childOf<QDoubleSpinBox>(pane_, "pathSpeed");
    EXPECT_EQ(speed->value(), 12);
    speed->setValue(60);
    EXPECT_EQ(edit_.path().frames_per_second, 60);
    QTest::keyClick(slider(), Qt::Key_End);
    QTest::mouseClick(child("playButton"), Qt::LeftButton);
    EXPECT_EQ(position_, face(1).latent) << "from the beginning";
    EXPECT_EQ(pane_.playAction()->text(), "P&ause the path");
    ASSERT_TRUE(waitFor([&] { return position_ == face(2).latent; }));
    EXPECT_EQ(pane_.playAction()->text(), "Pl&ay the path");
    pane_.loopAction()->trigger();
    pane_.playAction()->trigger();
    const int before = positions_;
    ASSERT_TRUE(waitFor([&] { return positions_ > before + 15; })) << "round and round";
    pane_.playAction()->trigger();
    EXPECT_EQ(pane_.playAction()->text(), "Pl&ay the path");
    undo_stack_.undo();
    undo_stack_.undo();
    EXPECT_EQ(speed->value(), 12);
}

TEST_F(PathPaneTest, StepsGoFromTwoToThirtyTwoAndAreUndone) {
    dropTwo();
    auto* steps = childOf<QSpinBox>(pane_, "stripSteps");
    for (const int wanted : {2, 32}) {
        steps->selectAll();
        QTest::keyClicks(steps, QString::number(wanted));
        QTest::keyClick(steps, Qt::Key_Return);
        EXPECT_EQ(strip_.size(), static_cast<std::size_t>(wanted));
    }
    undo_stack_.undo();
    EXPECT_EQ(strip_.size(), 10U) << "the steps of the spin box are one";
    EXPECT_EQ(steps->value(), 10);
    steps->selectAll();
    QTest::keyClicks(steps, "1");
    QTest::keyClick(steps, Qt::Key_Return);
    EXPECT_GE(strip_.size(), 2U);
}

TEST_F(PathPaneTest, AStripInTwoRowsHasRowsOfOneLength) {
    dropTwo();
    pane_.resize(760, 330);
    QCoreApplication::processEvents();
    const auto top = [this](const char* name) { return child(name)->geometry().top(); };
    ASSERT_NE(top("stripFace10"), top("stripFace1"));
    EXPECT_EQ(top("stripFace5"), top("stripFace1"));
    EXPECT_EQ(top("stripFace6"), top("stripFace10"));
}

TEST_F(PathPaneTest, InBetweenFacesCanBeDraggedAway) {
    dropTwo();
    EXPECT_FALSE(childOf<FaceTile>(pane_, "pathPicture")->dragged());
    pane_.showStrip(std::vector<QImage>(10, face(5).picture));
    pane_.showPosition(face(6).picture);
    const auto here = childOf<FaceTile>(pane_, "pathPicture")->dragged();
    ASSERT_TRUE(here);
    EXPECT_EQ(here->latent, position_);
    EXPECT_EQ(here->label, "50 % of the way from 1 to 2");
    const auto step = childOf<FaceTile>(pane_, "stripFace3")->dragged();
    ASSERT_TRUE(step);
    EXPECT_EQ(step->latent, strip_[2]);
    drop("addKeyframe", *step);
    EXPECT_EQ(order(), "12step 3 of 10");
}

TEST_F(PathPaneTest, FacesArePickedForAnEmptyPlaceByClickingIt) {
    std::vector<PathSpot> wanted;
    QObject::connect(&pane_, &PathPane::pickRequested,
                     [&](PathSpot spot) { wanted.push_back(spot); });
    QTest::mouseClick(keyframe(1), Qt::LeftButton);
    QTest::mouseClick(keyframe(2), Qt::LeftButton);
    dropTwo();
    QTest::mouseClick(keyframe(2), Qt::LeftButton);  // goes there
    QTest::mouseClick(child("addKeyframe"), Qt::LeftButton);
    QTest::mouseClick(child("pickFromButton"), Qt::LeftButton);
    QTest::mouseClick(child("pickToButton"), Qt::LeftButton);
    EXPECT_EQ(wanted, (std::vector{PathSpot::Start, PathSpot::End, PathSpot::Next, PathSpot::Start,
                                   PathSpot::End}));
    pane_.put(PathSpot::Next, face(3));
    pane_.put(PathSpot::End, face(4));
    pane_.put(PathSpot::Start, face(5));
    EXPECT_EQ(order(), "524");
}

TEST_F(PathPaneTest, FacesOfOtherModelsAndTooManyAreRefused) {
    drop("keyframe1", face(1, 7));
    ASSERT_EQ(messages_.size(), 1);
    EXPECT_TRUE(messages_.front().contains("another model"));
    dropTwo();
    while (!edit_.full())
        pane_.put(PathSpot::Next, face(3));
    EXPECT_FALSE(child("addKeyframe")->isVisible());
    pane_.put(PathSpot::Next, face(4));
    EXPECT_TRUE(messages_.back().contains("100 faces"));
    EXPECT_EQ(edit_.count(), 100);
}

TEST_F(PathPaneTest, ALongPathIsScrolledToWhereTheSliderIs) {
    for (int i = 1; i <= 12; ++i)
        pane_.put(PathSpot::Next, face(i));
    QCoreApplication::processEvents();
    auto* strip = childOf<QScrollArea>(pane_, "keyframeStrip");
    auto* bar = strip->horizontalScrollBar();
    ASSERT_GT(bar->maximum(), 0);
    QTest::keyClick(slider(), Qt::Key_Home);
    EXPECT_EQ(bar->value(), 0);
    QTest::keyClick(slider(), Qt::Key_End);
    EXPECT_GT(bar->value(), bar->maximum() / 2);
    EXPECT_FALSE(keyframe(12)->visibleRegion().isEmpty());
    QWheelEvent wheel({10, 10}, keyframe(10)->mapToGlobal(QPointF(10, 10)), {}, {0, 480},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(child("segmentFrames10"), &wheel);
    EXPECT_EQ(edit_.path().keyframes[9].frames, 24) << "the box under it stays";
    EXPECT_FALSE(wheel.isAccepted()) << "it is for the strip";
    const int before = bar->value();
    QApplication::sendEvent(strip->viewport(), &wheel);
    EXPECT_LT(bar->value(), before);
}

TEST_F(PathPaneTest, KeyframesAreDrawnByTheOpenModel) {
    dropTwo();
    pane_.setPictureSource(
        [](const Latent& latent) { return latent == face(1).latent ? face(8).picture : QImage(); });
    const auto colour = [&](int number) {
        return qobject_cast<FaceTile*>(keyframe(number))->face().pixelColor(2, 2);
    };
    EXPECT_EQ(colour(1), face(8).picture.pixelColor(2, 2));
    EXPECT_EQ(colour(2), face(2).picture.pixelColor(2, 2)) << "not drawn yet";
    pane_.setLatentSize(9);
    EXPECT_FALSE(slider()->isEnabled());
    EXPECT_EQ(edit_.count(), 0);
    EXPECT_TRUE(qobject_cast<FaceTile*>(keyframe(1))->face().isNull());
    EXPECT_TRUE(strip_.empty());
}

TEST_F(PathPaneTest, TheMovieIsOfferedOnceThereIsAWay) {
    QSignalSpy wanted(&pane_, &PathPane::movieRequested);
    EXPECT_FALSE(child("movieButton")->isEnabled());
    EXPECT_FALSE(child("playButton")->isEnabled());
    dropTwo();
    QTest::mouseClick(child("movieButton"), Qt::LeftButton);
    EXPECT_EQ(wanted.count(), 1);
}

}  // namespace
}  // namespace faceloom
