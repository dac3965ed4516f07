// The results so far: what is kept, undone, put into sets and dragged away.
#include "tests/ui/ui_test_support.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/history_pane.h"
#include "ui/explore/result_history.h"

#include <QAction>
#include <QCheckBox>
#include <QDragEnterEvent>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

Latent latent(float value) {
    return Latent(60, value);
}

class HistoryTest : public testing::Test {
protected:
    HistoryTest() : history_(sets_.undoStack()), pane_(&history_, &sets_) {
        history_.setLatentSize(60);
        pane_.resize(600, 240);
        pane_.show();
    }
    [[nodiscard]] QStringList shown() const {
        QStringList labels;
        auto* list = childOf<QListWidget>(pane_, "historyList");
        for (int row = 0; row < list->count(); ++row)
            labels << list->item(row)->text();
        return labels;
    }
    void choose(int row) { childOf<QListWidget>(pane_, "historyList")->setCurrentRow(row); }
    void trigger(const char* action) { childOf<QAction>(pane_, action)->trigger(); }

    FaceSets sets_;
    ResultHistory history_;
    HistoryPane pane_;
};

TEST_F(HistoryTest, ResultsComeNewestFirstAndOnce) {
    EXPECT_TRUE(childOf(pane_, "historyHint")->isVisible());
    history_.add(latent(1), "A - B");
    history_.add(latent(2), "A");
    history_.add(latent(1), "A - B");
    EXPECT_EQ(shown(), (QStringList{"result 2", "result 1"}));
    EXPECT_TRUE(childOf<QListWidget>(pane_, "historyList")->item(1)->toolTip().contains("A - B"));
    EXPECT_FALSE(childOf(pane_, "historyHint")->isVisible());
    EXPECT_FALSE(sets_.undoStack()->canUndo()) << "a result is nobody's doing";
}

TEST_F(HistoryTest, TheOldestGoButFavouritesStay) {
    history_.add(latent(0), {});
    history_.setFavourite(1, true);
    for (int i = 1; i <= ResultHistory::kMost + 5; ++i)
        history_.add(latent(static_cast<float>(i)), {});
    EXPECT_EQ(history_.entries().size(), ResultHistory::kMost + 1U);
    EXPECT_EQ(history_.entries().back().number, 1);
    EXPECT_EQ(history_.entry(2), nullptr);
}

TEST_F(HistoryTest, KeepingRemovingAndClearingAreUndone) {
    for (int i = 1; i <= 3; ++i)
        history_.add(latent(static_cast<float>(i)), {});
    choose(1);
    trigger("historyKeepAction");
    EXPECT_TRUE(history_.entry(2)->favourite);
    EXPECT_TRUE(childOf<QAction>(pane_, "historyKeepAction")->isChecked()) << "still chosen";
    trigger("historyClearAction");
    EXPECT_EQ(shown(), QStringList{"result 2"});
    history_.add(latent(4), {});
    sets_.undoStack()->undo();
    EXPECT_EQ(shown(), (QStringList{"result 4", "result 3", "result 2", "result 1"}));
    sets_.undoStack()->undo();
    EXPECT_FALSE(history_.entry(2)->favourite);
    choose(0);
    pane_.activateWindow();
    ASSERT_TRUE(waitFor([this] { return pane_.isActiveWindow(); }));
    childOf(pane_, "historyList")->setFocus();
    QTest::keyClick(childOf(pane_, "historyList"), Qt::Key_Delete);
    EXPECT_EQ(shown().front(), "result 3");
    sets_.undoStack()->undo();
    EXPECT_EQ(shown().front(), "result 4");
}

TEST_F(HistoryTest, FavouritesCanBeShownAlone) {
    history_.add(latent(1), {});
    history_.keep({"face 7", latent(2), {}, GridFace{5, 7}, {}});
    history_.keep({"result", latent(1), {}, {}, {}});
    history_.setFavourite(1, false);
    childOf<QCheckBox>(pane_, "onlyFavouritesBox")->setChecked(true);
    EXPECT_EQ(shown(), QStringList{"face 7"});
    EXPECT_EQ(history_.entry(2)->origin, "face 7 of seed 5");
}

TEST_F(HistoryTest, EveryRowShownAsksForItsOwnPicture) {
    for (int i = 1; i <= 6; ++i)
        history_.add(latent(static_cast<float>(i)), {});
    history_.remove(3);
    std::vector<float> asked;
    pane_.setPictureSource([&asked](const Latent& latent) {
        asked.push_back(latent.front());
        return QImage();
    });
    EXPECT_EQ(asked, (std::vector<float>{6, 5, 4, 2, 1}));
    for (const int number : {6, 4, 1})
        history_.setFavourite(number, true);
    childOf<QCheckBox>(pane_, "onlyFavouritesBox")->setChecked(true);
    asked.clear();
    pane_.showPictures();
    EXPECT_EQ(asked, (std::vector<float>{6, 4, 1}));
}

TEST_F(HistoryTest, AResultIsPutIntoTheChosenSetAndInterpolated) {
    history_.add(latent(1), {});
    EXPECT_FALSE(childOf<QAction>(pane_, "historyPutAction")->isEnabled());
    choose(0);
    sets_.setActiveSet(2);
    EXPECT_EQ(childOf<QAction>(pane_, "historyPutAction")->text(), "Put into C");
    trigger("historyPutAction");
    ASSERT_EQ(sets_.set(2).members.size(), 1U);
    EXPECT_EQ(sets_.set(2).members.front().latent, latent(1));
    std::optional<PickedFace> from;
    QObject::connect(&pane_, &HistoryPane::interpolateFromRequested,
                     [&](const PickedFace& face) { from = face; });
    trigger("historyFromAction");
    ASSERT_TRUE(from);
    EXPECT_EQ(from->latent, latent(1));
    EXPECT_EQ(from->label, "result 1");
}

TEST_F(HistoryTest, ADroppedFaceIsKept) {
    const auto data = toMimeData({"face 3", latent(3), {}, GridFace{1, 3}, {}});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&pane_, &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent dropped({20, 20}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&pane_, &dropped);
    ASSERT_EQ(history_.entries().size(), 1U);
    EXPECT_TRUE(history_.entries().front().favourite);
}

TEST_F(HistoryTest, LatentsOfAnotherSizeAreForgotten) {
    history_.add(latent(1), {});
    history_.add(Latent(8, 1), {});
    history_.setLatentSize(8);
    EXPECT_EQ(shown(), QStringList{"result 2"});
    QSignalSpy refused(&history_, &ResultHistory::faceRefused);
    history_.keep({"from another window", latent(3), {}, {}, {}});
    EXPECT_EQ(shown(), QStringList{"result 2"});
    EXPECT_EQ(refused.count(), 1);
}

}  // namespace
}  // namespace faceloom
