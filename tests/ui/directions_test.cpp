// Editing a face along directions: sliders, locks, undo, sets, finding and measuring.
#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/directions/direction_card.h"
#include "ui/directions/direction_edit.h"
#include "ui/directions/direction_finder.h"
#include "ui/directions/directions_pane.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

Direction direction(const char* name, Latent vector,
                    DirectionKind kind = DirectionKind::Attribute) {
    return {name, kind, std::move(vector), 0.5};
}

class DirectionsTest : public testing::Test {
protected:
    DirectionsTest() : edit_(sets_.undoStack()), pane_(&edit_, &sets_) {
        sets_.setLatentSize(3);
        pane_.setLatentSize(3);
        pane_.resize(900, 280);
        pane_.show();
    }
    void findTwo() {
        edit_.replaceFound({direction("Smiling", {1, 0, 0}), direction("Male", {0.6F, 0.8F, 0})});
        edit_.setFace({"face 7", {1, 2, 3}, {}, {}, {}});
    }
    [[nodiscard]] DirectionCard& card(const char* name) {
        auto* found =
            pane_.findChild<DirectionCard*>(QString::fromUtf8(name).prepend("direction_"));
        if (found == nullptr) qFatal("no card of %s", name);
        return *found;
    }
    void undo() { sets_.undoStack()->undo(); }

    FaceSets sets_;
    DirectionEdit edit_;
    DirectionsPane pane_;
};

TEST_F(DirectionsTest, ASliderMovesTheFaceAndIsUndoneInOneStep) {
    findTwo();
    QSignalSpy wanted(&pane_, &DirectionsPane::resultWanted);
    auto* slider = childOf<QSlider>(card("Smiling"), "directionSlider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QTest::keyClick(slider, Qt::Key_Right);
    EXPECT_NEAR(edit_.setting(0).amount, 0.2, 1e-9);
    EXPECT_EQ(wanted.count(), 2);
    EXPECT_NEAR(wanted.last().at(0).value<Latent>()[0], 1.2, 1e-6);
    EXPECT_TRUE(wanted.last().at(1).toBool()) << "the slider moves";
    EXPECT_EQ(childOf<QLabel>(card("Smiling"), "directionAmount")->text(), "+0.2");
    undo();
    EXPECT_EQ(edit_.result(), (Latent{1, 2, 3}));
    EXPECT_EQ(slider->value(), 0);
    EXPECT_FALSE(wanted.last().at(1).toBool());
}

TEST_F(DirectionsTest, EachSliderMovedIsAStepOfItsOwn) {
    findTwo();
    auto* smiling = childOf<QSlider>(card("Smiling"), "directionSlider");
    auto* male = childOf<QSlider>(card("Male"), "directionSlider");
    QTest::keyClick(smiling, Qt::Key_Right);
    QTest::keyClick(male, Qt::Key_Right);
    QTest::keyClick(male, Qt::Key_Right);
    undo();
    EXPECT_EQ(male->value(), 0);
    EXPECT_NEAR(edit_.setting(0).amount, 0.1, 1e-9);
    undo();
    EXPECT_EQ(smiling->value(), 0);
}

TEST_F(DirectionsTest, ResetPutsOneBackAndResetAllEvery) {
    findTwo();
    edit_.setAmount(0, 2);
    edit_.setAmount(1, -1);
    QTest::mouseClick(childOf(card("Smiling"), "directionReset"), Qt::LeftButton);
    EXPECT_EQ(edit_.setting(0).amount, 0);
    EXPECT_EQ(edit_.setting(1).amount, -1);
    undo();
    QTest::mouseClick(childOf(pane_, "directionResetAll"), Qt::LeftButton);
    EXPECT_EQ(edit_.movedCount(), 0);
    undo();
    EXPECT_EQ(edit_.movedCount(), 2);
}

TEST_F(DirectionsTest, ALockKeepsItsDirectionOutOfTheOthers) {
    findTwo();
    edit_.setAmount(0, 1);
    QTest::mouseClick(childOf(card("Smiling"), "directionLock"), Qt::LeftButton);
    EXPECT_FALSE(childOf(card("Smiling"), "directionSlider")->isEnabled());
    edit_.setAmount(1, 2);
    // 2 · (0.6, 0.8, 0) without its part along x, beside the 1 along x that is locked.
    const Latent result = *edit_.result();
    EXPECT_NEAR(result[0], 2, 1e-6);
    EXPECT_NEAR(result[1], 3.6, 1e-6);
    EXPECT_NEAR(result[2], 3, 1e-6);
    undo();
    undo();
    EXPECT_FALSE(edit_.setting(0).locked);
    EXPECT_TRUE(childOf(card("Smiling"), "directionSlider")->isEnabled());
}

TEST_F(DirectionsTest, MadeIndependentOfTheOthersByOneClick) {
    findTwo();
    auto* make = childOf<QAction>(card("Male"), "directionOrthogonal");
    EXPECT_EQ(make->text(), "Make independent of Smiling");
    make->trigger();
    EXPECT_NEAR(edit_.setting(1).direction.vector[0], 0, 1e-6);
    EXPECT_NEAR(edit_.setting(1).direction.vector[1], 1, 1e-6);
    undo();
    EXPECT_NEAR(edit_.setting(1).direction.vector[0], 0.6, 1e-6);
    edit_.replaceFound({direction("Smiling", {1, 0, 0}), direction("Male", {1, 0, 0})});
    QSignalSpy said(&pane_, &DirectionsPane::messageRaised);
    childOf<QAction>(card("Male"), "directionOrthogonal")->trigger();
    ASSERT_EQ(said.count(), 1);
    EXPECT_TRUE(said.front().front().toString().contains("Male"));
    EXPECT_EQ(edit_.setting(1).direction.vector, (Latent{1, 0, 0}));
}

TEST_F(DirectionsTest, IndependentOfWhatIsLockedElseOfWhatTheProgramReads) {
    edit_.replaceFound({direction("Smiling", {1, 0, 0}), direction("Male", {0, 1, 0}),
                        direction("Bangs", {0.6F, 0, 0.8F}),
                        direction("Component 1", {0, 0, 1}, DirectionKind::Component)});
    auto* make = childOf<QAction>(card("Bangs"), "directionOrthogonal");
    EXPECT_EQ(make->text(), "Make independent of Smiling, Male");
    edit_.setLocked(1, true);
    EXPECT_EQ(make->text(), "Make independent of Male");
    make->trigger();
    EXPECT_NEAR(edit_.setting(2).direction.vector[0], 0.6, 1e-6) << "Male has no part in it";
    edit_.setLocked(1, false);
    childOf<QComboBox>(pane_, "directionKind")->setCurrentIndex(1);
    EXPECT_FALSE(childOf<QAction>(card("Component 1"), "directionOrthogonal")->isEnabled());
}

TEST_F(DirectionsTest, TruncationPullsInAndTheLengthCanBeKept) {
    findTwo();
    edit_.setAmount(0, 2);
    const double longer = norm(*edit_.result());
    EXPECT_GT(longer, norm(edit_.face()->latent) + 0.1);
    QTest::mouseClick(childOf(pane_, "directionRenormalize"), Qt::LeftButton, {}, {8, 8});
    EXPECT_NEAR(norm(*edit_.result()), norm(edit_.face()->latent), 1e-6);
    undo();
    EXPECT_NEAR(norm(*edit_.result()), longer, 1e-6);
    undo();
    childOf<QSlider>(pane_, "directionTruncation")->setValue(50);
    EXPECT_EQ(edit_.result(), (Latent{0.5F, 1, 1.5F}));
    EXPECT_TRUE(childOf<QLabel>(pane_, "directionNorm")->text().contains("1.9"));
    undo();
    EXPECT_EQ(edit_.result(), (Latent{1, 2, 3}));
    EXPECT_EQ(childOf<QSlider>(pane_, "directionTruncation")->value(), 100);
}

TEST_F(DirectionsTest, ADirectionOfOnesOwnLeadsFromOneSetToAnother) {
    EXPECT_FALSE(childOf(pane_, "directionAddButton")->isEnabled());
    sets_.add(1, {"b", {0, 0, 0}, {}, {}, {}});
    sets_.add(0, {"a", {0, 3, 4}, {}, {}, {}});
    ASSERT_TRUE(childOf(pane_, "directionAddButton")->isEnabled());
    QTest::mouseClick(childOf(pane_, "directionAddButton"), Qt::LeftButton);
    ASSERT_EQ(edit_.count(), 1);
    const Direction& added = edit_.setting(0).direction;
    EXPECT_EQ(added.name, "B → A");
    EXPECT_NEAR(added.vector[1], 0.6, 1e-6);
    EXPECT_NEAR(added.vector[2], 0.8, 1e-6);
    EXPECT_TRUE(card("B → A").isVisible());
    // Finding the model's own directions leaves it there.
    edit_.replaceFound({direction("Smiling", {1, 0, 0})});
    EXPECT_EQ(edit_.count(), 2);
    childOf<QComboBox>(pane_, "directionKind")->setCurrentIndex(1);
    childOf<QAction>(card("B → A"), "directionRemove")->trigger();
    ASSERT_TRUE(waitFor([&] { return edit_.count() == 1; }));
    undo();
    EXPECT_EQ(edit_.count(), 2);
}

TEST_F(DirectionsTest, AnActionOfACardThatIsGoneDoesNothing) {
    findTwo();
    childOf<QAction>(card("Male"), "directionRemove")->trigger();
    edit_.replaceFound({direction("Bangs", {0, 0, 1}), direction("Hat", {0, 1, 0})});
    QCoreApplication::processEvents();
    EXPECT_EQ(edit_.count(), 2) << "Hat is where Male was";
    childOf<QAction>(card("Hat"), "directionRemove")->trigger();
    edit_.replaceFound({});
    QCoreApplication::processEvents();
    EXPECT_EQ(edit_.count(), 0);
}

TEST_F(DirectionsTest, TheEditedFaceGoesWhereOthersGo) {
    findTwo();
    edit_.setAmount(0, 1);
    const auto dragged = childOf<FaceTile>(pane_, "directionResult")->dragged();
    ASSERT_TRUE(dragged.has_value());
    EXPECT_EQ(dragged->latent, (Latent{2, 2, 3}));
    EXPECT_EQ(dragged->label, "face 7, edited");
    QTest::mouseClick(childOf(pane_, "directionPutButton"), Qt::LeftButton);
    ASSERT_EQ(sets_.set(0).members.size(), 1U);
    EXPECT_EQ(sets_.set(0).members.front().latent, (Latent{2, 2, 3}));
    QSignalSpy kept(&pane_, &DirectionsPane::keepRequested);
    QTest::mouseClick(childOf(pane_, "directionKeepButton"), Qt::LeftButton);
    EXPECT_EQ(kept.count(), 1);
}

TEST_F(DirectionsTest, AnotherModelsFaceAndDirectionsGo) {
    findTwo();
    pane_.setLatentSize(5);
    EXPECT_FALSE(edit_.face().has_value());
    EXPECT_EQ(edit_.count(), 0);
    QSignalSpy refused(&edit_, &DirectionEdit::faceRefused);
    edit_.setFace({"face 7", {1, 2, 3}, {}, {}, {}});
    EXPECT_FALSE(edit_.face().has_value()) << "a latent of another size";
    EXPECT_EQ(refused.count(), 1);
}

TEST_F(DirectionsTest, SaysWhatADirectionChanges) {
    findTwo();
    auto* measure = childOf<QAction>(card("Smiling"), "directionMeasure");
    EXPECT_FALSE(measure->isEnabled()) << "nobody reads";
    pane_.setReadersOpen(true);
    EXPECT_TRUE(measure->isEnabled());
    DirectionEffect effect;
    effect.faces = 500;
    effect.amount = 2;
    effect.has_attributes = true;
    effect.attributes[31] = 0.71;
    effect.attributes[20] = -0.034;
    effect.attributes[9] = 0.2;  // Blond_Hair
    effect.years = -1.25;
    pane_.showEffect({1, 0, 0}, effect);
    auto* label = childOf<QLabel>(card("Smiling"), "directionEffect");
    EXPECT_TRUE(label->isVisible());
    EXPECT_TRUE(label->text().startsWith("Smiling +71 %, Male −3 %, Young 0 %, Eyeglasses 0 %"))
        << label->text().toStdString();
    EXPECT_TRUE(label->text().contains("age −1.2 years") ||
                label->text().contains("age −1.3 years"));
    EXPECT_TRUE(label->text().contains("Blond Hair +20 %"));
    EXPECT_FALSE(childOf(card("Male"), "directionEffect")->isVisible());
}

TEST(DirectionFinderTest, FindsWithoutReadersAndGivesUpWhenAsked) {
    const ModelFolder folder;
    const auto studio = LatentStudio::open(folder.model("g.safetensors", 3));
    ASSERT_TRUE(studio.has_value());
    DirectionFinder finder;
    std::vector<Direction> found;
    QObject::connect(&finder, &DirectionFinder::found, &finder,
                     [&](const std::vector<Direction>& directions) { found = directions; });
    finder.find(*studio, std::nullopt);
    EXPECT_TRUE(finder.busy());
    ASSERT_TRUE(waitFor([&] { return !finder.busy(); }));
    ASSERT_EQ(found.size(), 24U);
    EXPECT_EQ(found.front().kind, DirectionKind::Component);
    EXPECT_EQ(found.back().kind, DirectionKind::Factor);
    found.clear();
    finder.find(*studio, std::nullopt);
    finder.cancel();
    EXPECT_FALSE(finder.busy());
    finder.find(*studio, std::nullopt);  // served after the one that was given up
    ASSERT_TRUE(waitFor([&] { return !finder.busy(); }));
    EXPECT_EQ(found.size(), 24U);
}

}  // namespace
}  // namespace faceloom
