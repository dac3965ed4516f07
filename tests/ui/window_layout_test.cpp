// The layout that a window takes over from the last one, on a plain window with two panes.
#include "app/main_window_layout.h"
#include "tests/core/temp_folder.h"
#include "tests/ui/ui_test_support.h"

#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

struct TestWindow : QMainWindow {
    TestWindow() {
        setCentralWidget(new QLabel);
        for (const char* name : {"left", "right"}) {
            auto* dock = new QDockWidget(this);
            dock->setObjectName(name);
            dock->setWidget(new QWidget);
            addDockWidget(
                dock->objectName() == "left" ? Qt::LeftDockWidgetArea : Qt::RightDockWidgetArea,
                dock);
        }
        resize(300, 300);
    }
    [[nodiscard]] QDockWidget* dock(const char* name) const {
        return childOf<QDockWidget>(*this, name);
    }

    WindowLayout layout{this};
};

class WindowLayoutTest : public testing::Test {
protected:
    WindowLayoutTest() {
        QCoreApplication::setOrganizationName("faceloom-test");
        QCoreApplication::setApplicationName("faceloom-test");
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QString::fromStdString(folder_.path().string()));
        QSettings().clear();
    }
    // The left pane takes two thirds of a window that is maximized and was small before.
    void leaveMaximized(const char* hidden = nullptr) const {
        TestWindow window;
        window.show();
        window.showMaximized();
        const int screen = window.screen()->availableSize().width();
        ASSERT_TRUE(waitFor([&] { return window.width() > screen * 9 / 10; }));
        window.resizeDocks({window.dock("left")}, {screen * 2 / 3}, Qt::Horizontal);
        QCoreApplication::processEvents();
        ASSERT_GT(window.dock("left")->width(), screen * 3 / 5);
        if (hidden != nullptr) window.dock(hidden)->hide();
        window.layout.save();
    }

    TempFolder folder_;
};

TEST_F(WindowLayoutTest, PanesKeepTheirSizesInAMaximizedWindow) {
    ASSERT_NO_FATAL_FAILURE(leaveMaximized());
    TestWindow window;
    ASSERT_TRUE(window.layout.restore());
    EXPECT_TRUE(window.isMaximized());
    window.show();
    const int screen = window.screen()->availableSize().width();
    EXPECT_TRUE(waitFor([&] { return window.dock("left")->width() > screen * 3 / 5; }))
        << window.dock("left")->width() << " of " << window.width();
}

TEST_F(WindowLayoutTest, WhatIsOpenedMeanwhileStaysInFront) {
    ASSERT_NO_FATAL_FAILURE(leaveMaximized("right"));
    TestWindow window;
    ASSERT_TRUE(window.layout.restore());
    ASSERT_TRUE(window.dock("right")->isHidden()) << "as it was left";
    window.show();
    window.dock("right")->show();
    const int screen = window.screen()->availableSize().width();
    EXPECT_TRUE(waitFor([&] { return window.dock("left")->width() > screen * 3 / 5; }))
        << window.dock("left")->width() << " of " << window.width();
    EXPECT_TRUE(window.dock("right")->isVisible());
}

// Qt takes over a copy of the layout at every resizing.
TEST_F(WindowLayoutTest, NoOlderLayoutComesBackOverAPaneThatIsMoved) {
    ASSERT_NO_FATAL_FAILURE(leaveMaximized());
    TestWindow window;
    ASSERT_TRUE(window.layout.restore());
    window.show();
    window.addDockWidget(Qt::TopDockWidgetArea, window.dock("left"));
    window.resize(310, 310);
    EXPECT_EQ(window.dockWidgetArea(window.dock("left")), Qt::TopDockWidgetArea);
}

}  // namespace
}  // namespace faceloom
