// The movie dialog writes what it says, can be cancelled, and says why when it cannot write.
#include "ui/path/movie_dialog.h"

#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class MovieDialogTest : public testing::Test {
protected:
    void open(int frames) {
        const auto studio = LatentStudio::open(models_.model("m.safetensors", 1));
        ASSERT_TRUE(studio.has_value());
        for (const Latent& latent : sampleLatents(3, 2, 12))
            path_.keyframes.push_back({"face", latent, frames, InterpolationMode::Lerp});
        Provenance shared;
        shared.model = {studio->info().sha256, "", 12};
        shared.grid = {3};
        dialog_ = std::make_unique<MovieDialog>(*studio, path_, shared);
        QObject::connect(dialog_.get(), &MovieDialog::messageRaised,
                         [this](const QString& text, bool) { messages_ << text; });
        dialog_->show();
    }
    void choose(MovieFormat format) {
        auto* box = childOf<QComboBox>(*dialog_, "movieFormat");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        while (box->currentData().toInt() != static_cast<int>(format))
            QTest::keyClick(box, Qt::Key_Down);
    }
    void type(const QString& path) {
        auto* edit = childOf<QLineEdit>(*dialog_, "moviePath");
        edit->selectAll();
        QTest::keyClicks(edit, path);
    }
    void click(const char* button) { QTest::mouseClick(childOf(*dialog_, button), Qt::LeftButton); }

    ModelFolder models_;
    QTemporaryDir folder_;
    LatentPath path_;
    QStringList messages_;
    std::unique_ptr<MovieDialog> dialog_;
};

TEST_F(MovieDialogTest, FramesArePixelForPixelWhatTheModelDraws) {
    open(4);
    choose(MovieFormat::Frames);
    EXPECT_FALSE(childOf(*dialog_, "movieSpeed")->isEnabled());
    auto* scale = childOf<QSpinBox>(*dialog_, "movieScale");
    EXPECT_EQ(scale->value(), 8);
    QTest::keyClick(scale, Qt::Key_Down);
    EXPECT_EQ(childOf<QLabel>(*dialog_, "movieSize")->text(), "5 frames of 224 × 224 pixels");
    type(folder_.filePath("way"));
    QSignalSpy saved(dialog_.get(), &MovieDialog::saved);
    click("movieSave");
    ASSERT_TRUE(waitFor([&] { return saved.count() == 1; })) << messages_.join(' ').toStdString();
    EXPECT_FALSE(dialog_->isVisible());
    EXPECT_EQ(QDir(folder_.filePath("way")).entryList(QDir::Files).size(), 5);
    EXPECT_EQ(QImage(folder_.filePath("way/frame-0005.png")).width(), 224);
    const auto carried = readProvenance(folder_.filePath("way/frame-0005.png").toStdString());
    ASSERT_TRUE(carried) << carried.error().message;
    ASSERT_EQ(carried->faces.size(), 1U);
    EXPECT_EQ(carried->faces.front().latent, path_.keyframes.back().latent);
}

TEST_F(MovieDialogTest, TheNameFollowsTheFormatAndTheLengthTheSpeed) {
    open(23);
    auto* name = childOf<QLineEdit>(*dialog_, "moviePath");
    choose(MovieFormat::Gif);
    EXPECT_TRUE(name->text().endsWith("faces.gif"));
    EXPECT_EQ(childOf<QDoubleSpinBox>(*dialog_, "movieSpeed")->maximum(), kMostGifFramesPerSecond);
    EXPECT_TRUE(childOf<QLabel>(*dialog_, "movieSize")->text().endsWith("2.0 seconds"));
    auto* speed = childOf<QDoubleSpinBox>(*dialog_, "movieSpeed");
    speed->selectAll();
    QTest::keyClicks(speed, "24");
    QTest::keyClick(speed, Qt::Key_Tab);
    EXPECT_TRUE(childOf<QLabel>(*dialog_, "movieSize")->text().endsWith("1.0 seconds"));
    choose(MovieFormat::Sheet);
    EXPECT_TRUE(name->text().endsWith("faces.png"));
    type(folder_.filePath("all.png"));
    QSignalSpy saved(dialog_.get(), &MovieDialog::saved);
    click("movieSave");
    ASSERT_TRUE(waitFor([&] { return saved.count() == 1; }));
    EXPECT_GT(QImage(folder_.filePath("all.png")).width(), 5 * 32);
    const auto carried = readProvenance(folder_.filePath("all.png").toStdString());
    ASSERT_TRUE(carried) << carried.error().message;
    EXPECT_EQ(carried->path, path_);
    EXPECT_EQ(carried->grid, GridSeed{3});
    EXPECT_EQ(carried->faces.size(), 24U);
}

TEST_F(MovieDialogTest, CancellingStopsAndKeepsNothing) {
    open(1000);
    choose(MovieFormat::Gif);
    type(folder_.filePath("long.gif"));
    click("movieSave");
    auto* progress = childOf<QProgressBar>(*dialog_, "movieProgress");
    ASSERT_TRUE(waitFor([&] { return progress->value() > 0; }));
    EXPECT_FALSE(childOf(*dialog_, "movieSave")->isEnabled());
    click("movieCancel");
    ASSERT_TRUE(waitFor([&] { return !messages_.isEmpty(); }));
    EXPECT_TRUE(messages_.front().startsWith("Cancelled")) << messages_.front().toStdString();
    EXPECT_TRUE(dialog_->isVisible());
    EXPECT_TRUE(childOf(*dialog_, "movieSave")->isEnabled());
    EXPECT_TRUE(QDir(folder_.path()).isEmpty());
}

TEST_F(MovieDialogTest, WhatCannotBeWrittenIsSaid) {
    open(4);
    choose(MovieFormat::Gif);
    type(folder_.filePath("no/such/folder.gif"));
    click("movieSave");
    ASSERT_TRUE(waitFor([&] { return !messages_.isEmpty(); }));
    EXPECT_TRUE(messages_.front().contains("no/such/folder.gif"));
    EXPECT_TRUE(dialog_->isVisible());
}

}  // namespace
}  // namespace faceloom
