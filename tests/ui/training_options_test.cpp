// What lies beyond the usual recipe: chosen in the box, shown of a run that is there, then locked.
#include "tests/ui/ui_test_support.h"
#include "ui/training/training_options_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>
#include <cstdint>
#include <optional>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(TrainingOptionsBox, OffersWhatGoesBeyondTheRecipeAndLeavesItOff) {
    TrainingOptionsBox box;
    EXPECT_EQ(box.options().network, NetworkOptions{});
    EXPECT_FALSE(box.options().augment);
    EXPECT_EQ(box.options().weight_average, 0);
    childOf<QComboBox>(box, "discriminator")->setCurrentIndex(1);
    childOf<QCheckBox>(box, "augment")->setChecked(true);
    childOf<QDoubleSpinBox>(box, "weightAverage")->setValue(0.995);
    EXPECT_EQ(box.options().discriminator_learning_rate, 0);
    childOf<QDoubleSpinBox>(box, "discriminatorRate")->setValue(0.0004);
    EXPECT_EQ(box.options().decay_steps, 0);
    childOf<QSpinBox>(box, "decaySteps")->setValue(3000);
    EXPECT_EQ(box.options().start_from, "");
    childOf<QLineEdit>(box, "startFrom")->setText(QStringLiteral(" /models/faces.safetensors "));
    EXPECT_EQ(box.options().discriminator_first, 0);
    childOf<QSpinBox>(box, "discriminatorFirst")->setValue(1500);
    const TrainOptions options = box.options();
    EXPECT_EQ(options.discriminator_first, 1500);
    EXPECT_EQ(options.network.discriminator, DiscriminatorKind::Light);
    EXPECT_EQ(options.network.discriminator_widths, (std::vector<int>{48, 96, 192, 384}));
    EXPECT_TRUE(options.augment);
    EXPECT_EQ(options.start_from, "/models/faces.safetensors");
    EXPECT_DOUBLE_EQ(options.weight_average, 0.995);
    EXPECT_DOUBLE_EQ(options.discriminator_learning_rate, 0.0004);
    EXPECT_EQ(options.decay_steps, 3000);
    EXPECT_TRUE(options.check().has_value());

    TrainingOptionsBox other;
    RunDescription run;
    run.options = options;
    other.setExistingRun(run);
    EXPECT_EQ(childOf<QComboBox>(other, "discriminator")->currentIndex(), 1);
    EXPECT_FALSE(childOf<QComboBox>(other, "discriminator")->isEnabled());
    EXPECT_FALSE(childOf<QCheckBox>(other, "augment")->isEnabled());
    EXPECT_FALSE(childOf<QLineEdit>(other, "startFrom")->isEnabled());
    EXPECT_FALSE(childOf<QSpinBox>(other, "discriminatorFirst")->isEnabled());
    EXPECT_FALSE(childOf<QCheckBox>(other, "mirrorPictures")->isEnabled());
    // Its pictures may have to be read anew, and be as many as before.
    EXPECT_TRUE(childOf<QSpinBox>(other, "pictureLimit")->isEnabled());
    EXPECT_EQ(other.options().discriminator_first, 1500);
    // A run may go on with other rates.
    EXPECT_EQ(childOf<QSpinBox>(other, "decaySteps")->value(), 3000);
    childOf<QSpinBox>(other, "decaySteps")->setValue(500);
    childOf<QDoubleSpinBox>(other, "discriminatorRate")->setValue(0.0002);
    EXPECT_EQ(other.options().decay_steps, 500);
    EXPECT_DOUBLE_EQ(other.options().discriminator_learning_rate, 0.0002);
    EXPECT_EQ(other.options().start_from, options.start_from);
    EXPECT_EQ(other.options().network, options.network);
    EXPECT_DOUBLE_EQ(other.options().weight_average, 0.995);
}

TEST(TrainingOptionsBox, HoldsOutAndMeasuresAsAskedAndMayChangeOnlyTheMeasuring) {
    TrainingOptionsBox box;
    const TrainOptions usual;
    EXPECT_EQ(box.options().hold_out, usual.hold_out);
    EXPECT_EQ(box.options().measure_faces, usual.measure_faces);
    EXPECT_EQ(box.options().measure_every, 0);
    EXPECT_EQ(box.options().stop_when_flat, 0);
    childOf<QSpinBox>(box, "holdOut")->setValue(300);
    childOf<QSpinBox>(box, "measureFaces")->setValue(0);
    childOf<QSpinBox>(box, "measureEvery")->setValue(2000);
    childOf<QSpinBox>(box, "stopWhenFlat")->setValue(4);
    const TrainOptions options = box.options();
    EXPECT_EQ(options.hold_out, 300);
    EXPECT_EQ(options.measure_faces, 0);
    EXPECT_EQ(options.measure_every, 2000);
    EXPECT_EQ(options.stop_when_flat, 4);

    TrainingOptionsBox other;
    RunDescription run;
    run.options = options;
    other.setExistingRun(run);
    EXPECT_FALSE(childOf<QSpinBox>(other, "holdOut")->isEnabled());
    EXPECT_EQ(other.options().hold_out, 300);
    EXPECT_EQ(other.options().stop_when_flat, 4);
    childOf<QSpinBox>(other, "measureFaces")->setValue(2000);
    childOf<QSpinBox>(other, "stopWhenFlat")->setValue(0);
    EXPECT_EQ(other.options().measure_faces, 2000);
    EXPECT_EQ(other.options().stop_when_flat, 0);
}

TEST(TrainingOptionsBox, TheSpaceForCheckpointsCanBeChangedOfARunThatIsThere) {
    TrainingOptionsBox box;
    EXPECT_EQ(box.options().keep_space_mb, 1000);
    RunDescription run;
    run.options.keep_space_mb = 250;
    box.setExistingRun(run);
    auto* space = childOf<QSpinBox>(box, "keepSpace");
    EXPECT_EQ(space->value(), 250);
    EXPECT_TRUE(space->isEnabled());
    space->setValue(0);
    EXPECT_EQ(box.options().keep_space_mb, 0);
    EXPECT_EQ(space->text(), "the newest three only");
}

// As the command line or a sweep may have asked for.
TrainOptions beyondTheFields() {
    TrainOptions options;
    options.steps = 5'000'000'000;
    options.learning_rate = 1.23e-05;
    options.discriminator_learning_rate = 4e-7;
    options.decay_steps = 3'000'000'000;
    options.discriminator_first = 2'500'000'000;
    options.seed = std::uint64_t{1} << 60U;
    options.measure_every = 4'000'000'000;
    options.weight_average = 0.999985;
    options.start_from = "/models/trailing blank ";
    options.preview_every = 2'000'000;
    options.checkpoint_every = 20'000'000;
    return options;
}

TEST(TrainingOptionsBox, WhatAFieldCannotShowInFullStaysUntilItIsChanged) {
    TrainOptions options = beyondTheFields();
    ASSERT_TRUE(options.check().has_value());
    TrainingOptionsBox box;
    box.setOptions(options);
    EXPECT_EQ(toJson(box.options()), toJson(options));
    auto* rate = childOf<QDoubleSpinBox>(box, "learningRate");
    rate->setValue(0.0003);
    childOf<QSpinBox>(box, "trainSeed")->setValue(7);
    options.learning_rate = 0.0003;
    options.seed = 7;
    EXPECT_EQ(toJson(box.options()), toJson(options)) << "of the others nothing has changed";

    RunDescription run;
    run.options = beyondTheFields();
    run.options.learning_rate = 1e-7;
    box.setExistingRun(run);
    EXPECT_EQ(toJson(box.options()), toJson(run.options));
    childOf<QDoubleSpinBox>(box, "discriminatorRate")->setValue(0.0001);
    EXPECT_EQ(box.options().discriminator_learning_rate, 0.0001);
    EXPECT_EQ(box.options().learning_rate, 1e-7);
    box.setExistingRun(std::nullopt);
    EXPECT_EQ(box.options().weight_average, run.options.weight_average) << "shown still";
    EXPECT_EQ(box.options().seed, run.options.seed);
}

TEST(TrainingOptionsBox, ABranchKeepsWhatTheBoxDoesNotShow) {
    TrainOptions options;
    options.beta1 = 0.9;
    options.beta2 = 0.99;
    options.start_from = "/runs/a/checkpoints/step-00000004.safetensors";
    TrainingOptionsBox box;
    box.setOptions(options);
    EXPECT_EQ(box.options().beta1, 0.9);
    EXPECT_EQ(box.options().beta2, 0.99);
    childOf<QLineEdit>(box, "startFrom")->setText(QStringLiteral("/models/faces.safetensors"));
    EXPECT_EQ(box.options().beta1, TrainOptions{}.beta1) << "the optimizer's moments are not taken";
    childOf<QLineEdit>(box, "startFrom")->clear();
    EXPECT_EQ(box.options(), TrainOptions{});
}

TEST(TrainingOptionsBox, ARunThatIsThereKeepsItsMirroring) {
    RunDescription run;
    run.options.mirror = true;
    TrainingOptionsBox box;
    box.setExistingRun(run);
    childOf<QCheckBox>(box, "mirrorPictures")->setChecked(false);
    EXPECT_TRUE(box.options().mirror);
}

}  // namespace
}  // namespace faceloom
