#include "app/commands/sweep_arguments.h"

#include "app/commands/training_pictures.h"
#include "core/gan/compute_runtime.h"
#include "core/sweep/sweep_folder.h"
#include "core/sweep/sweep_studies.h"
#include "core/sweep/trial_run.h"

#include <algorithm>

namespace faceloom {

namespace {

// A study out of the box, one's own, or the one in the folder.
Result<SweepPlan> firstPlan(const SweepArguments& arguments, const SweepFolder& folder) {
    if (arguments.resume) {
        if (!arguments.study.empty())
            return fail(ErrorCode::InvalidArgument, "--study goes with a new sweep");
        return folder.readPlan();
    }
    if (folder.hasSweep()) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: there is a sweep in this folder; --resume it or choose another folder",
                    arguments.out);
    }
    if (!arguments.study.empty()) return studyNamed(arguments.study);
    SweepPlan plan;
    plan.base = smallTrials();
    return plan;
}

Status takeAxes(const SweepArguments& arguments, SweepPlan& plan) {
    Setting fixed;
    for (const SweepOption& option : sweepOptions()) {
        const auto given = arguments.values.find(std::string(option.name));
        if (given == arguments.values.end() || given->second.empty()) continue;
        std::erase_if(plan.axes, [&](const SweepAxis& axis) { return axis.option == option.name; });
        const bool range = given->second.front().find("..") != std::string::npos;
        if (given->second.size() == 1 && !range)
            fixed.push_back({given->first, given->second.front()});
        else
            plan.axes.push_back({given->first, given->second});
    }
    if (fixed.empty()) return {};
    auto base = withSetting(plan.base, fixed);
    if (!base) return fail(base.error().code, "--{}", base.error().message);
    plan.base = *base;
    return {};
}

Status takeNumbers(const SweepArguments& arguments, SweepPlan& plan) {
    const auto device = deviceNamed(arguments.device);
    if (!device) return fail(device.error().code, "--{}", device.error().message);
    if (arguments.given("--device")) plan.base.device = *device;
    if (arguments.given("--threads")) plan.base.threads = arguments.threads;
    if (arguments.given("--seed")) plan.base.seed = arguments.seed;
    if (arguments.given("--hold-out")) plan.base.hold_out = arguments.hold_out;
    if (arguments.given("--checkpoint-every"))
        plan.base.checkpoint_every = arguments.checkpoint_every;
    if (arguments.given("--seeds")) plan.seeds = arguments.seeds;
    if (arguments.given("--halving")) plan.halving = arguments.halving;
    if (arguments.given("--random")) plan.random_settings = arguments.random;
    if (arguments.given("--budget-steps")) plan.budget_steps = arguments.budget_steps;
    if (arguments.given("--budget-hours")) plan.budget_hours = arguments.budget_hours;
    if (arguments.given("--faces")) plan.faces = arguments.faces;
    if (arguments.given("--steps")) plan.base.steps = arguments.steps;
    if (auto status = plan.check(); !status) return status;
    // Without steps of its own, each run gets its share of the budget.
    if (plan.budget_steps > 0 && !arguments.given("--steps") && !arguments.resume)
        plan.base.steps = stepsWithinBudget(plan);
    return {};
}

// A packed file an image size that the settings ask for.
Status preparePictures(SweepArguments& arguments, SweepPlan& plan, const std::stop_token& stop) {
    if (arguments.pictures.images.empty()) {
        if (arguments.resume) return {};
        return fail(ErrorCode::InvalidArgument, "--images is required for a new sweep");
    }
    plan.pictures.clear();
    for (const int size : plan.imageSizes()) {
        arguments.pictures.size = size;
        const auto dataset = openTrainingPictures(arguments.pictures, plan.data_name, stop);
        if (!dataset) return passOn(dataset);
        // A packed file has one size: settings of others fail by themselves.
        const bool there = std::ranges::find(plan.pictures, dataset->imageSize(),
                                             &SweepPictures::image_size) != plan.pictures.end();
        if (!there)
            plan.pictures.push_back(
                {dataset->imageSize(), std::filesystem::absolute(dataset->path())});
    }
    return {};
}

}  // namespace

void SweepArguments::addTo(CLI::App& sweep) {
    command = &sweep;
    sweep.add_option("--images", pictures.images,
                     "Folder of pictures, a packed file, or 'sketch' for built-in drawn faces");
    sweep.add_option("--out", out, "The sweep's folder")->required()->type_name("FOLDER");
    sweep.add_option("--study", study,
                     "What the source tried: latent-size (100 against 60) or output (tanh against "
                     "sigmoid)");
    for (const SweepOption& option : sweepOptions()) {
        const std::string name(option.name);
        sweep
            .add_option("--" + name, values[name],
                        fmt::format("{}: one value for all runs, or several to be tried, as {}",
                                    option.meaning, option.usual))
            ->delimiter(',');
    }
    pictures.addTo(sweep);
    pictures.size = 32;
    sweep.add_option("--steps", steps, "Steps of each run (400)");
    sweep.add_option("--seeds", seeds, "Runs of each setting")->capture_default_str();
    sweep.add_option("--seed", seed, "Of the first of them; the others' follow");
    sweep.add_option("--random", random,
                     "Draw so many settings; a range is then a value as well: 0.0001..0.001");
    sweep.add_option("--halving", halving,
                     "Successive halving: keep the best one of so many settings at each rung");
    sweep.add_option("--budget-steps", budget_steps, "Steps of all runs together");
    sweep.add_option("--budget-hours", budget_hours, "Hours of training, all runs together");
    sweep
        .add_option("--faces", faces,
                    "Faces drawn to measure a run, at most five for each picture held out")
        ->capture_default_str();
    sweep.add_option("--hold-out", hold_out,
                     "Pictures left out of training, to measure with, at most a tenth of all");
    sweep.add_option("--checkpoint-every", checkpoint_every, "Steps between checkpoints");
    sweep.add_option("--device", device, "auto, cpu or cuda");
    sweep.add_option("--threads", threads, "CPU threads of each run (0: all cores, shared)");
    sweep
        .add_option("--processes", processes,
                    "Runs at a time, each a process (0: one after another in this one)")
        ->capture_default_str()
        ->check(CLI::Range(0, 256));
    sweep.add_flag("--resume", resume, "Go on with the sweep in the folder");
    sweep.add_flag("--retry-failed", retry, "Try those runs again that failed");
    sweep.add_flag("--show", show, "Only say what has come out so far");
    sweep.add_flag("--csv", csv, "The table as CSV");
    sweep.add_option("--trial", trial)->group("");
    sweep.add_option("--to-step", to_step)->group("");
}

Result<SweepPlan> planOf(SweepArguments& arguments, const std::stop_token& stop) {
    const SweepFolder folder(arguments.out);
    auto plan = firstPlan(arguments, folder);
    if (!plan) return passOn(plan);
    const SweepPlan before = *plan;
    std::error_code ignored;
    // A packed file has a size of its own.
    if (!arguments.given("--size") &&
        std::filesystem::is_regular_file(arguments.pictures.images, ignored)) {
        const auto dataset = PackedDataset::open(arguments.pictures.images);
        if (!dataset) return passOn(dataset);
        arguments.pictures.size = dataset->imageSize();
    }
    if (!arguments.resume || arguments.given("--size")) {
        if (auto status = plan->base.network.setImageSize(arguments.pictures.size); !status)
            return passOn(status);
    }
    if (auto status = takeAxes(arguments, *plan); !status) return passOn(status);
    if (auto status = takeNumbers(arguments, *plan); !status) return passOn(status);
    if (auto status = preparePictures(arguments, *plan, stop); !status) return passOn(status);
    if (arguments.resume) {
        if (auto status = checkSameSweep(before, *plan); !status) return passOn(status);
    }
    if (const auto status = checkPictures(*plan); !status) {
        const bool gone = status.error().code == ErrorCode::NotFound && arguments.resume;
        return fail(status.error().code, "{}{}", status.error().message,
                    gone ? "; give the pictures again with --images" : "");
    }
    return plan;
}

int threadsOfEach(const SweepPlan& plan, int processes) {
    if (plan.base.threads > 0) return plan.base.threads;
    return std::max(1, computeThreads() / std::max(1, processes));
}

}  // namespace faceloom
