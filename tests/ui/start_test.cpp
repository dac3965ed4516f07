// The program itself, started where there is no display.
#include "tests/test_paths.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

struct Ended {
    int exit_code = -1;  // of a signal
    QString out;
    QString error;
};

Ended startWithoutDisplay(const QStringList& arguments) {
    QProcess program;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(name);
    program.setProcessEnvironment(environment);
    const QFileInfo beside(QString::fromStdString(builtProgram()));
    program.start(beside.dir().filePath(QStringLiteral("faceloom")), arguments);
    EXPECT_TRUE(program.waitForFinished(60'000));
    const bool ended = program.exitStatus() == QProcess::NormalExit;
    return {ended ? program.exitCode() : -1, QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

TEST(StartWithoutDisplay, PrintsItsHelpAndItsVersion) {
    const Ended help = startWithoutDisplay({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_TRUE(help.out.contains("[MODEL_OR_RUN]")) << help.out.toStdString();
    EXPECT_TRUE(help.out.contains("--tour <DIR>")) << help.out.toStdString();
    const Ended version = startWithoutDisplay({"--version"});
    EXPECT_EQ(version.exit_code, 0);
    EXPECT_TRUE(version.out.contains(FACELOOM_VERSION)) << version.out.toStdString();
}

TEST(StartWithoutDisplay, LeavesQtItsOwnArguments) {
    const Ended elsewhere = startWithoutDisplay({"-platform", "nowhere"});
    EXPECT_FALSE(elsewhere.error.contains("no display")) << elsewhere.error.toStdString();
    EXPECT_TRUE(elsewhere.error.contains("nowhere")) << elsewhere.error.toStdString();
}

TEST(StartWithoutDisplay, SaysWhyThereIsNoWindow) {
    const Ended window = startWithoutDisplay({});
    EXPECT_EQ(window.exit_code, 1);
    EXPECT_TRUE(window.error.contains("no display")) << window.error.toStdString();
    EXPECT_TRUE(window.error.contains("faceloom-cli")) << window.error.toStdString();
}

}  // namespace
}  // namespace faceloom
