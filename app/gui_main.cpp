// Faceloom's window.
#include "app/main_window.h"
#include "app/tour.h"
#include "core/base/user_folders.h"
#include "core/gan/compute_runtime.h"
#include "ui/base/window_style.h"
#include "ui/log/error_report.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>

namespace {

// Of the environment, or named in an argument that Qt takes for itself.
bool hasDisplay(int argc, char** argv) {
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name)) return true;
    return std::any_of(argv, argv + argc, [](std::string_view argument) {
        return argument.starts_with("-platform") || argument.starts_with("--platform") ||
               argument.starts_with("-display") || argument.starts_with("--display");
    });
}

// A tour, or words that are only printed. Asked before the application object exists, which needs
// to know its platform.
bool wantsNoDisplay(int argc, char** argv) {
    return std::any_of(argv, argv + argc, [](std::string_view argument) {
        return argument.starts_with("--tour") || argument.starts_with("--help") ||
               argument == "--version" || argument == "-h" || argument == "-v";
    });
}

int runWindow(QApplication& application) {
    QApplication::setOrganizationName(QStringLiteral("faceloom"));
    QApplication::setApplicationName(QStringLiteral("faceloom"));
    QApplication::setApplicationDisplayName(QStringLiteral("Faceloom"));
    QApplication::setApplicationVersion(QStringLiteral(FACELOOM_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Train a model of faces and explore it."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("model"),
        QStringLiteral("A .safetensors file, a run folder, a session or a folder of pictures."),
        QStringLiteral("[MODEL_OR_RUN]"));
    const QCommandLineOption tour_option(
        QStringLiteral("tour"),
        QStringLiteral("Show everything by itself and leave pictures in DIR."),
        QStringLiteral("DIR"));
    parser.addOption(tour_option);
    parser.process(application);

    if (parser.isSet(tour_option)) {
        const QDir folder(parser.value(tour_option));
        // A tour neither follows nor changes the user's own settings.
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           folder.filePath("settings"));
        faceloom::MainWindow window;
        faceloom::Tour tour(&window, folder.absolutePath());
        QObject::connect(&tour, &faceloom::Tour::finished, &application,
                         [](int exit_code) { QCoreApplication::exit(exit_code); });
        QTimer::singleShot(0, &tour, &faceloom::Tour::start);
        return QApplication::exec();
    }
    faceloom::MainWindow window;
    window.showAsLeft();
    window.keepSessionsIn(
        QFile::decodeName((faceloom::userDataFolder() / "sessions").string().c_str()));
    window.openFirst(parser.positionalArguments().value(0));
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (!hasDisplay(argc, argv)) {
            if (!wantsNoDisplay(argc, argv)) {
                std::fputs(
                    "faceloom: there is no display to open a window on (DISPLAY and "
                    "WAYLAND_DISPLAY are not set).\n"
                    "faceloom-cli does the same without one; faceloom --tour DIR shows it in "
                    "pictures.\n",
                    stderr);
                return 1;
            }
            qputenv("QT_QPA_PLATFORM", "offscreen");
        }
        faceloom::initializeCompute();  // before Qt starts threads of its own
        faceloom::logQtMessages();
        QApplication application(argc, argv);
        faceloom::logWindowStart();
        QApplication::setStyle(new faceloom::WindowStyle);
        return runWindow(application);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "faceloom: %s\n", error.what());
        return 1;
    }
}
