// Copied or invented: a face compared with real pictures, by itself and from the whole window.
#include "core/base/png_file.h"
#include "core/base/shipped_models.h"
#include "core/imaging/sketch_cache.h"
#include "core/train/run_folder.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/base/image_convert.h"
#include "ui/explore/latent_controller.h"
#include "ui/photograph/nearest_controller.h"
#include "ui/photograph/nearest_dialog.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

constexpr SketchSet kSketches{40, 3, 64};

class NearestTest : public testing::Test {
protected:
    [[nodiscard]] std::filesystem::path cache() const { return folder_.path().toStdString(); }
    [[nodiscard]] bool waitUntilReady() const {
        return waitFor([this] { return nearest_.state().stage == NearestStage::Ready; }, 60'000);
    }

    QTemporaryDir folder_;
    NearestController nearest_{shippedAttributeReader(), cache()};
};

TEST_F(NearestTest, ACopyIsToldFromAnInvention) {
    const auto sketches = openSketchFaces(kSketches, {});
    ASSERT_TRUE(sketches) << sketches.error().message;
    const QImage copy = toQImage(sketches->image(7).value());
    nearest_.ask(copy);
    EXPECT_EQ(nearest_.state().stage, NearestStage::NoPictures);
    nearest_.setPictures(kSketches);
    ASSERT_TRUE(waitUntilReady());
    ASSERT_EQ(nearest_.state().nearest.size(), NearestController::kShown);
    EXPECT_EQ(nearest_.state().count, 40U);
    EXPECT_EQ(nearest_.state().nearest.front().picture, copy);
    EXPECT_LT(nearest_.state().nearest.front().percentile, 2);

    // Of one that is not among them.
    const auto others = openSketchFaces({1, 99, 64}, {});
    ASSERT_TRUE(others);
    nearest_.ask(toQImage(others->image(0).value()));
    EXPECT_TRUE(nearest_.state().nearest.empty());
    ASSERT_TRUE(waitUntilReady());
    EXPECT_GT(nearest_.state().nearest.front().percentile, 2);
    EXPECT_LE(nearest_.state().nearest[0].percentile, nearest_.state().nearest[1].percentile);
}

TEST_F(NearestTest, WhatCannotBeComparedIsSaid) {
    nearest_.ask(QImage(64, 64, QImage::Format_RGB888));
    PrepareOptions nowhere;
    nowhere.images = folder_.filePath("nowhere").toStdString();
    nearest_.setPictures(nowhere);
    ASSERT_TRUE(waitUntilReady());
    EXPECT_TRUE(nearest_.state().problem.contains("nowhere"));
    // A reader that is missing, too.
    NearestController blind(cache() / "no-reader.safetensors", cache());
    blind.ask(QImage(64, 64, QImage::Format_RGB888));
    blind.setPictures(kSketches);
    ASSERT_TRUE(waitFor([&] { return blind.state().stage == NearestStage::Ready; }, 60'000));
    EXPECT_TRUE(blind.state().problem.contains("no-reader"));
}

TEST_F(NearestTest, GivenUpItStays) {
    nearest_.ask(QImage(64, 64, QImage::Format_RGB888));
    nearest_.setPictures(kSketches);
    nearest_.cancel();
    EXPECT_EQ(nearest_.state().problem, QStringLiteral("Stopped."));
    QCoreApplication::processEvents();
    EXPECT_TRUE(nearest_.state().nearest.empty());
    // And can be asked again.
    nearest_.ask(QImage(64, 64, QImage::Format_RGB888));
    ASSERT_TRUE(waitUntilReady());
    EXPECT_FALSE(nearest_.state().nearest.empty());
}

TEST(CopyVerdict, FollowsThePercentile) {
    EXPECT_TRUE(copyVerdict(0.4).startsWith("Probably a copy"));
    EXPECT_TRUE(copyVerdict(7.2).contains("only 7 in 100"));
    EXPECT_TRUE(copyVerdict(55).startsWith("Invented: 55 in 100"));
}

class NearestWindowTest : public WindowFixture {};

TEST_F(NearestWindowTest, TheFaceAtTheKeyboardIsCompared) {
    openModel(models_.model("a.safetensors", 1));
    const auto pictures = models_.root() / "pictures";
    std::filesystem::create_directory(pictures);
    const auto sketches = openSketchFaces({5, 3, 64}, {});
    ASSERT_TRUE(sketches);
    for (std::size_t i = 0; i < 5; ++i) {
        ASSERT_TRUE(writePng(pictures / ("sketch" + std::to_string(i) + ".png"),
                             sketches->image(i).value()));
    }
    tile("face5")->setFocus();
    QTest::keyClick(tile("face5"), Qt::Key_L, Qt::ControlModifier);
    auto* dialog = childOf<NearestDialog>(*window_, "nearestDialog");
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(childOf<FaceTile>(*dialog, "nearestFace")->face(), face("face5"));
    EXPECT_TRUE(childOf<QLabel>(*dialog, "nearestVerdict")->text().contains("Choose the folder"));
    emit dialog->picturesChosen(QString::fromStdString(pictures.string()));
    ASSERT_TRUE(waitFor(
        [&] {
            return childOf<QLabel>(*dialog, "nearestPictures")
                ->text()
                .contains("pictures, 5 pictures");
        },
        60'000));
    EXPECT_FALSE(childOf<FaceTile>(*dialog, "nearestPicture5")->face().isNull());
    EXPECT_TRUE(childOf<FaceTile>(*dialog, "nearestPicture6")->face().isNull());
    EXPECT_TRUE(childOf<FaceTile>(*dialog, "nearestPicture1")->toolTip().contains("sketch"));
    QTest::mouseClick(childOf(*dialog, "nearestClose"), Qt::LeftButton);
    EXPECT_FALSE(dialog->isVisible());
}

// As each checkpoint of a run that goes on brings one.
TEST_F(NearestWindowTest, ARunsNewerGeneratorLeavesTheChosenPictures) {
    const TrainingFolder folder(0);
    auto* training = window_->findChild<TrainingController*>();
    training->start(folder.request("run", 2), SketchPictures{16, 1, 32});
    auto* nearest = window_->findChild<NearestController*>();
    ASSERT_TRUE(waitFor([&] { return nearest->hasPictures(); })) << "the run's own";
    ASSERT_TRUE(waitFor([&] { return !training->active(); }));
    SketchPictures others;
    others.count = 5;
    nearest->setPictures(others);
    const QString chosen = nearest->state().pictures;
    const auto generator = RunFolder(folder.root() / "run").generatorFile();
    int opened = 0;
    auto* latents = window_->findChild<LatentController*>();
    QObject::connect(latents, &LatentController::modelOpened, latents, [&] { ++opened; });
    window_->openPath(QString::fromStdString(generator.string()));
    ASSERT_TRUE(waitFor([&] { return opened == 1; }));
    EXPECT_EQ(nearest->state().pictures, chosen);
}

}  // namespace
}  // namespace faceloom
