// What of the window goes into the log, and error reports on the clipboard.
#include "core/base/log.h"
#include "core/base/user_folders.h"
#include "core/train/run_folder.h"
#include "tests/ui/window_support.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class LogWindowTest : public WindowFixture {
protected:
    [[nodiscard]] std::vector<std::string> logged(LogLevel level) const {
        std::vector<std::string> texts;
        for (const LogLine& line : logLines(before_))
            if (line.level == level) texts.push_back(line.text);
        return texts;
    }
    [[nodiscard]] static std::ptrdiff_t countIn(const std::vector<std::string>& texts,
                                                const std::string& text) {
        return std::ranges::count_if(
            texts, [&](const std::string& one) { return one.find(text) != std::string::npos; });
    }
    [[nodiscard]] TrainingController& training() const {
        return *window_->findChild<TrainingController*>();
    }
    // A run of a few steps that is through when this returns.
    void train(const std::filesystem::path& folder) {
        RunRequest request;
        request.options.batch = 4;
        request.options.steps = 2;
        request.options.network.generator_widths = {16, 8, 8};
        request.options.network.discriminator_widths = {8, 8, 8, 8};
        request.run_folder = folder;
        request.data_name = "sketch faces";
        training().start(request, SketchPictures{16, 1, 32});
        ASSERT_TRUE(waitFor([&] { return !training().active(); }));
    }

    std::uint64_t before_ = lastLogNumber();
};

TEST_F(LogWindowTest, OpenedModelsAndMessagesAreLogged) {
    openModel(models_.model("a.safetensors", 1));
    EXPECT_EQ(countIn(logged(LogLevel::Info), "a.safetensors opened"), 1);
    window_->openPath("/no/such/model.safetensors");
    EXPECT_EQ(countIn(logged(LogLevel::Error), "/no/such/model.safetensors"), 1);
}

TEST_F(LogWindowTest, AnAlarmIsLoggedByTheRunAlone) {
    emit training().alarmRaised({AlarmKind::GeneratorCollapsed, 20, 10, "all faces are alike"});
    EXPECT_EQ(message(), "all faces are alike");
    EXPECT_EQ(countIn(logged(LogLevel::Error), "all faces are alike"), 0);
    EXPECT_EQ(countIn(logged(LogLevel::Info), "all faces are alike"), 0);
}

TEST_F(LogWindowTest, WhatARunTellsIsLoggedOnceAndInItsFolder) {
    train(models_.root() / "run");
    const std::uint64_t first = before_;
    before_ = lastLogNumber();
    train(models_.root() / "run");  // it is there already
    ASSERT_FALSE(message().isEmpty());
    EXPECT_EQ(countIn(logged(LogLevel::Error), "there is a run in this folder"), 1);
    before_ = first;
    std::ifstream file(RunFolder(models_.root() / "run").logFile());
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find("the run finished after step 2"), std::string::npos) << text.str();
    EXPECT_EQ(countIn(logged(LogLevel::Info), "the run finished after step 2"), 1);
}

TEST_F(LogWindowTest, ThePaneIsClosedAtFirstAndFoundByItsKey) {
    auto* dock = childOf<QDockWidget>(*window_, "logDock");
    EXPECT_FALSE(dock->isVisible());
    QTest::keyClick(window_.get(), Qt::Key_0, Qt::AltModifier);
    ASSERT_TRUE(waitFor([&] { return childOf(*window_, "logPane")->isVisible(); }));
    EXPECT_TRUE(childOf<QAction>(*window_, "logDockAction")->isChecked());
    auto* search = childOf<QLineEdit>(*window_, "logSearch");
    QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
    EXPECT_TRUE(search->hasFocus());
    search->clearFocus();
    childOf<QDockWidget>(*window_, "pathDock")->raise();
    ASSERT_TRUE(waitFor([&] { return search->visibleRegion().isEmpty(); }));
    QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
    EXPECT_FALSE(search->hasFocus()) << "nobody sees it";
}

TEST_F(LogWindowTest, TheReportHoldsWhatIsAskedForAndNotTheHomeFolder) {
    openModel(models_.model("a.safetensors", 1));
    train(models_.root() / "run");
    const std::string home = userHomeFolder().string();
    logWarning("seen in {}/pictures", home);
    childOf<QAction>(*window_, "copyReportAction")->trigger();
    const QString report = QGuiApplication::clipboard()->text();
    for (const char* text : {"Faceloom:", "system:", "processor:", "cores:", "memory:", "LibTorch:",
                             "oneDNN:", "BLAS:", "OpenCV:", "Qt:", "device:", "a.safetensors",
                             "SHA-256:", "latent size:", "\"generator_widths\"",
                             "seen in ~/pictures", "the run finished after step 2"})
        EXPECT_TRUE(report.contains(text)) << text << " in\n" << report.toStdString();
    EXPECT_FALSE(report.contains(QString::fromStdString(home) + "/")) << report.toStdString();
    EXPECT_LE(report.section("\nLog\n", 1).count('\n'), 201);
}

TEST_F(LogWindowTest, AnErrorOffersAReportAndANoticeDoesNot) {
    auto* report = childOf<QPushButton>(*window_, "messageReport");
    auto* bar = childOf<MessageBar>(*window_, "messageBar");
    bar->showMessage("Saved faces.png", false);
    EXPECT_FALSE(report->isVisible());
    bar->showMessage("faces.png cannot be written", true);
    ASSERT_TRUE(report->isVisible());
    EXPECT_TRUE(bar->rect().contains(report->geometry()));
    QTest::mouseClick(report, Qt::LeftButton);
    EXPECT_TRUE(QGuiApplication::clipboard()->text().contains("error   faces.png cannot be"));
    EXPECT_TRUE(bar->isVisible()) << "the error stays until it is closed";
}

}  // namespace
}  // namespace faceloom
