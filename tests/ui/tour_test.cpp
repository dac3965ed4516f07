// The tour with a very short run: everything it promises is there.
#include "app/tour.h"

#include "app/main_window.h"
#include "tests/ui/ui_test_support.h"

#include <QDir>
#include <QImage>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

void expectTour(const QString& folder) {
    MainWindow window;
    Tour tour(&window, folder);
    tour.setTrainingSteps(1);
    QSignalSpy finished(&tour, &Tour::finished);
    tour.start();
    ASSERT_TRUE(waitFor([&] { return finished.count() == 1; }, 300'000));
    EXPECT_EQ(finished.front().front().toInt(), 0);
    for (const char* file :
         {"export-faces.png", "export-arithmetic.png", "export-path.png", "pane-training.png",
          "pane-loss-curves.png", "pane-timeline.png", "pane-faces.png", "pane-sets.png",
          "pane-arithmetic.png", "pane-path.png", "pane-directions.png", "pane-results.png",
          "pane-export.png", "window-light.png", "window-dark.png"}) {
        EXPECT_FALSE(QImage(QDir(folder).filePath(file)).isNull()) << file;
    }
}

TEST(Tour, LeavesItsExportsAndAScreenshotOfEveryPaneAgainAndAgain) {
    const QTemporaryDir folder;
    const QDir dir(folder.path());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.filePath("settings"));
    ASSERT_TRUE(dir.mkdir("run"));  // somebody's own
    expectTour(folder.path());
    expectTour(folder.path());
    EXPECT_TRUE(dir.exists("run-2/generator.safetensors"));
    EXPECT_FALSE(dir.exists("run-3"));  // its own earlier run made room
    EXPECT_TRUE(dir.exists("run"));
}

}  // namespace
}  // namespace faceloom
