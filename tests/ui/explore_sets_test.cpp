// The picks: the model, and the cards and the grid that change it by clicks and keys.
#include "tests/ui/ui_test_support.h"
#include "ui/face_grid.h"
#include "ui/face_sets.h"
#include "ui/face_tile.h"
#include "ui/sets_pane.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using Numbers = std::vector<int>;

std::vector<QImage> plainFaces() {
    std::vector<QImage> faces;
    for (int i = 0; i < kFaceCount; ++i) {
        QImage face(32, 32, QImage::Format_RGB888);
        face.fill(QColor::fromHsv(i * 10, 120, 200));
        faces.push_back(face);
    }
    return faces;
}

class PicksTest : public testing::Test {
protected:
    PicksTest() : grid_(&sets_), pane_(&sets_) {
        grid_.setFaces(plainFaces());
        pane_.setFaces(plainFaces());
        grid_.resize(500, 560);
        grid_.show();
        pane_.show();
    }
    void click(int number) { QTest::mouseClick(grid_.tile(number), Qt::LeftButton); }
    void typeNumbers(const char* field, const QString& text) {
        auto* edit = childOf<QLineEdit>(pane_, field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    FaceSets sets_;
    FaceGrid grid_;
    SetsPane pane_;
};

TEST(FaceSets, NumbersAreReadAndBadOnesNamed) {
    EXPECT_EQ(*FaceSets::parse(" 1, 5 ,9"), (Numbers{1, 5, 9}));
    EXPECT_EQ(*FaceSets::parse(""), Numbers{});
    EXPECT_NE(FaceSets::parse("0").error().message.find("no face 0"), std::string::npos);
    EXPECT_NE(FaceSets::parse("3,37").error().message.find("no face 37"), std::string::npos);
    EXPECT_NE(FaceSets::parse("4, x").error().message.find("“x”"), std::string::npos);
    EXPECT_FALSE(FaceSets::parse("99999999999999"));
}

TEST(FaceSets, NewFacesEmptyTheSetsAndUndoBringsBothBack) {
    FaceSets sets;
    sets.toggle(0, 4);
    sets.setSeed(9);
    EXPECT_TRUE(sets.faces(0).empty());
    sets.undoStack()->undo();
    EXPECT_EQ(sets.seed(), 1U);
    EXPECT_EQ(sets.faces(0), Numbers{4});
    sets.undoStack()->redo();
    EXPECT_EQ(sets.seed(), 9U);
}

TEST_F(PicksTest, ClicksPutFacesInAndTakeThemOut) {
    click(5);
    click(17);
    EXPECT_EQ(sets_.faces(0), (Numbers{5, 17}));
    click(5);
    EXPECT_EQ(sets_.faces(0), Numbers{17});
    EXPECT_EQ(childOf<QLineEdit>(pane_, "setNumbersA")->text(), "17");
    sets_.undoStack()->undo();
    EXPECT_EQ(sets_.faces(0), (Numbers{5, 17}));
}

TEST_F(PicksTest, ACardsClickMakesItsSetTheActiveOne) {
    QTest::mouseClick(childOf(pane_, "setCardB"), Qt::LeftButton, {}, QPoint(20, 4));
    click(8);
    QTest::mouseClick(childOf(pane_, "setActiveC"), Qt::LeftButton, {}, QPoint(8, 8));
    click(8);
    EXPECT_TRUE(sets_.faces(0).empty());
    EXPECT_EQ(sets_.faces(1), Numbers{8});
    EXPECT_EQ(sets_.faces(2), Numbers{8});
}

TEST_F(PicksTest, TheKeyboardMovesAndPicks) {
    click(1);
    QTest::keyClick(grid_.tile(1), Qt::Key_Right);
    QTest::keyClick(grid_.tile(2), Qt::Key_Down);
    EXPECT_EQ(grid_.currentFace(), 8);
    QTest::keyClick(grid_.tile(8), Qt::Key_Space);
    EXPECT_EQ(sets_.faces(0), (Numbers{1, 8}));
    QTest::keyClick(grid_.tile(8), Qt::Key_Up);
    QTest::keyClick(grid_.tile(2), Qt::Key_Up);
    EXPECT_EQ(grid_.currentFace(), 2) << "the edge holds";
}

TEST_F(PicksTest, TypedNumbersReplaceTheSet) {
    click(2);
    typeNumbers("setNumbersA", "1, 5 9");
    EXPECT_EQ(sets_.faces(0), (Numbers{1, 5, 9}));
    EXPECT_EQ(childOf<QLineEdit>(pane_, "setNumbersA")->text(), "1, 5, 9");
}

TEST_F(PicksTest, ABadNumberIsSaidUnderTheFieldAndChangesNothing) {
    click(2);
    typeNumbers("setNumbersA", "1, 37");
    auto* error = childOf<QLabel>(pane_, "setErrorA");
    EXPECT_TRUE(error->isVisible());
    EXPECT_TRUE(error->text().contains("37"));
    EXPECT_EQ(sets_.faces(0), Numbers{2});
    typeNumbers("setNumbersA", "3");
    EXPECT_FALSE(error->isVisible());
    EXPECT_EQ(sets_.faces(0), Numbers{3});
}

TEST_F(PicksTest, AThumbnailsClickTakesItsFaceOut) {
    click(5);
    click(6);
    QTest::mouseClick(childOf(pane_, "setAFace5"), Qt::LeftButton);
    EXPECT_EQ(sets_.faces(0), Numbers{6});
    QTest::mouseClick(childOf(pane_, "setClearA"), Qt::LeftButton);
    EXPECT_TRUE(sets_.faces(0).empty());
}

TEST_F(PicksTest, SeedsUpToTheLargestCanBeTyped) {
    auto* seed = childOf<QLineEdit>(grid_, "seedEdit");
    seed->setFocus();
    seed->selectAll();
    QTest::keyClicks(seed, "18446744073709551615");
    QTest::keyClick(seed, Qt::Key_Return);
    EXPECT_EQ(sets_.seed(), 18446744073709551615U);
    seed->selectAll();
    QTest::keyClicks(seed, "99999999999999999999");
    QTest::keyClick(seed, Qt::Key_Return);
    EXPECT_EQ(sets_.seed(), 18446744073709551615U);
    EXPECT_EQ(seed->text(), "18446744073709551615");
    QTest::mouseClick(childOf(grid_, "newFacesButton"), Qt::LeftButton);
    EXPECT_EQ(sets_.seed(), 0U);
}

TEST_F(PicksTest, WhilePickingAClickLeavesTheSetsAlone) {
    QSignalSpy picked(&grid_, &FaceGrid::facePicked);
    grid_.startPicking("Click the face to start from.");
    click(12);
    EXPECT_EQ(picked.count(), 1);
    EXPECT_EQ(picked.front().front().toInt(), 12);
    EXPECT_TRUE(sets_.faces(0).empty());
    grid_.startPicking("Click the face to start from.");
    QTest::keyClick(&grid_, Qt::Key_Escape);
    click(12);
    EXPECT_EQ(picked.count(), 1);
    EXPECT_EQ(sets_.faces(0), Numbers{12});
}

TEST_F(PicksTest, WholePixelsDrawSharpSquares) {
    QImage chequered(2, 2, QImage::Format_RGB888);
    chequered.fill(Qt::white);
    chequered.setPixelColor(0, 0, Qt::black);
    grid_.setFaces(std::vector<QImage>(kFaceCount, chequered));
    QTest::mouseClick(childOf<QCheckBox>(grid_, "wholePixelsBox"), Qt::LeftButton, {},
                      QPoint(8, 8));
    EXPECT_TRUE(grid_.wholePixels());
    const QImage drawn = grid_.tile(8)->grab().toImage();
    const int middle = drawn.width() / 2;
    EXPECT_EQ(drawn.pixelColor(middle + 3, middle - 3), QColor(Qt::white));
    EXPECT_EQ(drawn.pixelColor(middle - 3, middle - 3), QColor(Qt::black));
}

TEST_F(PicksTest, PickedTilesShowTheirSetsColour) {
    click(8);
    const QImage drawn = grid_.tile(8)->grab().toImage();
    EXPECT_EQ(drawn.pixelColor(drawn.width() / 2, 1), setColour(0));
}

}  // namespace
}  // namespace faceloom
