// The fetching of AgeNet: from files, over HTTP, and cancelled in the window.
#include "ui/reading/agenet_download.h"

#include "app/main_window.h"
#include "tests/ui/small_http_server.h"
#include "tests/ui/ui_test_support.h"
#include "ui/base/message_bar.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QProgressDialog>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class Fetching : public testing::Test {
protected:
    void put(const char* name, const QByteArray& content) {
        QFile file(source_.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    // The error, or nothing when it finished.
    QString fetch(const std::vector<DownloadItem>& items) {
        AgeNetDownload download(QUrl::fromLocalFile(source_.path() + "/"), items,
                                target_.filePath("agenet"));
        QSignalSpy finished(&download, &AgeNetDownload::finished);
        QSignalSpy failed(&download, &AgeNetDownload::failed);
        download.start();
        EXPECT_TRUE(waitFor([&] { return finished.count() + failed.count() > 0; }));
        return failed.isEmpty() ? QString() : failed.front().front().toString();
    }
    QTemporaryDir source_, target_;
};

TEST_F(Fetching, KeepsWhatIsRightAndNothingElse) {
    // git's own ids: `printf 'hello\n' | git hash-object --stdin`, and of no bytes at all.
    EXPECT_EQ(gitBlobId("hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    EXPECT_EQ(gitBlobId(""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    put("a", "hello\n");
    put("b", "something else");
    const DownloadItem right{"a", "deploy.prototxt", "ce013625030ba8dba906f756967f9e9ca394464a"};
    const DownloadItem wrong{"b", "age_net.caffemodel", right.sha};
    EXPECT_TRUE(fetch({right, wrong}).contains("not the file it should be"));
    EXPECT_FALSE(QDir(target_.filePath("agenet")).exists());
    EXPECT_TRUE(fetch({right, {"c", "c", right.sha}}).contains("could not be fetched"));
    EXPECT_EQ(fetch({right}), "");
    QFile written(target_.filePath("agenet/deploy.prototxt"));
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_EQ(written.readAll(), "hello\n");
}

TEST(FetchingOverHttp, KeepsWhatIsRightAndSaysWhatIsNotThere) {
    QTemporaryDir target;
    SmallHttpServer server;
    server.files.insert("/a", "hello\n");
    const DownloadItem right{"a", "deploy.prototxt", "ce013625030ba8dba906f756967f9e9ca394464a"};
    AgeNetDownload download(server.address(), {right}, target.filePath("agenet"));
    QSignalSpy finished(&download, &AgeNetDownload::finished);
    download.start();
    ASSERT_TRUE(waitFor([&] { return finished.count() == 1; }));
    EXPECT_TRUE(QFile::exists(target.filePath("agenet/deploy.prototxt")));

    AgeNetDownload other(server.address(), {{"b", "b", right.sha}}, target.filePath("other"));
    QSignalSpy failed(&other, &AgeNetDownload::failed);
    other.start();
    ASSERT_TRUE(waitFor([&] { return failed.count() == 1; }));
    EXPECT_TRUE(failed.front().front().toString().contains("could not be fetched"));
    EXPECT_FALSE(QFile::exists(target.filePath("other")));
}

TEST(FetchingOverHttp, CancelledInTheWindowLeavesNothing) {
    QSettings().clear();
    QTemporaryDir data;
    qputenv("XDG_DATA_HOME", data.path().toUtf8());
    SmallHttpServer server;
    server.files.insert("/age_net_definitions/deploy.prototxt", "name: ");
    server.promised = 1000;
    qputenv("FACELOOM_AGENET_URL", server.address().toString().toUtf8());
    {
        MainWindow window;
        window.show();
        auto* menu = childOf<QMenu>(window, "ageNetworkMenu");
        emit menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            if (action->text().contains("Fetch AgeNet")) action->trigger();
        }
        auto* progress = childOf<QProgressDialog>(window, "ageNetProgress");
        ASSERT_TRUE(waitFor([&] { return server.answered() == 1; }));
        QTest::mouseClick(progress->findChild<QPushButton*>(), Qt::LeftButton);
        ASSERT_TRUE(waitFor([&] { return server.ended() == 1; }));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        EXPECT_EQ(window.findChild<AgeNetDownload*>(), nullptr);
        EXPECT_EQ(window.findChild<QProgressDialog*>(), nullptr);
        EXPECT_FALSE(childOf<MessageBar>(window, "messageBar")->isVisible());
    }
    EXPECT_FALSE(QFile::exists(data.filePath("faceloom/agenet")));
    qunsetenv("FACELOOM_AGENET_URL");
    qunsetenv("XDG_DATA_HOME");
}

}  // namespace
}  // namespace faceloom
