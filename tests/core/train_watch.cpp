// Alarms on runs that go wrong, and none on runs that go well.
#include "core/train/run_watch.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<RgbImage> facesOf(std::uint64_t seed, int levels, int shade = 100) {
    std::mt19937_64 random(seed);
    std::vector<RgbImage> faces;
    for (int i = 0; i < 36; ++i) {
        RgbImage face(4, 4);
        for (auto& value : face.rgb_u8)
            value = static_cast<std::uint8_t>(
                shade + static_cast<int>(random() % (2U * static_cast<unsigned>(levels) + 1)) -
                levels);
        faces.push_back(face);
    }
    return faces;
}

StepMetrics losses(std::int64_t step, double real, double fake) {
    StepMetrics metrics;
    metrics.step = step;
    metrics.d_loss_real = real;
    metrics.d_loss_fake = fake;
    return metrics;
}

TEST(Variety, IsTheRootMeanSquareOverAllPairs) {
    const auto faces = facesOf(3, 60);
    double sum = 0;
    int pairs = 0;
    for (std::size_t a = 0; a < faces.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b, ++pairs) {
            for (std::size_t i = 0; i < faces[a].rgb_u8.size(); ++i) {
                sum += std::pow(static_cast<double>(faces[a].rgb_u8[i]) -
                                    static_cast<double>(faces[b].rgb_u8[i]),
                                2) /
                       static_cast<double>(faces[a].rgb_u8.size());
            }
        }
    }
    EXPECT_NEAR(varietyOf(faces), std::sqrt(sum / pairs), 1e-9);
    EXPECT_EQ(varietyOf(std::vector<RgbImage>(36, faces[0])), 0);
    EXPECT_EQ(varietyOf({}), 0);
}

TEST(RunWatch, TellsOnceOfADiscriminatorThatWins) {
    RunWatch watch({}, 100000);
    std::int64_t step = 0;
    int alarms = 0;
    const auto run = [&](std::int64_t steps, double loss) {
        for (std::int64_t i = 0; i < steps; ++i) {
            const auto alarm = watch.onStep(losses(++step, loss, loss / 2));
            if (!alarm) continue;
            ++alarms;
            EXPECT_EQ(alarm->kind, AlarmKind::DiscriminatorWins);
            EXPECT_EQ(alarm->step - alarm->since + 1, RunWatch::kBlindSteps);
        }
    };
    run(500, 0.4);
    run(RunWatch::kBlindSteps - 1, 0.001);
    run(1, 0.4);  // a breath in between
    run(RunWatch::kBlindSteps - 1, 0.001);
    EXPECT_EQ(alarms, 0);
    run(1000, 0.001);
    EXPECT_EQ(alarms, 1);
    run(10, 0.4);
    run(1000, 0.001);
    EXPECT_EQ(alarms, 2);
}

TEST(RunWatch, ARunThatGoesOnIsWatchedFromItsBeginning) {
    std::vector<StepMetrics> earlier;
    for (std::int64_t step = 1; step <= 1000; ++step)
        earlier.push_back(losses(step, step < 600 ? 0.4 : 0.001, 0.001));
    const std::vector<Preview> previews = {
        {200, facesOf(1, 60)}, {600, facesOf(2, 60)}, {800, facesOf(3, 9)}, {1000, facesOf(4, 9)}};
    RunWatch watch({}, 100000);
    watch.takeEarlier(earlier);
    for (const Preview& preview : previews)
        watch.takeEarlier(preview);
    const auto blind = watch.onStep(losses(1001, 0.001, 0.001));
    ASSERT_TRUE(blind);
    EXPECT_EQ(blind->since, 600) << "the checkpoint that it goes on from is no better";
    const auto alike = watch.onPreview({1050, facesOf(5, 9)});
    ASSERT_TRUE(alike);
    EXPECT_EQ(alike->kind, AlarmKind::GeneratorCollapsed);
    EXPECT_EQ(alike->since, 800);
    EXPECT_FALSE(watch.onStep(losses(1002, 0.001, 0.001))) << "told";
    EXPECT_FALSE(watch.onPreview({1100, facesOf(6, 9)}));
}

TEST(RunWatch, ADiscriminatorThatLearnsAloneIsMeantToWin) {
    TrainOptions options;
    options.discriminator_first = 1000;
    RunWatch watch(options, 100000);
    for (std::int64_t step = 1; step < 1000 + RunWatch::kBlindSteps; ++step)
        EXPECT_FALSE(watch.onStep(losses(step, 0.001, 0.001))) << step;
    EXPECT_TRUE(watch.onStep(losses(1000 + RunWatch::kBlindSteps, 0.001, 0.001)));
}

TEST(RunWatch, TellsOfFacesThatBecomeAlike) {
    RunWatch watch({}, 100000);
    std::int64_t step = 0;
    const auto show = [&](int levels) {
        step += 50;
        return watch.onPreview({step, facesOf(static_cast<std::uint64_t>(step), levels)});
    };
    EXPECT_FALSE(show(2)) << "grey at first";
    EXPECT_FALSE(show(2));
    EXPECT_FALSE(show(60));
    EXPECT_FALSE(show(60));
    EXPECT_FALSE(show(40)) << "a little less is no collapse";
    EXPECT_FALSE(show(10)) << "a single preview may be bad luck";
    const auto alarm = show(10);
    ASSERT_TRUE(alarm);
    EXPECT_EQ(alarm->kind, AlarmKind::GeneratorCollapsed);
    EXPECT_EQ(alarm->since, step - 50);
    EXPECT_FALSE(show(9)) << "told before";
    EXPECT_FALSE(show(60));
    EXPECT_FALSE(show(9));
    EXPECT_TRUE(show(9)) << "it came back";
}

TEST(RunWatch, TellsOfALearningRateThatDoesNothing) {
    TrainOptions options;
    options.learning_rate = 1e-12;
    options.decay_steps = 5000;
    const auto alarmsOver = [&](std::int64_t from, bool changing) {
        RunWatch watch(options, 10000);
        int alarms = 0;
        for (std::int64_t step = from; step < from + 1000; step += 50) {
            const auto seed = changing ? static_cast<std::uint64_t>(step) : 1;
            const auto alarm = watch.onPreview({step, facesOf(seed, 20)});
            if (!alarm) continue;
            ++alarms;
            EXPECT_EQ(alarm->kind, AlarmKind::NothingLearned);
            EXPECT_EQ(alarm->since, from);
            EXPECT_NE(alarm->text.find("1e-12"), std::string::npos) << alarm->text;
        }
        return alarms;
    };
    EXPECT_EQ(alarmsOver(50, false), 1);
    EXPECT_EQ(alarmsOver(50, true), 0);
    EXPECT_EQ(alarmsOver(8000, false), 0) << "rates that fall on purpose";
    options.discriminator_first = 1050;
    EXPECT_EQ(alarmsOver(50, false), 0) << "the discriminator alone";
}

}  // namespace
}  // namespace faceloom
