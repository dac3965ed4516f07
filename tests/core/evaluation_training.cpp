// Runs that are measured while they go on.
#include "core/evaluation/measured_training.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "core/train/timeline.h"
#include "tests/core/evaluation_support.h"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

std::string textOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Lets the run go on only when what was written last has been measured.
struct PatientObserver : RecordingObserver {
    std::mutex mutex;
    std::condition_variable_any changed;
    RunMeasures measures;
    std::int64_t stop_after = -1;  // step
    bool patient = true;
    std::stop_source stop;

    void onMeasures(const RunMeasures& now) override {
        const std::lock_guard lock(mutex);
        measures = now;
        changed.notify_all();
    }
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        RecordingObserver::onStep(metrics, progress);
        if (metrics.step == stop_after) stop.request_stop();
    }
    void atStepBorder(const std::stop_token& token) override {
        if (!patient || checkpoints.empty()) return;
        std::unique_lock lock(mutex);
        changed.wait(lock, token, [this] {
            return measures.newest == checkpoints.back() || !measures.absent.empty();
        });
    }
    [[nodiscard]] bool said(const std::string& words) const {
        return std::ranges::any_of(messages, [&](const std::string& message) {
            return message.find(words) != std::string::npos;
        });
    }
};

class MeasuredTraining : public testing::Test {
protected:
    void SetUp() override {
        options_ = smallTraining(6);
        options_.checkpoint_every = 2;
        options_.measure_every = 1;
        options_.measure_faces = 30;
        options_.hold_out = 20;
    }
    Result<RunReport> run(PatientObserver& observer, const char* name = "run",
                          bool resume = false) const {
        return runMeasuredTraining(data_, {options_, path(name), "small", resume},
                                   observer.stop.get_token(), observer);
    }
    std::vector<std::int64_t> stepsMeasured(const char* name = "run") const {
        const auto rows = readMeasures(RunFolder(path(name)).measuresFile());
        EXPECT_TRUE(rows) << rows.error().message;
        std::vector<std::int64_t> steps;
        for (const RunMeasure& row : *rows)
            steps.push_back(row.step);
        return steps;
    }
    fs::path path(const char* name) const { return folder_.path() / name; }

    using Steps = std::vector<std::int64_t>;
    TempFolder folder_;
    TrainOptions options_;
    PackedDataset data_ =
        drawnDataset(path("pictures"), 200, [](unsigned i) { return noise(32, 32, i); });
};

TEST_F(MeasuredTraining, MeasuresItsCheckpointsAndNamesTheBest) {
    const ModelsFolder models;
    PatientObserver observer;
    const auto report = run(observer);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Finished);
    EXPECT_EQ(stepsMeasured(), (Steps{2, 4, 6}));
    EXPECT_EQ(observer.measures.measured.size(), 3U);
    EXPECT_FALSE(observer.measures.under_way);
    ASSERT_TRUE(report->best);
    EXPECT_EQ(report->best->newest, 6);
    const auto timeline = readTimeline(RunFolder(path("run")));
    ASSERT_TRUE(timeline);
    EXPECT_EQ(timeline->measures, observer.measures.measured);
    EXPECT_TRUE(timeline->at(report->best->best.step)->best);
}

TEST_F(MeasuredTraining, ChangesNothingInWhatIsTrained) {
    const ModelsFolder models;
    PatientObserver measured, plain;
    ASSERT_TRUE(run(measured, "measured"));
    options_.measure_faces = 0;
    plain.patient = false;
    ASSERT_TRUE(run(plain, "plain"));
    EXPECT_FALSE(fs::exists(RunFolder(path("plain")).measuresFile()));
    for (const std::int64_t step : {2, 4, 6}) {
        EXPECT_TRUE(textOf(RunFolder(path("measured")).checkpointFile(step)) ==
                    textOf(RunFolder(path("plain")).checkpointFile(step)))
            << step;
    }
}

TEST_F(MeasuredTraining, AStoppedRunGoesOnMeasuredAndEndsAsTheWholeOne) {
    const ModelsFolder models;
    PatientObserver whole, stopped, resumed;
    ASSERT_TRUE(run(whole, "whole"));
    stopped.stop_after = 3;
    EXPECT_EQ(run(stopped, "parts")->end, RunEnd::Stopped);
    ASSERT_TRUE(run(resumed, "parts", true));
    // What the stop left unmeasured is measured when the run goes on.
    EXPECT_EQ(stepsMeasured("parts"), (Steps{2, 3, 4, 6}));
    EXPECT_TRUE(textOf(RunFolder(path("whole")).checkpointFile(6)) ==
                textOf(RunFolder(path("parts")).checkpointFile(6)));
    const auto one = readMeasures(RunFolder(path("whole")).measuresFile());
    const auto other = readMeasures(RunFolder(path("parts")).measuresFile());
    EXPECT_EQ(one->back(), other->back());
}

TEST_F(MeasuredTraining, EndsWhenItNoLongerGetsBetter) {
    const ModelsFolder models;
    // Nothing is learned at this rate: no checkpoint is better than the first.
    options_.learning_rate = 1e-12;
    options_.steps = 100;
    options_.stop_when_flat = 2;
    PatientObserver observer;
    const auto report = run(observer);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Flat);
    EXPECT_EQ(report->steps_done, 6);
    ASSERT_TRUE(report->best);
    // It goes on when asked to, until that is flat again.
    PatientObserver again;
    const auto more = run(again, "run", true);
    ASSERT_TRUE(more) << more.error().message;
    EXPECT_EQ(more->end, RunEnd::Flat);
    EXPECT_EQ(more->steps_done, 10);
}

TEST_F(MeasuredTraining, WhileTheDiscriminatorLearnsAloneNothingIsFlat) {
    const ModelsFolder models;
    options_.learning_rate = 1e-12;
    options_.steps = 100;
    options_.stop_when_flat = 2;
    options_.discriminator_first = 6;
    PatientObserver observer;
    const auto report = run(observer);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Flat);
    EXPECT_EQ(report->steps_done, 12) << "6 alone, and as many as without";
}

TEST_F(MeasuredTraining, WithoutAReaderOrPicturesHeldOutItTrainsOnAndSaysSoOnce) {
    const auto count = [](const PatientObserver& observer) {
        return std::ranges::count_if(observer.messages, [](const std::string& message) {
            return message.find("nothing is measured") != std::string::npos;
        });
    };
    {
        const ModelsFolder none(false);
        PatientObserver observer;
        EXPECT_EQ(run(observer)->end, RunEnd::Finished);
        EXPECT_EQ(count(observer), 1);
        EXPECT_TRUE(observer.said("face reader is not there"));
        EXPECT_FALSE(observer.measures.absent.empty());
        EXPECT_FALSE(fs::exists(RunFolder(path("run")).measuresFile()));
    }
    const ModelsFolder models;
    options_.hold_out = 1;
    PatientObserver observer;
    const auto report = run(observer, "other");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_FALSE(report->best);
    EXPECT_EQ(count(observer), 1);
    EXPECT_TRUE(observer.said("1 of 200 pictures held out"));
}

TEST_F(MeasuredTraining, ABrokenReaderIsSaidAndNotFatal) {
    const ModelsFolder models(false);
    std::ofstream(fs::path(std::getenv("FACELOOM_MODELS")) / "attributes.safetensors") << "broken";
    options_.checkpoint_every = 0;
    PatientObserver observer;
    EXPECT_EQ(run(observer)->end, RunEnd::Finished);
    EXPECT_TRUE(observer.said("attributes.safetensors"));
    EXPECT_FALSE(observer.measures.absent.empty());
}

TEST_F(MeasuredTraining, AMeasuresFileThatCannotBeReadIsSaidAndLeftAsItIs) {
    const ModelsFolder models;
    PatientObserver first;
    first.stop_after = 2;
    ASSERT_TRUE(run(first));
    const fs::path file = RunFolder(path("run")).measuresFile();
    std::ofstream(file) << "no header\n";
    PatientObserver observer;
    ASSERT_TRUE(run(observer, "run", true));
    EXPECT_TRUE(observer.said("measures.csv"));
    EXPECT_EQ(textOf(file), "no header\n");
    EXPECT_FALSE(observer.measures.measured.empty());
}

TEST_F(MeasuredTraining, AStopDoesNotWaitForWhatIsBeingMeasured) {
    const ModelsFolder models;
    options_.measure_faces = 100000;
    options_.checkpoint_every = 1;
    PatientObserver observer;
    observer.patient = false;
    observer.stop_after = 2;
    const auto report = run(observer);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->end, RunEnd::Stopped);
    EXPECT_EQ(report->steps_done, 2);
    EXPECT_FALSE(observer.measures.under_way);
}

}  // namespace
}  // namespace faceloom
