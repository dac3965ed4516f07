// monkey [--seed N] [--events N] [--from N] [--bound SECONDS] [--log FILE]: throws random events at
// the window and says what breaks. Works in a temporary folder of its own, without network.
#include "core/gan/compute_runtime.h"
#include "tests/monkey/monkey.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDesktopServices>
#include <QDir>
#include <QNetworkProxy>
#include <QTemporaryDir>
#include <QUrl>
#include <array>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto kUsualBound = "120";
#else
constexpr auto kUsualBound = "20";
#endif

constexpr std::array kSchemes = {"file", "http", "https", "mailto"};

// Takes what would start other programs.
class NoDesktop : public QObject {
    Q_OBJECT
public slots:
    void open(const QUrl&) {}
};

void settleIn(const QString& folder) {
    QDir(folder).mkpath(QStringLiteral("home"));
    const QByteArray home = QDir(folder).filePath(QStringLiteral("home")).toUtf8();
    qputenv("HOME", home);
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                             "XDG_DOCUMENTS_DIR", "XDG_PICTURES_DIR"})
        qunsetenv(name);
    QDir::setCurrent(QDir(folder).filePath(QStringLiteral("home")));
}

struct Wishes {
    std::uint64_t seed = 1;
    int first = 1;
    int events = 1000;
    std::chrono::seconds bound{0};
    std::filesystem::path log;
};

Wishes wishesOf(const QApplication& application) {
    QCommandLineParser parser;
    const auto option = [&parser](const char* name, const char* what, const char* usual) {
        parser.addOption({QLatin1String(name), QLatin1String(what), QStringLiteral("VALUE"),
                          QLatin1String(usual)});
    };
    option("seed", "What the events follow from.", "1");
    option("events", "How many events.", "1000");
    option("from", "The first event's number.", "1");
    option("bound", "For how many seconds the event loop may be held.", kUsualBound);
    option("log", "Where every event is written to.", "");
    parser.addHelpOption();
    parser.process(application);
    return {parser.value(QStringLiteral("seed")).toULongLong(),
            parser.value(QStringLiteral("from")).toInt(),
            parser.value(QStringLiteral("events")).toInt(),
            std::chrono::seconds(parser.value(QStringLiteral("bound")).toInt()),
            parser.value(QStringLiteral("log")).isEmpty()
                ? std::filesystem::path()
                : std::filesystem::absolute(parser.value(QStringLiteral("log")).toStdString())};
}

}  // namespace

int main(int argc, char** argv) {
    using namespace faceloom;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QPA_PLATFORMTHEME", "none");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    initializeCompute();
    QTemporaryDir folder;
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    const Wishes wishes = wishesOf(application);
    settleIn(folder.path());
    QApplication::setOrganizationName(QStringLiteral("faceloom"));
    QApplication::setApplicationName(QStringLiteral("faceloom"));
    QApplication::setQuitOnLastWindowClosed(false);
    NoDesktop no_desktop;
    for (const char* scheme : kSchemes)
        QDesktopServices::setUrlHandler(QLatin1String(scheme), &no_desktop, "open");
    // Nobody listens there.
    QNetworkProxy::setApplicationProxy(
        QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), 1));

    MonkeyFiles files(folder.path().toStdString());
    MonkeyWatch watch(wishes.seed, wishes.bound, wishes.log);
    {
        Monkey monkey(wishes.seed, files, watch);
        monkey.run(wishes.first, wishes.events);
        monkey.tell();
    }
    for (const char* scheme : kSchemes)
        QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    return 0;
}

#include "monkey_main.moc"
