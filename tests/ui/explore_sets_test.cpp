// The picks: the cards and the grid that change the sets by clicks and keys.
#include "tests/ui/ui_test_support.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/sets_pane.h"

#include <QApplication>
#include <QCheckBox>
#include <QContextMenuEvent>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
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
    QCoreApplication::processEvents();  // the card is laid out anew
    QTest::mouseClick(childOf(pane_, "setClearA"), Qt::LeftButton);
    EXPECT_TRUE(sets_.faces(0).empty());
}

TEST_F(PicksTest, AThumbnailIsDraggedToAnotherSet) {
    click(5);
    auto* thumbnail = childOf<FaceTile>(pane_, "setAFace5");
    const auto drop = [&](const char* card, const PickedFace& face, Qt::KeyboardModifiers keys) {
        const auto data = toMimeData(face);
        auto* on = childOf(pane_, card);
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, data.get(), Qt::LeftButton, keys);
        QCoreApplication::sendEvent(on, &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent dropped({20, 20}, Qt::CopyAction, data.get(), Qt::LeftButton, keys);
        QCoreApplication::sendEvent(on, &dropped);
    };
    const PickedFace face = *thumbnail->dragged();
    drop("setCardB", face, Qt::ControlModifier);
    EXPECT_EQ(sets_.faces(0), Numbers{5}) << "copied";
    EXPECT_EQ(sets_.faces(1), Numbers{5});
    drop("setCardC", face, Qt::NoModifier);
    EXPECT_TRUE(sets_.faces(0).empty()) << "moved";
    EXPECT_EQ(sets_.faces(2), Numbers{5});
    drop("setCardC", {"result", Latent(60, 0.1F), {}, {}, {}}, Qt::NoModifier);
    EXPECT_EQ(sets_.set(2).members.size(), 2U);
    EXPECT_EQ(sets_.faces(2), Numbers{5});
    QTest::mouseClick(childOf(pane_, "setCMember2"), Qt::LeftButton);
    EXPECT_EQ(sets_.set(2).members.size(), 1U);
}

TEST_F(PicksTest, FacesOfOtherGridsAreShownFromTheirLatents) {
    click(5);
    QImage red(8, 8, QImage::Format_RGB888);
    red.fill(Qt::red);
    std::vector<Latent> asked;
    pane_.setPictureSource([&](const Latent& latent) {
        asked.push_back(latent);
        return red;
    });
    EXPECT_TRUE(asked.empty()) << "the grid's own picture does";
    sets_.setSeed(2);
    EXPECT_EQ(childOf<FaceTile>(pane_, "setAMember1")->face(), red);
    EXPECT_EQ(asked.front(), sampleLatents(1, 36, 60)[4]);
}

TEST_F(PicksTest, ANewSetHasACardThatTakesFaces) {
    QTest::mouseClick(childOf(pane_, "newSetButton"), Qt::LeftButton);
    click(8);
    EXPECT_EQ(sets_.faces(3), Numbers{8});
    EXPECT_NE(pane_.findChild<FaceTile*>("setDFace8"), nullptr);
    sets_.rename(3, "Hats");
    EXPECT_EQ(childOf(pane_, "setCardD")->accessibleName(), "Hats");
    const auto actions = childOf<QMenu>(pane_, "setMenuOfD")->actions();
    actions.back()->trigger();
    EXPECT_EQ(sets_.count(), 3);
    EXPECT_EQ(pane_.findChild<QWidget*>("setCardD"), nullptr);
    sets_.undoStack()->undo();
    EXPECT_EQ(sets_.faces(3), Numbers{8});
}

TEST_F(PicksTest, WhatAsksAboutASetGoesWithIt) {
    sets_.addSet();
    childOf<QMenu>(pane_, "setMenuOfD")->actions().front()->trigger();
    QPointer dialog = childOf<QInputDialog>(pane_, "renameSetDialog");
    EXPECT_EQ(dialog->windowTitle(), "Rename set D");
    sets_.rename(0, "Others");
    EXPECT_TRUE(dialog->isVisible()) << "its own set is still there";
    sets_.removeSet(0);
    dialog->setTextValue("Hats");
    dialog->accept();
    EXPECT_EQ(sets_.set(2).name, "Hats") << "its set, whatever its place";
    ASSERT_TRUE(waitFor([&] { return dialog.isNull(); }));

    childOf<QMenu>(pane_, "setMenuOfD")->actions().front()->trigger();
    dialog = childOf<QInputDialog>(pane_, "renameSetDialog");
    sets_.removeSet(2);
    EXPECT_TRUE(waitFor([&] { return dialog.isNull(); }));
    EXPECT_EQ(sets_.count(), 2);

    FaceTile* tile = grid_.tile(5);
    const QPoint centre = tile->rect().center();
    QContextMenuEvent asked(QContextMenuEvent::Mouse, centre, tile->mapToGlobal(centre));
    QApplication::sendEvent(tile, &asked);
    const QPointer<QMenu> menu = grid_.findChild<QMenu*>();
    ASSERT_FALSE(menu.isNull());
    sets_.removeSet(1);
    EXPECT_TRUE(waitFor([&] { return menu.isNull(); }));
}

TEST_F(PicksTest, WhatIsHalfTypedGoesWithItsSet) {
    sets_.addSet();
    pane_.activateWindow();
    ASSERT_TRUE(waitFor([&] { return pane_.isActiveWindow(); }));
    auto* numbers = childOf<QLineEdit>(pane_, "setNumbersD");
    numbers->setFocus();
    QTest::keyClicks(numbers, "7");
    ASSERT_TRUE(numbers->hasFocus());
    sets_.removeSet(3);
    EXPECT_EQ(sets_.count(), 3);
    for (int set = 0; set < 3; ++set)
        EXPECT_TRUE(sets_.faces(set).empty());
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

TEST_F(PicksTest, TruncationPullsTheGridInAndIsUndone) {
    click(5);
    auto* box = childOf<QDoubleSpinBox>(grid_, "gridTruncation");
    EXPECT_EQ(box->value(), 1);
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QLocale().toString(0.7, 'f', 1));
    QTest::keyClick(box, Qt::Key_Return);
    EXPECT_EQ(sets_.truncation(), 0.7);
    EXPECT_EQ(sets_.gridLatents(), sampleLatents(GridSeed{1, 0.7}, 36, 60));
    EXPECT_TRUE(sets_.faces(0).empty()) << "the face picked before is another";
    EXPECT_EQ(sets_.set(0).members.size(), 1U) << "and stays in its set";
    click(5);
    EXPECT_EQ(sets_.faces(0), Numbers{5});
    EXPECT_EQ(sets_.set(0).members.size(), 2U);
    sets_.undoStack()->undo();
    sets_.undoStack()->undo();
    EXPECT_EQ(box->value(), 1);
    EXPECT_EQ(sets_.faces(0), Numbers{5});
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
    EXPECT_EQ(drawn.pixelColor(drawn.width() / 2, 1), setColour(sets_.set(0).look));
}

}  // namespace
}  // namespace faceloom
