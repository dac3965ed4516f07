// Continuing a run in the training pane: which run, on which pictures, with which options.
#include "core/imaging/dataset_builder.h"
#include "tests/ui/training_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/training/picture_source_box.h"
#include "ui/training/run_look.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_options_box.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class TrainingContinueTest : public testing::Test {
protected:
    TrainingContinueTest() {
        pane.resize(400, 800);
        pane.show();
        const auto take = [this](const QString& text, bool is_error) {
            if (!is_error) return;
            errors << text;
            ++ends;
        };
        QObject::connect(&pane, &TrainingPane::messageRaised, take);
        QObject::connect(&controller, &TrainingController::messageRaised, take);
        QObject::connect(&controller, &TrainingController::finished, [this] { ++ends; });
    }

    // Sketch faces of 32 pixels in a file, which may be there already.
    fs::path pack(const char* name, std::uint64_t seed, std::size_t count = 16) {
        const fs::path path = folder.root() / name;
        if (!packSketchFaces(path, count, 32, seed)) qFatal("no pictures");
        return path;
    }
    // A finished run.
    fs::path train(const char* name, const PackedDataset& pictures, double rate = 0.002,
                   std::int64_t steps = 2) {
        RunRequest request = folder.request(name, steps);
        request.options.learning_rate = rate;
        request.options.measure_faces = 0;
        TrainObserver observer;
        if (!runTraining(pictures, request, {}, observer)) qFatal("no run");
        return request.run_folder;
    }
    fs::path train(const char* name, const fs::path& pictures, double rate = 0.002,
                   std::int64_t steps = 2) {
        return train(name, *PackedDataset::open(pictures), rate, steps);
    }

    [[nodiscard]] bool locked() const { return !childOf(pane, "latentSize")->isEnabled(); }
    void open(const char* run) {
        pane.openRun(folder.path(run));
        ASSERT_TRUE(waitFor([this] { return locked(); }));
    }
    // As typed or pasted, the line not left.
    void typeFolder(const char* run) {
        childOf<QLineEdit>(pane, "runFolder")->setText(folder.path(run));
    }
    void setLength(int steps) { childOf<QSpinBox>(pane, "trainLength")->setValue(steps); }
    // Until what begins has ended, or cannot begin.
    void pressContinue() {
        const int before = ends;
        QTest::mouseClick(childOf<QToolButton>(pane, "continueActionButton"), Qt::LeftButton);
        ASSERT_TRUE(waitFor([&] { return ends > before && !controller.active(); }));
    }

    TrainingFolder folder;
    QStringList errors;
    int ends = 0;
    TrainingController controller;
    TrainingPane pane{&controller};
};

TEST_F(TrainingContinueTest, AFileIsTheRunsWhileItHoldsItsPicturesOrNoOthersAreChosen) {
    const fs::path file = pack("faces.safetensors", 1);
    const fs::path run = train("run", file);
    const auto usable = [&](bool others) { return lookAtRun({run, true, others}).has_data; };
    EXPECT_TRUE(usable(false));
    EXPECT_TRUE(usable(true));
    pack("faces.safetensors", 2);
    EXPECT_TRUE(usable(false));
    EXPECT_FALSE(usable(true));
    auto description = RunFolder(run).readDescription();
    ASSERT_TRUE(description.has_value());
    description->data_sha256.clear();  // then their number has to do
    ASSERT_TRUE(RunFolder(run).writeDescription(*description));
    EXPECT_TRUE(usable(true));
    pack("faces.safetensors", 1, 12);
    EXPECT_FALSE(usable(true));
    fs::remove(file);
    EXPECT_FALSE(usable(false));
    EXPECT_FALSE(usable(true));
}

TEST_F(TrainingContinueTest, GoesOnWithThePicturesChosenWhereTheFileHoldsOthers) {
    train("run", pack("faces.safetensors", 1));
    pack("faces.safetensors", 2);
    pane.openPictures(QString::fromStdString(pack("same.safetensors", 1).string()));
    open("run");
    setLength(3);
    pressContinue();
    EXPECT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    EXPECT_EQ(controller.progress().step, 3);
}

TEST_F(TrainingContinueTest, PicturesThatAreReadAnewAreAsManyAsAskedFor) {
    PrepareOptions photographs;
    photographs.images = folder.pictures();
    photographs.image_size = 32;
    photographs.limit = 12;
    const auto prepared = prepareCached(photographs);
    ASSERT_TRUE(prepared.has_value());
    train("run", prepared->dataset);
    fs::remove(prepared->dataset.path());
    pane.openPictures(QString::fromStdString(folder.pictures().string()));
    ASSERT_TRUE(waitFor([this] { return pane.pictureSource()->count() == 24; }));
    open("run");
    auto* limit = childOf<QSpinBox>(pane, "pictureLimit");
    EXPECT_TRUE(limit->isEnabled());
    limit->setValue(12);
    setLength(3);
    pressContinue();
    EXPECT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    EXPECT_EQ(controller.progress().step, 3);
}

TEST_F(TrainingContinueTest, TheRunOfTheLineGoesOnThoughNobodyLeftTheLine) {
    const fs::path file = pack("faces.safetensors", 1);
    train("first", file, 0.002);
    const fs::path second = train("second", file, 0.004);
    open("first");
    typeFolder("second");
    pressContinue();
    EXPECT_EQ(controller.runFolder(), second);
    EXPECT_EQ(controller.runOptions()->learning_rate, 0.004);
    EXPECT_TRUE(locked());
    EXPECT_EQ(pane.optionsBox()->options().learning_rate, 0.004);
    EXPECT_TRUE(pane.continueAction()->toolTip().contains(folder.path("second")));
}

TEST_F(TrainingContinueTest, ANewRunIsNotBegunInTheFolderOfAnotherThatTheLineNames) {
    const fs::path file = pack("faces.safetensors", 1);
    train("old", file);
    pane.openPictures(QString::fromStdString(file.string()));
    ASSERT_TRUE(pane.trainAction()->isEnabled());
    typeFolder("old");
    pane.trainAction()->trigger();
    EXPECT_FALSE(controller.active());
    ASSERT_EQ(errors.size(), 1);
    EXPECT_TRUE(errors[0].contains(QStringLiteral("There is a run in")));
    ASSERT_TRUE(waitFor([this] { return locked(); })) << "it is shown, to be continued";
    EXPECT_EQ(pane.optionsBox()->options().steps, 2);

    typeFolder("new");
    pane.train();
    ASSERT_TRUE(waitFor([this] { return ends > 1 && !controller.active(); }));
    EXPECT_EQ(controller.state(), SessionState::Finished) << errors.join(u' ').toStdString();
    EXPECT_TRUE(RunFolder(folder.root() / "new").hasRun());
    EXPECT_FALSE(locked()) << "what was begun there is no run that was found";
    EXPECT_TRUE(pane.continueAction()->toolTip().contains(folder.path("new")));
}

TEST_F(TrainingContinueTest, ARunOfThisWindowKeepsItsOptionsWhileTheBoxShowsAnothers) {
    const fs::path file = pack("faces.safetensors", 1);
    const fs::path mine = train("mine", file, 0.002);
    train("looked-at", file, 0.004, 5);
    open("mine");
    pressContinue();  // it is complete, and the one that ended last from now on
    open("looked-at");
    childOf<QLineEdit>(pane, "runFolder")->clear();
    ASSERT_FALSE(locked());
    ASSERT_EQ(pane.optionsBox()->options().learning_rate, 0.004);
    pressContinue();
    EXPECT_EQ(controller.runFolder(), mine);
    EXPECT_EQ(controller.runOptions()->learning_rate, 0.002);
    EXPECT_EQ(controller.runOptions()->steps, 2);

    open("mine");
    childOf<QLineEdit>(pane, "runFolder")->clear();
    setLength(3);
    pressContinue();
    EXPECT_EQ(controller.runFolder(), mine);
    EXPECT_EQ(controller.runOptions()->steps, 3) << "as the box shows it now";
}

}  // namespace
}  // namespace faceloom
