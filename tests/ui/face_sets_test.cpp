// The sets as a model: faces in and out, letters and colours, undo, latents of other sizes.
#include "ui/explore/face_sets.h"

#include "core/latent/latent_ops.h"

#include <QSignalSpy>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using Numbers = std::vector<int>;

TEST(FaceSets, NumbersAreReadAndBadOnesNamed) {
    EXPECT_EQ(*FaceSets::parse(" 1, 5 ,9"), (Numbers{1, 5, 9}));
    EXPECT_EQ(*FaceSets::parse(""), Numbers{});
    EXPECT_NE(FaceSets::parse("0").error().message.find("no face 0"), std::string::npos);
    EXPECT_NE(FaceSets::parse("3,37").error().message.find("no face 37"), std::string::npos);
    EXPECT_NE(FaceSets::parse("4, x").error().message.find("“x”"), std::string::npos);
    EXPECT_FALSE(FaceSets::parse("99999999999999"));
}

TEST(FaceSets, FacesStayWhenOthersAreDrawn) {
    FaceSets sets;
    sets.toggle(0, 4);
    sets.setSeed(9);
    EXPECT_TRUE(sets.faces(0).empty()) << "none of these faces";
    ASSERT_EQ(sets.set(0).members.size(), 1U);
    EXPECT_EQ(sets.set(0).members[0].latent, sampleLatents(1, 36, 60)[3]);
    sets.toggle(0, 4);
    EXPECT_EQ(sets.set(0).members.size(), 2U);
    EXPECT_EQ(sets.faces(0), Numbers{4});
    sets.undoStack()->undo();
    sets.undoStack()->undo();
    EXPECT_EQ(sets.seed(), 1U);
    EXPECT_EQ(sets.faces(0), Numbers{4});
    sets.undoStack()->redo();
    EXPECT_EQ(sets.seed(), 9U);
}

TEST(FaceSets, SetsComeAndGoWithLettersAndColoursOfTheirOwn) {
    FaceSets sets;
    sets.addSet();
    ASSERT_EQ(sets.count(), 4);
    EXPECT_EQ(sets.set(3).letter, "D");
    EXPECT_EQ(sets.activeSet(), 3);
    EXPECT_FALSE(sets.set(3).expected);
    for (int other = 0; other < 3; ++other)
        EXPECT_NE(sets.set(3).look, sets.set(other).look);
    sets.removeSet(1);
    EXPECT_EQ(sets.activeSet(), 2) << "still D";
    EXPECT_EQ(sets.parsedFormula().error().message, "there is no set B; there are A, C, D");
    sets.addSet();
    EXPECT_EQ(sets.set(3).letter, "B") << "the first that is free";
    for (int i = 0; i < 30; ++i)
        sets.addSet();
    EXPECT_EQ(sets.set(33).letter, "H2");
    while (sets.undoStack()->canUndo())
        sets.undoStack()->undo();
    EXPECT_EQ(sets.count(), 3);
    sets.removeSet(0);
    sets.removeSet(0);
    sets.removeSet(0);
    EXPECT_EQ(sets.count(), 1) << "the last one stays";
}

TEST(FaceSets, FacesAreAddedAndMovedOnceAndUndone) {
    FaceSets sets;
    const Latent latent(60, 0.5F);
    sets.add(0, {"result", latent, {}, {}, {}});
    sets.add(0, {"the same", latent, {}, {}, {}});
    QSignalSpy refused(&sets, &FaceSets::faceRefused);
    sets.add(0, {"another size", Latent(12, 0.5F), {}, {}, {}});
    EXPECT_EQ(refused.count(), 1);
    ASSERT_EQ(sets.set(0).members.size(), 1U);
    sets.moveTo(2, {"result", latent, {}, {}, SetPlace{"A", 0}});
    EXPECT_TRUE(sets.set(0).members.empty());
    EXPECT_EQ(sets.set(2).members.front().label, "result");
    sets.undoStack()->undo();
    EXPECT_EQ(sets.set(0).members.size(), 1U);
    EXPECT_TRUE(sets.set(2).members.empty());
}

// Dragged from another window, or changed while it was on its way: what is in its place is not it.
TEST(FaceSets, AFaceThatIsNotInItsPlaceIsAdded) {
    FaceSets sets;
    sets.toggle(0, 4);
    const Latent latent(60, 0.5F);
    for (const SetPlace& place : {SetPlace{"A", 0}, SetPlace{"C", 7}, SetPlace{"Z", -1}}) {
        sets.moveTo(1, {"of another window", latent, {}, {}, place});
        EXPECT_EQ(sets.faces(0), Numbers{4});
        ASSERT_EQ(sets.set(1).members.size(), 1U);
        EXPECT_EQ(sets.set(1).members.front().latent, latent);
        sets.undoStack()->undo();
    }
}

TEST(FaceSets, UndoLeavesTheTruncationThatAModelHasBrought) {
    FaceSets sets;
    sets.setTruncation(0.6);
    sets.toggle(0, 4);
    sets.takeTruncation(0.9);
    sets.undoStack()->undo();
    EXPECT_TRUE(sets.set(0).members.empty());
    EXPECT_EQ(sets.truncation(), 0.9) << "the step was about a face";
    sets.undoStack()->redo();
    EXPECT_EQ(sets.truncation(), 0.9);
    sets.undoStack()->undo();
    sets.undoStack()->undo();
    EXPECT_EQ(sets.truncation(), 1) << "this one was about it";
}

TEST(FaceSets, AModelOfAnotherLatentSizeKeepsFacesOfGridsOnly) {
    FaceSets sets;
    sets.toggle(0, 4);
    sets.add(0, {"result", Latent(60, 0.5F), {}, {}, {}});
    sets.setLatentSize(12);
    ASSERT_EQ(sets.set(0).members.size(), 1U);
    EXPECT_EQ(sets.set(0).members[0].latent, sampleLatents(1, 36, 12)[3]);
    EXPECT_FALSE(sets.undoStack()->canUndo());
}

TEST(FaceSets, FormulaLengthNamesAndColoursAreUndone) {
    FaceSets sets;
    QSignalSpy formula(&sets, &FaceSets::formulaChanged);
    sets.setFormula(" A  - 0.5*B ");
    EXPECT_EQ(sets.formula(), "A - 0.5*B");
    sets.setRenormalized(true);
    sets.rename(0, "  Grinning   people ");
    sets.rename(0, "   ");
    sets.setLook(0, 5);
    EXPECT_EQ(sets.set(0).name, "Grinning people");
    for (int i = 0; i < 4; ++i)
        sets.undoStack()->undo();
    EXPECT_FALSE(sets.undoStack()->canUndo());
    EXPECT_EQ(sets.formula(), "A - B + C");
    EXPECT_FALSE(sets.renormalized());
    EXPECT_EQ(sets.set(0).name, "Smiling woman");
    EXPECT_EQ(sets.set(0).look, 0);
    EXPECT_EQ(formula.count(), 2);
}

}  // namespace
}  // namespace faceloom
