// The timeline of a run: by its slider, its keys and its buttons.
#include "ui/timeline/timeline_pane.h"

#include "core/base/png_file.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "core/train/timeline_faces.h"
#include "tests/ui/timeline_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/base/image_convert.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_slider.h"
#include "ui/training/preview_view.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::vector<QImage> facesOf(const fs::path& run, std::int64_t step) {
    const auto timeline = readTimeline(RunFolder(run));
    const auto faces = facesAt(*timeline->at(step), timeline->run.options.seed);
    std::vector<QImage> images;
    for (const RgbImage& face : *faces)
        images.push_back(toQImage(face));
    return images;
}

class TimelinePaneTest : public testing::Test {
protected:
    TimelinePaneTest() {
        QObject::connect(&timeline_, &TimelineController::messageRaised,
                         [this](const QString& text) { messages_ << text; });
        pane_.resize(700, 280);
        pane_.show();
    }
    void open(const fs::path& run) {
        timeline_.open(run);
        ASSERT_TRUE(waitFor([&] { return timeline_.timeline().folder == run; }));
    }
    [[nodiscard]] TimelineSlider* slider(const char* name = "timelineSlider") const {
        return childOf<TimelineSlider>(pane_, name);
    }
    [[nodiscard]] PreviewView* faces(const char* name = "timelineFaces") const {
        return childOf<PreviewView>(pane_, name);
    }
    [[nodiscard]] QString words() const { return childOf<QLabel>(pane_, "timelineWords")->text(); }
    [[nodiscard]] QAction* action(const char* name) const { return childOf<QAction>(pane_, name); }
    [[nodiscard]] bool shows(const std::vector<QImage>& wanted,
                             const char* name = "timelineFaces") {
        return waitFor([&] { return faces(name)->faces() == wanted; });
    }

    TimelineRuns runs_;
    QStringList messages_;
    TimelineController timeline_;
    TimelinePane pane_{&timeline_};
};

TEST_F(TimelinePaneTest, EmptyItSaysWhatToDo) {
    EXPECT_TRUE(faces()->empty());
    EXPECT_FALSE(childOf(pane_, "timelineExploreActionButton")->isVisible());
    const QImage shown = pane_.grab().toImage();
    EXPECT_FALSE(shown.isNull());
    timeline_.open(runs_.path("nowhere").toStdString());
    EXPECT_TRUE(waitFor([&] { return timeline_.problem().contains("nowhere"); }));
    EXPECT_TRUE(messages_.isEmpty());
}

TEST_F(TimelinePaneTest, TheKeysGoFromPointToPoint) {
    const fs::path run = runs_.trained("run");
    open(run);
    ASSERT_EQ(slider()->maximum(), 3);
    EXPECT_EQ(slider()->value(), 3);
    EXPECT_EQ(slider()->best(), 1);
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(words().startsWith("Step 8 of 8 · epoch 2")) << words().toStdString();
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 6)));
    EXPECT_EQ(faces()->caption(), "Step 6");
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 4)));
    EXPECT_TRUE(words().contains("best")) << words().toStdString();
    EXPECT_TRUE(words().contains("0.1"));
    EXPECT_EQ(slider()->accessibleDescription(), words());
    QTest::keyClick(slider(), Qt::Key_Home);
    EXPECT_TRUE(shows(facesOf(run, 2)));
    EXPECT_FALSE(words().contains("best"));
    EXPECT_EQ(pane_.point()->step, 2);
}

TEST_F(TimelinePaneTest, APressGoesToThePointThere) {
    open(runs_.trained("run"));
    QTest::mouseClick(slider(), Qt::LeftButton, {},
                      QPoint(slider()->width() / 3, slider()->height() / 2));
    EXPECT_EQ(slider()->value(), 1);
    QTest::mouseClick(slider(), Qt::LeftButton, {}, QPoint(2, slider()->height() / 2));
    EXPECT_EQ(slider()->value(), 0);
}

TEST_F(TimelinePaneTest, TwoPointsStandSideBySide) {
    const fs::path run = runs_.trained("run");
    open(run);
    EXPECT_FALSE(faces("timelineOtherFaces")->isVisible());
    QTest::mouseClick(childOf(pane_, "timelineCompareActionButton"), Qt::LeftButton);
    EXPECT_TRUE(faces("timelineOtherFaces")->isVisible());
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(shows(facesOf(run, 2), "timelineOtherFaces"));
    QTest::keyClick(slider("timelineOtherSlider"), Qt::Key_Right);
    EXPECT_TRUE(shows(facesOf(run, 4), "timelineOtherFaces"));
    EXPECT_EQ(faces("timelineOtherFaces")->caption(), "Step 4");
    // The buttons mean the one that was moved last, and say so.
    EXPECT_EQ(pane_.point()->step, 4);
    EXPECT_TRUE(childOf<QLabel>(pane_, "timelineAbout")->text().contains("4"));
    QTest::mouseClick(childOf(pane_, "timelineCompareActionButton"), Qt::LeftButton);
    EXPECT_FALSE(faces("timelineOtherFaces")->isVisible());
    EXPECT_EQ(pane_.point()->step, 8);
}

TEST_F(TimelinePaneTest, APointStaysWhenOthersComeAndWhenItGoesTheOneBeforeIsShown) {
    const fs::path run = runs_.trained("run");
    open(run);
    QTest::keyClick(slider(), Qt::Key_Left);
    ASSERT_EQ(pane_.point()->step, 6);
    const RunFolder folder(run);
    // Written into the folder by whoever trains there.
    fs::copy_file(folder.checkpointFile(8), folder.checkpointFile(10));
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 4; }));
    EXPECT_EQ(pane_.point()->step, 6);
    fs::remove(folder.checkpointFile(6));
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 3; }));
    EXPECT_EQ(pane_.point()->step, 4);
    EXPECT_TRUE(shows(facesOf(run, 4)));
}

TEST_F(TimelinePaneTest, APointWithoutItsPictureIsDrawn) {
    const fs::path run = runs_.trained("run");
    fs::remove(RunFolder(run).sampleFile(4));
    open(run);
    slider()->setValue(1);
    ASSERT_TRUE(waitFor([&] { return faces()->caption() == "Step 4"; }));
    EXPECT_EQ(faces()->faces().size(), 36U);
}

TEST_F(TimelinePaneTest, LiveAtTheNewestAndNotBefore) {
    const fs::path run = runs_.trained("run");
    timeline_.setRunning(run, true);
    ASSERT_TRUE(waitFor([&] { return slider()->maximum() == 3; }));
    const Preview preview{9, {36, RgbImage(32, 32, 77)}};
    timeline_.showLive(preview);
    EXPECT_TRUE(words().startsWith("Live · step 9")) << words().toStdString();
    ASSERT_EQ(faces()->faces().size(), 36U);
    EXPECT_EQ(faces()->faces()[0].pixelColor(3, 3).red(), 77);
    QTest::keyClick(slider(), Qt::Key_Left);
    EXPECT_TRUE(shows(facesOf(run, 6)));
    timeline_.showLive(preview);
    EXPECT_EQ(faces()->caption(), "Step 6");
    QTest::keyClick(slider(), Qt::Key_End);
    EXPECT_TRUE(words().startsWith("Live"));
    timeline_.setRunning(run, false);
    EXPECT_TRUE(shows(facesOf(run, 8)));
    EXPECT_TRUE(words().startsWith("Step 8"));
}

TEST_F(TimelinePaneTest, ARunThatBeginsShowsItsFirstFaces) {
    timeline_.setRunning(runs_.path("to-come").toStdString(), true);
    EXPECT_TRUE(faces()->empty());
    timeline_.showLive({0, {36, RgbImage(32, 32, 5)}});
    EXPECT_EQ(faces()->faces().size(), 36U);
    EXPECT_FALSE(action("timelineExploreAction")->isEnabled());
    EXPECT_TRUE(messages_.isEmpty());
}

TEST_F(TimelinePaneTest, AModelAndFacesAreExported) {
    const fs::path run = runs_.trained("run");
    open(run);
    const fs::path model = runs_.path("model.safetensors").toStdString();
    timeline_.exportModel(timeline_.timeline().at(4)->file, model);
    EXPECT_TRUE(timeline_.busy());
    EXPECT_FALSE(action("timelineExportModelAction")->isEnabled());
    const fs::path sheet = runs_.path("faces.png").toStdString();
    timeline_.exportFaces(timeline_.timeline().at(4)->file, timeline_.timeline().run.options.seed,
                          sheet);  // waits
    ASSERT_TRUE(waitFor([&] { return !timeline_.busy(); }));
    const auto studio = LatentStudio::open(model);
    ASSERT_TRUE(studio.has_value()) << studio.error().message;
    EXPECT_EQ(studio->info().step, 4);
    EXPECT_TRUE(messages_.first().contains("model.safetensors"));
    EXPECT_TRUE(messages_.last().contains("faces.png"));
    EXPECT_EQ(readPng(sheet)->width, 6 * 32);
    const auto carried = readProvenance(sheet);
    ASSERT_TRUE(carried.has_value()) << carried.error().message;
    EXPECT_EQ(carried->faces.size(), 36U);
    timeline_.exportFaces(timeline_.timeline().at(4)->file, timeline_.timeline().run.options.seed,
                          fs::path(runs_.path("no").toStdString()) / "way" / "faces.png");
    ASSERT_TRUE(waitFor([&] { return !timeline_.busy(); }));
    EXPECT_TRUE(messages_.last().contains("way"));
}

}  // namespace
}  // namespace faceloom
