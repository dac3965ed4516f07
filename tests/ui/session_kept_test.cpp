// What was not saved as a session is kept while the program runs and offered at its next start.
#include "app/main_window.h"
#include "core/latent/explorer_session.h"
#include "tests/ui/session_support.h"
#include "ui/base/message_bar.h"
#include "ui/explore/face_sets.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLockFile>
#include <QMessageBox>
#include <QProcess>
#include <QSysInfo>
#include <QTimer>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class KeptSessionTest : public SessionFixture {
protected:
    KeptSessionTest() : folder_(file("kept")) { QDir().mkpath(folder_); }
    [[nodiscard]] QStringList kept() const {
        return QDir(folder_).entryList({"*.faceloom"}, QDir::Files);
    }

    // Leaves a session with face 5 as a program that crashed does: with the lock of a process that
    // has gone.
    void crashed(const QString& name) {
        openModel();
        click("face5");
        saveAs(file("mine.faceloom"));
        window_->close();
        ASSERT_TRUE(QFile::copy(file("mine.faceloom"), folder_ + '/' + name));
        QProcess gone;
        gone.start("true", {});
        ASSERT_TRUE(gone.waitForStarted());
        const qint64 pid = gone.processId();
        ASSERT_TRUE(gone.waitForFinished());
        QFile lock(folder_ + '/' + name + ".lock");
        ASSERT_TRUE(lock.open(QIODevice::WriteOnly));
        lock.write(QByteArray::number(pid) + "\nfaceloom\n" + QSysInfo::machineHostName().toUtf8() +
                   '\n');
    }

    QString folder_;
};

TEST_F(KeptSessionTest, WhatACrashLeftIsOfferedAndRestored) {
    crashed("unsaved-1.faceloom");
    makeWindow();
    window_->keepSessionsIn(folder_);
    EXPECT_TRUE(message().contains("did not end as it should"));
    click("messageAnswer1");
    ASSERT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
    EXPECT_FALSE(window_->windowTitle().contains("unsaved")) << "it has no name of its own";
    ASSERT_TRUE(waitFor([&] { return kept() == QStringList{"unsaved-2.faceloom"}; }))
        << "kept again, by this run";
}

TEST_F(KeptSessionTest, WhatIsRestoredHasNoName) {
    crashed("unsaved-1.faceloom");
    makeWindow();
    window_->keepSessionsIn(folder_);
    window_->openPath(file("mine.faceloom"));
    ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("mine.faceloom"); }));
    sets().setFormula("A");
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    click("messageAnswer1");
    answerSaving(QMessageBox::Discard);
    ASSERT_TRUE(waitFor([&] { return window_->windowTitle().startsWith("small"); }));
    EXPECT_FALSE(window_->isWindowModified());
}

TEST_F(KeptSessionTest, WhatCouldNotBeRestoredIsOfferedAgain) {
    crashed("unsaved-1.faceloom");
    const auto moved = models_.root() / "moved.safetensors";
    std::filesystem::rename(model_, moved);
    makeWindow();
    window_->keepSessionsIn(folder_);
    click("messageAnswer1");
    ASSERT_TRUE(saidAbout("which is not here"));
    const auto other = models_.model("other.safetensors", 3, 20);
    locate(other);
    ASSERT_TRUE(saidAbout("takes 12 numbers"));
    click("messageClose");
    ASSERT_TRUE(saidAbout("did not end as it should"));
    click("messageAnswer1");
    ASSERT_TRUE(saidAbout("which is not here"));
    WindowFixture::openModel(moved);
    ASSERT_TRUE(saidAbout("did not end as it should"));
    click("messageAnswer1");
    EXPECT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
}

TEST_F(KeptSessionTest, WhatWasNotSavedIsOfferedAfterClosing) {
    window_->keepSessionsIn(folder_);
    openModel();
    click("face5");
    EXPECT_TRUE(window_->close());
    makeWindow();
    window_->keepSessionsIn(folder_);
    EXPECT_TRUE(message().contains("was not saved as a session")) << message().toStdString();
    click("messageAnswer1");
    ASSERT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
    saveAs(file("mine.faceloom"));
    EXPECT_TRUE(window_->close());
    window_.reset();
    EXPECT_EQ(kept(), QStringList()) << "it is in its own file";
}

TEST_F(KeptSessionTest, NothingIsKeptWhereNothingWasMade) {
    window_->keepSessionsIn(folder_);
    openModel();
    click("face5");
    ASSERT_TRUE(waitFor([&] { return kept().size() == 1; }));
    click("face5");
    EXPECT_TRUE(window_->close());
    window_.reset();
    EXPECT_EQ(kept(), QStringList());
}

TEST_F(KeptSessionTest, WhatNobodyRestoresDoesNotGrow) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    const QDateTime now = QDateTime::currentDateTime();
    for (int i = 1; i <= 12; ++i) {
        const QString path = folder_ + QStringLiteral("/unsaved-%1.faceloom").arg(i);
        ASSERT_TRUE(QFile::copy(file("mine.faceloom"), path));
        QFile left(path);
        ASSERT_TRUE(left.open(QIODevice::ReadWrite));
        ASSERT_TRUE(left.setFileTime(now.addDays(-i), QFileDevice::FileModificationTime));
    }
    QLockFile running(folder_ + "/unsaved-12.faceloom.lock");
    ASSERT_TRUE(running.lock());
    window_->keepSessionsIn(folder_);
    EXPECT_EQ(kept().size(), 11);
    EXPECT_FALSE(kept().contains("unsaved-11.faceloom")) << "the oldest of those that were left";
    click("messageAnswer2");
    EXPECT_FALSE(kept().contains("unsaved-1.faceloom")) << "discarded";
}

TEST_F(KeptSessionTest, WhatWasMadeSinceTheCrashIsAskedAboutBeforeRestoring) {
    crashed("unsaved-1.faceloom");
    makeWindow();
    window_->keepSessionsIn(folder_);
    openModel();
    click("face7");
    click("messageAnswer1");
    answerSaving(QMessageBox::Cancel);
    EXPECT_EQ(sets().faces(0), std::vector<int>{7});
    EXPECT_TRUE(message().contains("did not end as it should")) << "it is offered again";
    click("messageAnswer1");
    answerSaving(QMessageBox::Save);
    childOf<QFileDialog>(*window_, "saveSessionDialog")->reject();
    EXPECT_TRUE(message().contains("did not end as it should")) << "and again";
    click("messageAnswer1");
    answerSaving(QMessageBox::Save);
    for (auto* dialog : window_->findChildren<QFileDialog*>("saveSessionDialog"))
        emit dialog->fileSelected(file("no/way.faceloom"));
    ASSERT_TRUE(saidAbout("no/way.faceloom"));
    click("messageClose");
    EXPECT_TRUE(message().contains("did not end as it should")) << "after the reason";
    click("messageAnswer1");
    answerSaving(QMessageBox::Discard);
    EXPECT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
}

TEST_F(KeptSessionTest, ChangesAreKeptWhileTheProgramRuns) {
    window_->keepSessionsIn(folder_);
    openModel();
    click("face7");
    ASSERT_TRUE(waitFor([&] { return kept().size() == 1; }));
    const auto session = readSession((folder_ + "/" + kept().front()).toStdString());
    ASSERT_TRUE(session);
    EXPECT_EQ(session->arithmetic.sets.front().members.size(), 1U);
    // A second window beside it: the first one's file is not a crash's.
    MainWindow second;
    second.keepSessionsIn(folder_);
    EXPECT_FALSE(childOf<MessageBar>(second, "messageBar")->text().contains("did not end"));
}

TEST_F(KeptSessionTest, ChangesAreKeptWithoutAPauseBetweenThem) {
    window_->keepSessionsIn(folder_);
    openModel();
    click("face7");
    QTimer hand;  // never rests
    QObject::connect(&hand, &QTimer::timeout, [&] { click("face8"); });
    hand.start(200);
    EXPECT_TRUE(waitFor([&] { return kept().size() == 1; }, 10'000));
}

}  // namespace
}  // namespace faceloom
