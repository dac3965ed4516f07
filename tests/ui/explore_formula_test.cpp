// The formula's field and row: typed, checked as typed, undone, and drawn as it says.
#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <cstdlib>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class FormulaTest : public testing::Test {
protected:
    FormulaTest() : controller_(&sets_), pane_(&sets_, [] { return std::nullopt; }) {
        QObject::connect(&controller_, &LatentController::arithmeticChanged, &pane_,
                         &ArithmeticPane::showState);
        QObject::connect(&controller_, &LatentController::arithmeticRendered, &pane_,
                         &ArithmeticPane::showPictures);
        QObject::connect(&controller_, &LatentController::facesRendered,
                         [this](const auto&) { drawn_ = true; });
        pane_.resize(400, 360);
        pane_.show();
        controller_.openModel(models_.model("a.safetensors", 1));
        EXPECT_TRUE(waitFor([&] { return drawn_; }));
    }
    void type(const QString& text) {
        auto* edit = childOf<QLineEdit>(pane_, "formulaEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    QString problem() { return childOf<QLabel>(pane_, "formulaProblem")->text(); }
    QImage result() { return childOf<FaceTile>(pane_, "arithmeticResult")->face(); }

    ModelFolder models_;
    FaceSets sets_;
    LatentController controller_;
    ArithmeticPane pane_;
    bool drawn_ = false;
};

TEST_F(FormulaTest, WhatIsTypedIsAddedUp) {
    sets_.setFaces(0, {5});
    sets_.setFaces(1, {9, 10});
    type("B - A + A");
    ASSERT_TRUE(controller_.arithmetic().result);
    const auto latents = sampleLatents(1, 36, 12);
    EXPECT_EQ(*controller_.arithmetic().result, meanOf(std::span(latents).subspan(8, 2)));
    EXPECT_EQ(problem(), "");
    ASSERT_TRUE(waitFor([&] { return !result().isNull(); }));
    EXPECT_FALSE(childOf<FaceTile>(pane_, "arithmeticTermA")->face().isNull());
    EXPECT_EQ(pane_.findChild<FaceTile*>("arithmeticTermC"), nullptr);
    EXPECT_EQ(pane_.sheet().size(), 3U);
    EXPECT_EQ(pane_.sheet().front().caption, "neutral woman");
}

TEST_F(FormulaTest, TermsAndResultAreShownAtOneSize) {
    pane_.resize(pane_.minimumSizeHint());
    const auto width = [&](const char* tile) { return childOf(pane_, tile)->width(); };
    EXPECT_TRUE(waitFor([&] {
        return std::abs(width("arithmeticResult") - width("arithmeticTermA")) <= 1;
    })) << width("arithmeticResult")
        << " and " << width("arithmeticTermA");
}

TEST_F(FormulaTest, WhatIsWrongIsSaidAsItIsTyped) {
    type("A - X");
    EXPECT_EQ(problem(), "there is no set X; there are A, B, C");
    EXPECT_TRUE(childOf<QLabel>(pane_, "formulaProblem")->isVisible());
    EXPECT_FALSE(controller_.arithmetic().result);
    type("1e30*A");
    EXPECT_EQ(problem(), "1e30 is beyond 1000");
    type("A");
    EXPECT_EQ(problem(), "");
    EXPECT_TRUE(
        childOf<QLabel>(pane_, "arithmeticHint")->text().contains("<b>A Smiling woman</b>"));
}

TEST_F(FormulaTest, TypingIsOneStepThatCanBeUndone) {
    const int before = sets_.undoStack()->count();
    type("2*A - B");
    EXPECT_EQ(sets_.undoStack()->count(), before + 1);
    sets_.undoStack()->undo();
    EXPECT_EQ(childOf<QLineEdit>(pane_, "formulaEdit")->text(), "A - B + C");
    EXPECT_NE(pane_.findChild<FaceTile*>("arithmeticTermC"), nullptr);
    sets_.undoStack()->redo();
    EXPECT_EQ(childOf<QLineEdit>(pane_, "formulaEdit")->text(), "2*A - B");
    QTest::mouseClick(childOf(pane_, "resetFormula"), Qt::LeftButton);
    EXPECT_EQ(sets_.formula(), "A - B + C");
}

TEST_F(FormulaTest, TheUsualLengthIsAStepToo) {
    auto* box = childOf<QCheckBox>(pane_, "renormalizeBox");
    box->setChecked(true);
    EXPECT_TRUE(sets_.renormalized());
    sets_.undoStack()->undo();
    EXPECT_FALSE(box->isChecked());
    EXPECT_TRUE(sets_.undoStack()->canRedo());
}

TEST_F(FormulaTest, TheChosenSetCanBeRemovedThoughTheFormulaNamesIt) {
    ASSERT_EQ(sets_.count(), 3);
    sets_.setFaces(0, {5});
    sets_.setFaces(1, {9});
    sets_.setActiveSet(2);  // empty: the hint asks for its faces
    sets_.removeSet(2);
    EXPECT_EQ(sets_.activeSet(), 1);
    EXPECT_TRUE(problem().contains("C")) << problem().toStdString();
}

}  // namespace
}  // namespace faceloom
