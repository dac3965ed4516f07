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

TEST(Tour, LeavesItsExportsAndAScreenshotOfEveryPane) {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.filePath("settings"));
    MainWindow window;
    Tour tour(&window, folder.path());
    tour.setTrainingSteps(1);
    QSignalSpy finished(&tour, &Tour::finished);
    tour.start();
    ASSERT_TRUE(waitFor([&] { return finished.count() == 1; }, 300'000));
    EXPECT_EQ(finished.front().front().toInt(), 0);
    for (const char* file :
         {"export-faces.png", "export-arithmetic.png", "export-interpolation.png",
          "pane-training.png", "pane-loss-curves.png", "pane-preview.png", "pane-faces.png",
          "pane-sets.png", "pane-arithmetic.png", "pane-interpolation.png", "pane-export.png",
          "window-light.png", "window-dark.png"}) {
        EXPECT_FALSE(QImage(folder.filePath(file)).isNull()) << file;
    }
    EXPECT_TRUE(QDir(folder.path()).exists("run/generator.safetensors"));
}

}  // namespace
}  // namespace faceloom
