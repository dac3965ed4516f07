// What measuring a checkpoint takes, and what it takes from a run beside it.
//   measuring alone PICTURES MODEL FACES              the real pictures once, then the model twice
//   measuring beside PICTURES RUN STEPS light|full    a run without and with it, in turn, twice
//   measuring crowded PICTURES RUN STEPS light|full   the same, something being measured all the
//   time
// PICTURES is a prepared file. Prints lines of JSON: seconds, unless the name says otherwise.
#include "core/base/shipped_models.h"
#include "core/evaluation/checkpoint_measures.h"
#include "core/evaluation/measured_training.h"
#include "core/gan/compute_runtime.h"
#include "core/train/run_folder.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace faceloom {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double processorSeconds() {
    std::timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

int refuse(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    return 1;
}

int alone(const PackedDataset& pictures, const char* model, std::size_t faces) {
    const auto reader = AttributeReader::open(shippedAttributeReader());
    if (!reader) return refuse(reader.error().message);
    auto begin = Clock::now();
    double processor = processorSeconds();
    const auto real = RealFaces::read(pictures, 1000, faces, *reader, {});
    if (!real) return refuse(real.error().message);
    std::printf("{\"real pictures\": %.2f, \"processor\": %.2f, \"held out\": %zu}\n",
                secondsSince(begin), processorSeconds() - processor, real->heldOut());
    for (int round = 0; round < 2; ++round) {
        begin = Clock::now();
        processor = processorSeconds();
        const auto measure = measureCheckpoint(model, *real, {});
        if (!measure) return refuse(measure.error().message);
        std::printf("{\"measuring\": %.2f, \"processor\": %.2f, \"faces\": %zu}\n",
                    secondsSince(begin), processorSeconds() - processor, real->faces());
        if (round == 0) std::fprintf(stderr, "%s\n", inOneLine(*measure).c_str());
    }
    return 0;
}

// From the first step to the last, without what comes before and after.
struct Timed : TrainObserver {
    std::int64_t steps = 0;
    Clock::time_point begin, end;
    double processor = 0;  // until now; then of the steps alone
    std::stop_source stop;
    std::size_t measured = 0;
    double share_measuring = 0;  // of the steps, those at which something was being measured
    std::atomic<bool> measuring = false;

    void onStep(const StepMetrics& metrics, const RunProgress&) override {
        if (metrics.step == 1) {
            begin = Clock::now();
            processor = processorSeconds();
        }
        end = Clock::now();
        share_measuring += (measuring ? 1.0 : 0.0) / static_cast<double>(steps);
        if (metrics.step < steps) return;
        processor = processorSeconds() - processor;
        stop.request_stop();  // the last one is not waited for
    }
    void onMeasures(const RunMeasures& measures) override {
        measured = measures.measured.size();
        measuring = measures.under_way.has_value();
    }
};

int beside(const PackedDataset& pictures, const std::filesystem::path& run, std::int64_t steps,
           bool light, bool crowded) {
    TrainOptions options;
    options.steps = steps;
    options.preview_every = 0;
    if (crowded) options.checkpoint_every = 10;
    if (auto status = options.network.setImageSize(pictures.imageSize()); !status)
        return refuse(status.error().message);
    if (light) options.network.setDiscriminator(DiscriminatorKind::Light);
    for (const int faces : {0, 5000, 0, 5000}) {
        std::filesystem::remove_all(run);
        options.measure_faces = faces;
        options.measure_every = crowded ? 1 : 0;
        Timed timed;
        timed.steps = steps;
        const auto report =
            runMeasuredTraining(pictures, {options, run, "bench"}, timed.stop.get_token(), timed);
        if (!report) return refuse(report.error().message);
        const double seconds = std::chrono::duration<double>(timed.end - timed.begin).count();
        std::printf(
            "{\"faces\": %d, \"training\": %.1f, \"processor\": %.1f, \"pictures a second\": %.2f, "
            "\"checkpoints measured\": %zu, \"share of steps measured beside\": %.2f}\n",
            faces, seconds, timed.processor,
            static_cast<double>((steps - 1) * options.batchOn(false)) / seconds, timed.measured,
            timed.share_measuring);
        std::fflush(stdout);
    }
    return 0;
}

int run(int argc, char** argv) {
    const std::string_view work = argc > 1 ? argv[1] : "";
    const bool crowded = work == "crowded";
    if ((work != "alone" || argc != 5) && ((work != "beside" && !crowded) || argc != 6)) {
        return refuse(
            "measuring alone PICTURES MODEL FACES | beside|crowded PICTURES RUN STEPS light|full");
    }
    const auto pictures = PackedDataset::open(argv[2]);
    if (!pictures) return refuse(pictures.error().message);
    if (work == "alone")
        return alone(*pictures, argv[3], static_cast<std::size_t>(std::atoll(argv[4])));
    return beside(*pictures, argv[3], std::atoll(argv[4]), std::string_view(argv[5]) == "light",
                  crowded);
}

}  // namespace
}  // namespace faceloom

int main(int argc, char** argv) {
    faceloom::initializeCompute();
    return faceloom::run(argc, argv);
}
