// Finding a command by its name, its key, and faces enlarged: in the whole window.
#include "tests/ui/window_support.h"
#include "ui/base/command_palette.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_tile.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>
#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class CommandsTest : public WindowFixture {
protected:
    void openModel() { WindowFixture::openModel(models_.model("a.safetensors", 1)); }
    [[nodiscard]] CommandPalette* openPalette() {
        QTest::keyClick(window_.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        CommandPalette* palette = nullptr;
        EXPECT_TRUE(waitFor([&] {
            palette = window_->findChild<CommandPalette*>();
            return palette != nullptr && palette->isActiveWindow();
        }));
        return palette;
    }
};

TEST_F(CommandsTest, EveryCommandHasAKeyOfItsOwn) {
    openModel();
    std::multiset<QString> keys;
    for (const Command& command : commandsOf(*window_->menuBar())) {
        if (command.name.contains(QStringLiteral("Open recent")) ||
            command.name.contains(QStringLiteral("Age network")))
            continue;
        EXPECT_FALSE(command.action->shortcut().isEmpty()) << command.name.toStdString();
        EXPECT_FALSE(command.action->toolTip().isEmpty()) << command.name.toStdString();
        if (command.action->objectName() == QStringLiteral("pauseAction")) continue;
        keys.insert(command.action->shortcut().toString());
    }
    EXPECT_GT(keys.size(), 30U);
    for (const QString& key : keys)
        EXPECT_EQ(keys.count(key), 1U) << key.toStdString();
}

TEST_F(CommandsTest, ACommandIsFoundByAPartOfItsNameAndRun) {
    openModel();
    CommandPalette* palette = openPalette();
    ASSERT_NE(palette, nullptr);
    QTest::keyClicks(childOf<QLineEdit>(*palette, "commandText"), QStringLiteral("new fac"));
    auto* list = childOf<QTreeWidget>(*palette, "commandList");
    ASSERT_NE(list->currentItem(), nullptr);
    EXPECT_EQ(list->currentItem()->text(0), QStringLiteral("Faces › New faces"));
    EXPECT_EQ(list->currentItem()->text(1), QStringLiteral("Ctrl+N"));
    const QImage before = tile("face1")->face();
    QTest::keyClick(childOf<QLineEdit>(*palette, "commandText"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return tile("face1")->face() != before; }));
    EXPECT_TRUE(waitFor([&] { return window_->findChild<CommandPalette*>() == nullptr; }));
}

TEST_F(CommandsTest, APaneIsFoundByWhatItIsFor) {
    CommandPalette* palette = openPalette();
    ASSERT_NE(palette, nullptr);
    auto* typed = childOf<QLineEdit>(*palette, "commandText");
    auto* list = childOf<QTreeWidget>(*palette, "commandList");
    for (const auto& [words, pane] : {std::pair{"quiz", "Real or fake"},
                                      {"FID", "Curves"},
                                      {"inversion", "Photograph"},
                                      {"checkpoint", "Timeline"},
                                      {"morph", "Path"},
                                      {"ablation", "Sweep"}}) {
        typed->clear();
        QTest::keyClicks(typed, words);
        ASSERT_NE(list->currentItem(), nullptr) << words;
        EXPECT_EQ(list->currentItem()->text(0), QStringLiteral("View › ") + pane) << words;
    }
    auto* nothing = childOf<QLabel>(*palette, "noCommand");
    EXPECT_FALSE(nothing->isVisible());
    QTest::keyClicks(typed, QStringLiteral("quux"));
    EXPECT_TRUE(nothing->isVisible());
    EXPECT_FALSE(list->isVisible());
    typed->clear();
    EXPECT_TRUE(list->isVisible());
}

TEST_F(CommandsTest, WhatCannotBeDoneNowIsShownAndNotRun) {
    CommandPalette* palette = openPalette();  // without a model
    ASSERT_NE(palette, nullptr);
    QTest::keyClicks(childOf<QLineEdit>(*palette, "commandText"), QStringLiteral("grid latents"));
    auto* list = childOf<QTreeWidget>(*palette, "commandList");
    EXPECT_EQ(list->currentItem(), nullptr);
    QTest::keyClick(childOf<QLineEdit>(*palette, "commandText"), Qt::Key_Return);
    EXPECT_TRUE(palette->isVisible());
    childOf<QLineEdit>(*palette, "commandText")->clear();
    QTest::keyClicks(childOf<QLineEdit>(*palette, "commandText"), QStringLiteral("no such thing"));
    EXPECT_EQ(list->currentItem(), nullptr);
    QTest::keyClick(palette, Qt::Key_Escape);
    EXPECT_FALSE(palette->isVisible());
}

TEST_F(CommandsTest, AFaceIsEnlargedFollowedAndCopied) {
    openModel();
    tile("face8")->setFocus();
    QTest::keyClick(tile("face8"), Qt::Key_Z);
    QWidget* zoom = nullptr;
    ASSERT_TRUE(waitFor([&] {
        zoom = window_->findChild<QWidget*>(QStringLiteral("faceZoom"));
        return zoom != nullptr && zoom->isVisible();
    }));
    auto* large = childOf<FaceTile>(*zoom, "zoomedFace");
    EXPECT_GE(large->width(), 400);
    EXPECT_EQ(large->face(), tile("face8")->face());
    EXPECT_TRUE(zoom->windowTitle().startsWith(QStringLiteral("Face 8")));
    QTest::keyClick(zoom, Qt::Key_Right);
    EXPECT_EQ(large->face(), tile("face9")->face());
    QTest::keyClick(zoom, Qt::Key_Down);
    EXPECT_EQ(large->face(), tile("face15")->face());
    QTest::mouseClick(childOf(*zoom, "zoomCopy"), Qt::LeftButton);
    EXPECT_EQ(QApplication::clipboard()->image().pixelColor(5, 5),
              tile("face15")->face().pixelColor(5, 5));
    // Other faces: the same tile's.
    const QImage before = large->face();
    window_->findChild<QAction*>(QStringLiteral("newFacesAction"))->trigger();
    EXPECT_TRUE(waitFor([&] { return large->face() != before; }));
    EXPECT_EQ(large->face(), tile("face15")->face());
    QTest::keyClick(zoom, Qt::Key_Escape);
    EXPECT_FALSE(zoom->isVisible());
}

TEST_F(CommandsTest, APaneBehindAnotherComesToTheFrontAndThenCloses) {
    auto* dock = window_->findChild<QDockWidget*>(QStringLiteral("historyDock"));
    auto* action = window_->findChild<QAction*>(QStringLiteral("historyDockAction"));
    ASSERT_NE(action, nullptr);
    ASSERT_TRUE(dock->visibleRegion().isEmpty());
    EXPECT_FALSE(action->isChecked());
    action->trigger();
    EXPECT_TRUE(waitFor([&] { return !dock->visibleRegion().isEmpty(); }));
    EXPECT_TRUE(waitFor([&] { return action->isChecked(); }));
    action->trigger();
    EXPECT_TRUE(dock->isHidden());
    window_->findChild<QAction*>(QStringLiteral("resetLayoutAction"))->trigger();
    EXPECT_FALSE(dock->isHidden());
}

TEST_F(CommandsTest, AClosedPaneIsOpenedAsHighAsItNeeds) {
    window_->resize(1280, 900);
    auto* path = window_->findChild<QDockWidget*>(QStringLiteral("pathDock"));
    window_->resizeDocks({path}, {1}, Qt::Vertical);
    auto* quiz = window_->findChild<QDockWidget*>(QStringLiteral("quizDock"));
    const int wanted = quiz->widget()->sizeHint().height();
    ASSERT_TRUE(waitFor([&] { return path->widget()->height() < wanted; }));
    auto* action = window_->findChild<QAction*>(QStringLiteral("quizDockAction"));
    action->trigger();
    ASSERT_TRUE(waitFor([&] { return quiz->widget()->height() >= wanted; }));
    auto* start = childOf(*quiz, "quizStart");
    EXPECT_EQ(start->visibleRegion().boundingRect(), start->rect());
    // One that lies behind it keeps the height that there is.
    window_->resizeDocks({quiz}, {1}, Qt::Vertical);
    ASSERT_TRUE(waitFor([&] { return quiz->widget()->height() < wanted; }));
    const int chosen = quiz->height();
    EXPECT_EQ(start->visibleRegion().boundingRect(), start->rect());
    window_->findChild<QAction*>(QStringLiteral("timelineDockAction"))->trigger();
    auto* timeline = window_->findChild<QDockWidget*>(QStringLiteral("timelineDock"));
    ASSERT_TRUE(waitFor([&] { return !timeline->visibleRegion().isEmpty(); }));
    QCoreApplication::processEvents();
    EXPECT_EQ(timeline->height(), chosen);
}

TEST_F(CommandsTest, TheFirstStepsGoWhenTheyWereFollowed) {
    openModel();
    auto* steps = childOf(*window_, "firstSteps");
    auto* text = childOf<QLabel>(*window_, "firstStepsText");
    EXPECT_TRUE(steps->isVisible());
    EXPECT_TRUE(text->text().contains(QStringLiteral("1 of 3")));
    QTest::mouseClick(tile("face3"), Qt::LeftButton);
    EXPECT_TRUE(text->text().contains(QStringLiteral("2 of 3")));
    for (const auto key : {Qt::Key_2, Qt::Key_3}) {
        QTest::keyClick(window_.get(), key);
        QTest::mouseClick(tile(key == Qt::Key_2 ? "face4" : "face5"), Qt::LeftButton);
    }
    ASSERT_TRUE(waitFor([&] { return text->text().contains(QStringLiteral("3 of 3")); }));
    QTest::mouseClick(childOf(*window_, "firstStepsClose"), Qt::LeftButton);
    EXPECT_FALSE(steps->isVisible());
    window_.reset();
    makeWindow();
    openModel();
    EXPECT_FALSE(childOf(*window_, "firstSteps")->isVisible());
}

}  // namespace
}  // namespace faceloom
