// The pane Log by itself: filtering, searching, copying, following.
#include "ui/log/log_pane.h"

#include "tests/ui/ui_test_support.h"
#include "ui/log/log_model.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QPalette>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>
#include <QUrl>
#include <cmath>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class LogPaneTest : public testing::Test {
protected:
    LogPaneTest() {
        pane_.resize(900, 300);
        pane_.show();
        // The lines of earlier tests are no matter.
        action("logClearAction")->trigger();
    }
    [[nodiscard]] QTreeView& view() const { return *childOf<QTreeView>(pane_, "logLines"); }
    [[nodiscard]] QLineEdit& search() const { return *childOf<QLineEdit>(pane_, "logSearch"); }
    [[nodiscard]] QAction* action(const char* name) const { return childOf<QAction>(pane_, name); }
    [[nodiscard]] int count() const { return view().model()->rowCount(); }
    [[nodiscard]] QString text(int row) const {
        return view().model()->index(row, LogModel::TextColumn).data().toString();
    }
    [[nodiscard]] bool shows(const std::vector<QString>& lines) const {
        if (count() != int(lines.size())) return false;
        for (int row = 0; row < count(); ++row)
            if (text(row) != lines[std::size_t(row)]) return false;
        return true;
    }
    void choose(LogLevel least) {
        auto* level = childOf<QComboBox>(pane_, "logLevel");
        level->setCurrentIndex(level->findData(int(least)));
    }

    LogPane pane_;
};

TEST_F(LogPaneTest, ShowsWhatIsLoggedFromTheChosenLevelOn) {
    logDebug("a detail");
    logInfo("a note");
    logWarning("a warning");
    logError("an error");
    ASSERT_TRUE(waitFor([&] { return shows({"a note", "a warning", "an error"}); }));
    EXPECT_EQ(view().model()->index(2, LogModel::LevelColumn).data().toString(), "Error");
    EXPECT_TRUE(QTime::fromString(view().model()->index(0, LogModel::TimeColumn).data().toString(),
                                  "HH:mm:ss.zzz")
                    .isValid());
    choose(LogLevel::Debug);
    EXPECT_TRUE(shows({"a detail", "a note", "a warning", "an error"}));
    choose(LogLevel::Error);
    EXPECT_TRUE(shows({"an error"}));
    choose(LogLevel::Warning);
    EXPECT_TRUE(shows({"a warning", "an error"}));
}

TEST_F(LogPaneTest, SearchesWhileItIsTyped) {
    logInfo("opened celeba64.safetensors");
    logInfo("saved faces.png");
    logInfo("Opened faces.faceloom");
    ASSERT_TRUE(waitFor([&] { return count() == 3; }));
    QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return search().hasFocus() || !pane_.isActiveWindow(); }));
    QTest::keyClicks(&search(), "open");
    EXPECT_TRUE(shows({"opened celeba64.safetensors", "Opened faces.faceloom"}));
    QTest::keyClicks(&search(), "s");
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(childOf<QLabel>(pane_, "logHint")->isVisible());
    EXPECT_TRUE(childOf<QLabel>(pane_, "logHint")->text().contains("opens"));
    logInfo("opens later");
    ASSERT_TRUE(waitFor([&] { return shows({"opens later"}); }));
    QTest::keyClick(&search(), Qt::Key_Escape);
    EXPECT_EQ(count(), 4);
}

TEST_F(LogPaneTest, CopiesChosenLinesAndAllThatAreShown) {
    logInfo("one");
    logDebug("hidden");
    logWarning("two");
    logInfo("three");
    ASSERT_TRUE(waitFor([&] { return count() == 3; }));
    EXPECT_FALSE(action("logCopyAction")->isEnabled());
    auto* rows = view().selectionModel();
    const auto chosen = QItemSelectionModel::Select | QItemSelectionModel::Rows;
    rows->select(view().model()->index(2, 0), chosen);
    rows->select(view().model()->index(1, 0), chosen);
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList copied = QGuiApplication::clipboard()->text().split('\n');
    ASSERT_EQ(copied.size(), 3);  // the last is empty
    EXPECT_TRUE(copied[0].endsWith("warning two")) << copied[0].toStdString();
    EXPECT_TRUE(copied[1].endsWith("info    three"));
    action("logCopyAllAction")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text().count('\n'), 3);
    EXPECT_FALSE(QGuiApplication::clipboard()->text().contains("hidden"));
}

TEST_F(LogPaneTest, FollowsUnlessScrolledUp) {
    for (int i = 0; i < 300; ++i)
        logInfo("line {}", i);
    ASSERT_TRUE(waitFor([&] { return count() == 300; }));
    QScrollBar* scroll = view().verticalScrollBar();
    const auto at_newest = [scroll] { return scroll->value() == scroll->maximum(); };
    EXPECT_TRUE(waitFor([&] { return scroll->maximum() > 100 && at_newest(); }));
    logInfo("newer");
    ASSERT_TRUE(waitFor([&] { return count() == 301; }));
    EXPECT_TRUE(waitFor(at_newest));
    scroll->setValue(50);
    logInfo("newest");
    ASSERT_TRUE(waitFor([&] { return count() == 302; }));
    EXPECT_EQ(scroll->value(), 50);
    EXPECT_EQ(view().indexAt({5, 5}).row(), 50);
    scroll->setValue(scroll->maximum());
    logInfo("the very last");
    ASSERT_TRUE(waitFor([&] { return count() == 303; }));
    EXPECT_TRUE(waitFor(at_newest));
}

TEST_F(LogPaneTest, WhatIsReadStaysInPlaceWhenOldLinesGo) {
    for (int i = 0; i < LogModel::kMostLines; ++i) {
        logInfo("line {}", i);
        if (i % 1000 < 999) continue;
        ASSERT_TRUE(waitFor([&] { return count() == i + 1; }));
    }
    QScrollBar* scroll = view().verticalScrollBar();
    scroll->setValue(2000);
    const QString read = text(view().indexAt({5, 5}).row());
    for (int i = 0; i < 500; ++i)
        logInfo("more {}", i);
    ASSERT_TRUE(waitFor([&] { return text(count() - 1) == "more 499"; }));
    EXPECT_EQ(count(), LogModel::kMostLines);
    EXPECT_EQ(text(0), "line 500");
    EXPECT_EQ(text(view().indexAt({5, 5}).row()), read);
}

TEST_F(LogPaneTest, AFloodOfLinesIsBoundedAndSaidToBe) {
    choose(LogLevel::Debug);
    for (int i = 0; i < 30'000; ++i)
        logInfo("{}", i);
    ASSERT_TRUE(waitFor([&] { return count() > 0 && text(count() - 1) == "29999"; }));
    EXPECT_LE(count(), LogModel::kMostLines);
    EXPECT_EQ(text(0), "Earlier lines, no longer kept: 28,000");
    EXPECT_EQ(text(1), "28000");
}

TEST_F(LogPaneTest, ClearedLinesDoNotComeBack) {
    logInfo("old");
    ASSERT_TRUE(waitFor([&] { return count() == 1; }));
    action("logClearAction")->trigger();
    EXPECT_EQ(count(), 0);
    EXPECT_FALSE(action("logClearAction")->isEnabled());
    pane_.hide();
    logInfo("while it was hidden");
    pane_.show();
    EXPECT_TRUE(shows({"while it was hidden"}));
}

class OpenedUrls : public QObject {
    Q_OBJECT
public:
    QList<QUrl> urls;
public slots:
    void open(const QUrl& url) { urls.push_back(url); }
};

TEST_F(LogPaneTest, OpensTheFolderOfTheRun) {
    OpenedUrls opened;
    QDesktopServices::setUrlHandler("file", &opened, "open");
    EXPECT_FALSE(action("logFolderAction")->isEnabled());
    pane_.setRunFolder("/home/someone/runs/first");
    action("logFolderAction")->trigger();
    QDesktopServices::unsetUrlHandler("file");
    ASSERT_EQ(opened.urls.size(), 1);
    EXPECT_EQ(opened.urls.front().toLocalFile(), "/home/someone/runs/first");
    EXPECT_TRUE(action("logFolderAction")->toolTip().contains("runs/first"));
}

TEST_F(LogPaneTest, AsksForAReport) {
    QSignalSpy asked(&pane_, &LogPane::reportRequested);
    action("logReportAction")->trigger();
    EXPECT_EQ(asked.count(), 1);
}

// WCAG's contrast of two colours, 1 to 21.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    };
    const double lighter = std::max(luminance(a), luminance(b));
    return (lighter + 0.05) / (std::min(luminance(a), luminance(b)) + 0.05);
}

QColor mixed(const QColor& over, const QColor& under) {
    const float share = over.alphaF();
    return QColor::fromRgbF(over.redF() * share + under.redF() * (1 - share),
                            over.greenF() * share + under.greenF() * (1 - share),
                            over.blueF() * share + under.blueF() * (1 - share));
}

TEST(LogColours, CanBeReadOnLightAndOnDark) {
    for (const auto& [base, text] :
         {std::pair(QColor(Qt::white), QColor(Qt::black)), {QColor(0x1e1e1e), QColor(0xf0f0f0)}}) {
        QPalette palette;
        palette.setColor(QPalette::Base, base);
        palette.setColor(QPalette::Text, text);
        for (const auto level :
             {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
            EXPECT_GE(contrast(mixed(levelColour(level, palette), base), base), 4.5)
                << nameOf(level) << " on " << base.name().toStdString();
    }
}

}  // namespace
}  // namespace faceloom

#include "log_pane_test.moc"
