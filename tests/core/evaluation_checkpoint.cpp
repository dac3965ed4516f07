// What is measured of a checkpoint, on small networks and a reader of random weights.
#include "core/data/hold_out.h"
#include "core/evaluation/checkpoint_measures.h"
#include "core/evaluation/set_measures.h"
#include "core/train/run_folder.h"
#include "tests/core/evaluation_support.h"

#include <cmath>
#include <set>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

class CheckpointMeasures : public testing::Test {
protected:
    Result<RealFaces> read(const PackedDataset& data, std::size_t hold_out,
                           const std::stop_token& stop = {}) const {
        return RealFaces::read(data, hold_out, 5000, models_.reader(), stop);
    }
    // The checkpoint of a run of a step or two.
    fs::path trained(const PackedDataset& data, const TrainOptions& options,
                     const char* name = "run") const {
        TrainObserver nobody;
        const RunFolder run(path(name));
        const auto report = runTraining(data, {options, run.root(), "small"}, {}, nobody);
        EXPECT_TRUE(report) << report.error().message;
        return run.checkpointFile(options.steps);
    }
    fs::path path(const char* name) const { return folder_.path() / name; }

    ModelsFolder models_;
    TempFolder folder_;
};

std::set<std::string> columnsOf(const RunMeasure& measure) {
    std::set<std::string> columns;
    for (const auto& [column, value] : measure.values) {
        EXPECT_TRUE(std::isfinite(value)) << column;
        columns.insert(column);
    }
    return columns;
}

TEST_F(CheckpointMeasures, HasEverythingWithItsFloorTheSameEveryTime) {
    const auto data = drawnDataset(path("p"), 220, [](unsigned i) { return noise(32, 32, i); });
    TrainOptions options = smallTraining(2);
    options.hold_out = 22;
    options.network.output = OutputActivation::Tanh;
    const auto checkpoint = trained(data, options);
    const auto real = read(data, 22);
    ASSERT_TRUE(real) << real.error().message;
    EXPECT_EQ(real->heldOut(), 22U);
    EXPECT_EQ(real->faces(), 110U);
    const auto measure = measureCheckpoint(checkpoint, *real, {});
    ASSERT_TRUE(measure) << measure.error().message;
    EXPECT_EQ(measure->step, 2);
    std::set<std::string> expected = {kKernelDistanceError,
                                      kFrechetShrunk,
                                      kJudgedTraining,
                                      kJudgedHeldOut,
                                      kJudgedGenerated,
                                      kMeasuredFaces,
                                      std::string(kKernelDistanceError) + kFloorSuffix};
    for (const char* column : {kKernelDistance, kFrechetDistance, kPrecision, kRecall, kVariety,
                               kNearestTraining, kSeparation, kGameValue}) {
        expected.insert(column);
        expected.insert(std::string(column) + kFloorSuffix);
    }
    EXPECT_EQ(columnsOf(*measure), expected);
    const auto value = [&](const std::string& column) { return measure->values.at(column); };
    EXPECT_EQ(value(kMeasuredFaces), 110);
    EXPECT_EQ(value(kFrechetShrunk), 1);  // 22 pictures for 288 features
    // Grey faces are further from noise than noise is, and vary less.
    EXPECT_GT(value(kKernelDistance), value("kernel_distance_floor"));
    EXPECT_GT(value(kFrechetDistance), value("frechet_distance_floor"));
    EXPECT_LT(value(kVariety), value("variety_floor"));
    EXPECT_LT(value(kGameValue), 0);
    EXPECT_EQ(*measureCheckpoint(checkpoint, *real, {}), *measure);
}

TEST_F(CheckpointMeasures, OfAGeneratorAloneLacksOnlyWhatADiscriminatorSays) {
    const auto data = drawnDataset(path("p"), 60, [](unsigned i) { return noise(32, 32, i); });
    TrainOptions options = smallTraining(1);
    options.weight_average = 0.9;
    const auto checkpoint = trained(data, options);
    const auto real = read(data, 6);
    ASSERT_TRUE(real) << real.error().message;
    const auto whole = measureCheckpoint(checkpoint, *real, {});
    const auto alone = measureCheckpoint(path("run"), *real, {});
    ASSERT_TRUE(whole && alone);
    EXPECT_FALSE(alone->values.contains(kGameValue));
    EXPECT_FALSE(alone->values.contains(kSeparation));
    // The checkpoint's faces are the average's, as those of the saved generator are.
    for (const auto& [column, number] : alone->values)
        EXPECT_NEAR(whole->values.at(column), number, 1e-5 * std::max(1.0, number)) << column;
    EXPECT_FALSE(whole->values.contains(kKernelDistance));  // six are too few
    ASSERT_EQ(real->notes().size(), 2U);
    EXPECT_NE(real->notes()[0].find("kernel distance"), std::string::npos) << real->notes()[0];
    EXPECT_NE(real->notes()[1].find("shrunk"), std::string::npos) << real->notes()[1];
}

TEST_F(CheckpointMeasures, ConstantPicturesGiveNumbers) {
    const auto data = drawnDataset(path("p"), 210, [](unsigned) { return RgbImage(32, 32, 90); });
    const auto checkpoint = trained(data, smallTraining(1));
    const auto real = read(data, 21);
    ASSERT_TRUE(real) << real.error().message;
    EXPECT_NEAR(real->floors().at(kFrechetDistance), 0, 1e-6);
    EXPECT_NEAR(real->floors().at(kKernelDistance), 0, 1e-6);
    EXPECT_EQ(real->floors().at(kVariety), 0);
    EXPECT_NEAR(real->floors().at(kNearestTraining), 0, 1);
    const auto measure = measureCheckpoint(checkpoint, *real, {});
    ASSERT_TRUE(measure) << measure.error().message;
    EXPECT_TRUE(columnsOf(*measure).contains(kKernelDistance));
    EXPECT_EQ(measure->values.at(kSeparation), 0.5);  // the discriminator sees one picture
}

TEST_F(CheckpointMeasures, AMemorizedPictureIsFoundNear) {
    // Held out: copies of their neighbours. They lie as near as copies do, by the formula.
    const auto copied = drawnDataset(
        path("p"), 100, [](unsigned i) { return noise(32, 32, i - (i % 10 == 5 ? 1 : 0)); });
    const auto invented = drawnDataset(path("q"), 100, [](unsigned i) { return noise(32, 32, i); });
    EXPECT_EQ(splitPictures(100, 10).held_out.front(), 5U);
    const auto near = read(copied, 10), far = read(invented, 10);
    ASSERT_TRUE(near && far);
    EXPECT_NEAR(near->floors().at(kNearestTraining), 0, 1e-5);
    EXPECT_GT(far->floors().at(kNearestTraining), 0.05);
}

TEST_F(CheckpointMeasures, FewerThanTwoHeldOutAreRefused) {
    const auto data = drawnDataset(path("p"), 19, [](unsigned i) { return noise(32, 32, i); });
    const auto real = read(data, 1000);
    ASSERT_FALSE(real);
    EXPECT_EQ(real.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(real.error().message.find("1 of 19 pictures held out"), std::string::npos)
        << real.error().message;
}

TEST_F(CheckpointMeasures, AStopEndsItAndBrokenFilesAreErrors) {
    const auto data = drawnDataset(path("p"), 40, [](unsigned i) { return noise(32, 32, i); });
    const auto checkpoint = trained(data, smallTraining(1));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(read(data, 4, stop.get_token()).error().code, ErrorCode::Cancelled);
    const auto real = read(data, 4);
    ASSERT_TRUE(real);
    EXPECT_EQ(measureCheckpoint(checkpoint, *real, stop.get_token()).error().code,
              ErrorCode::Cancelled);
    EXPECT_EQ(measureCheckpoint(path("none"), *real, {}).error().code, ErrorCode::NotFound);
    fs::resize_file(checkpoint, fs::file_size(checkpoint) - 100);
    EXPECT_EQ(measureCheckpoint(checkpoint, *real, {}).error().code, ErrorCode::BrokenFile);
}

TEST(MeasuresBetween, RefusesWhatIsNotFinite) {
    std::vector<Features> real(5, Features(4, 1.0F)), generated = real;
    generated[2][1] = std::nanf("");
    const auto values = measuresBetween(real, generated, {});
    ASSERT_FALSE(values);
    EXPECT_EQ(values.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
