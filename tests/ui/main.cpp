// Runs the window's tests on real widgets; QT_QPA_PLATFORM=offscreen needs no display.
#include "core/gan/compute_runtime.h"

#include <QApplication>
#include <QStandardPaths>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    faceloom::initializeCompute();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    testing::InitGoogleTest(&argc, argv);
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);  // settings and recent files of the tests' own
    return RUN_ALL_TESTS();
}
