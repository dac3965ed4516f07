#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/training_pictures.h"
#include "app/commands/training_run.h"
#include "core/gan/compute_runtime.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include <unistd.h>

namespace faceloom {

namespace {

constexpr int kUsualPatience = 5;  // measures

struct Arguments {
    PrepareArguments pictures;
    RunRequest request;
    std::string run;
    std::string output = "sigmoid";
    std::string device = "auto";
    std::string precision = "auto";
    std::string discriminator = "full";
    CLI::App* command = nullptr;

    [[nodiscard]] bool given(const char* option) const { return command->count(option) > 0; }
};

class ConsoleObserver : public TrainObserver {
public:
    void onStep(const StepMetrics& metrics, const RunProgress& progress) override {
        const bool last = metrics.step == progress.total_steps;
        if (!terminal_ && metrics.step % 10 != 0 && metrics.step != 1 && !last) return;
        std::cerr << (terminal_ ? "\r" : "")
                  << fmt::format(
                         "step {}/{}  epoch {}/{}  D real {:.3f}  D fake {:.3f}  G {:.3f}  {:.1f} "
                         "pictures/s  {}",
                         progress.step, progress.total_steps, progress.epoch, progress.total_epochs,
                         metrics.d_loss_real, metrics.d_loss_fake, metrics.g_loss,
                         progress.images_per_second, timeLeft(progress))
                  << (terminal_ && !last ? "   " : "\n") << std::flush;
    }
    void onMessage(const std::string& text) override { std::cerr << text << '\n'; }
    void onAlarm(const Alarm& alarm) override {
        onMessage((terminal_ ? "\n" : "") + fmt::format("at step {}: {}", alarm.step, alarm.text));
    }
    void onHold(const RunHold& hold) override {
        onMessage((terminal_ ? "\n" : "") + hold.reason +
                  "; waiting: training goes on by itself when this can be written");
    }
    void onHoldOver() override { onMessage("written; training goes on"); }
    void onMeasures(const RunMeasures& measures) override {
        if (measures.newest == measured_) return;
        measured_ = measures.newest;
        const auto row = std::ranges::find(measures.measured, *measured_, &RunMeasure::step);
        onMessage((terminal_ ? "\n" : "") +
                  fmt::format("measured step {}: {}", row->step, inOneLine(*row)));
    }

private:
    static std::string timeLeft(const RunProgress& progress) {
        const auto seconds = static_cast<long>(progress.seconds_left);
        return fmt::format("{}:{:02}:{:02} left", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    std::optional<std::int64_t> measured_;  // told last
    bool terminal_ = isatty(STDERR_FILENO) != 0;
};

// A resumed run goes on with its own options; those given now count on top of them.
Status mergeRunOptions(Arguments& arguments) {
    TrainOptions& now = arguments.request.options;
    const RunFolder folder(arguments.request.run_folder);
    if (!arguments.request.resume || !folder.hasRun()) return {};
    auto before = folder.readDescription();
    if (!before) return passOn(before);
    TrainOptions merged = before->options;
    if (arguments.given("--epochs")) {
        merged.epochs = now.epochs;
        merged.steps = 0;
    }
    if (arguments.given("--steps")) merged.steps = now.steps;
    if (arguments.given("--batch")) merged.batch = now.batch;
    if (arguments.given("--seed")) merged.seed = now.seed;
    if (arguments.given("--mirror")) merged.mirror = now.mirror;
    if (arguments.given("--hold-out")) merged.hold_out = now.hold_out;
    if (arguments.given("--measure-faces")) merged.measure_faces = now.measure_faces;
    if (arguments.given("--measure-every")) merged.measure_every = now.measure_every;
    if (arguments.given("--stop-when-flat")) merged.stop_when_flat = now.stop_when_flat;
    if (arguments.given("--augment")) merged.augment = now.augment;
    if (arguments.given("--ema")) merged.weight_average = now.weight_average;
    if (arguments.given("--discriminator-first"))
        merged.discriminator_first = now.discriminator_first;
    if (arguments.given("--start-from")) merged.start_from = now.start_from;
    if (arguments.given("--discriminator")) {
        merged.network.setDiscriminator(now.network.discriminator);
    }
    if (arguments.given("--learning-rate")) merged.learning_rate = now.learning_rate;
    if (arguments.given("--discriminator-learning-rate"))
        merged.discriminator_learning_rate = now.discriminator_learning_rate;
    if (arguments.given("--decay-steps")) merged.decay_steps = now.decay_steps;
    if (arguments.given("--latent")) merged.network.latent_size = now.network.latent_size;
    if (arguments.given("--output")) merged.network.output = now.network.output;
    if (arguments.given("--preview-every")) merged.preview_every = now.preview_every;
    if (arguments.given("--checkpoint-every")) merged.checkpoint_every = now.checkpoint_every;
    if (arguments.given("--keep-space")) merged.keep_space_mb = now.keep_space_mb;
    if (arguments.given("--device")) merged.device = now.device;
    if (arguments.given("--precision")) merged.precision = now.precision;
    if (arguments.given("--threads")) merged.threads = now.threads;
    if (!arguments.given("--size")) arguments.pictures.size = merged.network.imageSize();
    now = merged;
    return {};
}

// The number may be left out.
int patienceFrom(const std::vector<std::string>& given) {
    if (given.empty() || given.front().empty()) return kUsualPatience;
    int patience = 0;
    if (!CLI::detail::lexical_cast(given.front(), patience))
        throw CLI::ValidationError("--stop-when-flat", given.front() + " is no number");
    return patience;
}

Status readArguments(Arguments& arguments) {
    TrainOptions& options = arguments.request.options;
    arguments.request.run_folder = arguments.run;
    arguments.request.log_after = 0;  // everything since the program began
    if (arguments.output != "sigmoid" && arguments.output != "tanh") {
        return fail(ErrorCode::InvalidArgument, "--output '{}' is neither sigmoid nor tanh",
                    arguments.output);
    }
    options.network.output =
        arguments.output == "tanh" ? OutputActivation::Tanh : OutputActivation::Sigmoid;
    const auto device = deviceNamed(arguments.device);
    if (!device) return fail(device.error().code, "--{}", device.error().message);
    options.device = *device;
    const auto precision = precisionNamed(arguments.precision);
    if (!precision) return fail(precision.error().code, "--{}", precision.error().message);
    options.precision = *precision;
    const auto discriminator = discriminatorNamed(arguments.discriminator);
    if (!discriminator)
        return fail(discriminator.error().code, "--{}", discriminator.error().message);
    if (arguments.given("--discriminator-widths")) {
        options.network.discriminator = *discriminator;
    } else {
        options.network.setDiscriminator(*discriminator);
    }
    if (arguments.request.from_step && !arguments.request.resume)
        return fail(ErrorCode::InvalidArgument, "--from-step goes with --resume");
    if (auto status = mergeRunOptions(arguments); !status) return status;
    if (arguments.pictures.size != options.network.imageSize()) {
        if (auto status = options.network.setImageSize(arguments.pictures.size); !status)
            return status;
    }
    return options.check();
}

Result<int> runTrain(Arguments& arguments) {
    if (auto status = readArguments(arguments); !status) return passOn(status);
    initializeCompute(arguments.request.options.threads);
    const InterruptToken interrupt;
    auto dataset =
        openTrainingPictures(arguments.pictures, arguments.request.data_name, interrupt.token());
    if (!dataset) return passOn(dataset);
    // A packed file has a size of its own.
    if (!arguments.given("--size") &&
        dataset->imageSize() != arguments.request.options.network.imageSize()) {
        if (auto status = arguments.request.options.network.setImageSize(dataset->imageSize());
            !status) {
            return passOn(status);
        }
    }
    ConsoleObserver observer;
    auto report = carryOutTraining(*dataset, arguments.request, interrupt.token(), observer);
    if (!report) return passOn(report);
    if (report->best) std::cerr << describe(*report->best) << '\n';
    switch (report->end) {
        case RunEnd::AlreadyFinished:
            std::cerr << fmt::format("{}: {} steps are done already; nothing to do\n",
                                     arguments.run, report->steps_done);
            break;
        case RunEnd::Stopped:
            std::cerr << fmt::format("stopped after step {}; --resume goes on from there\n",
                                     report->steps_done);
            return kExitInterrupted;
        case RunEnd::Flat:
            std::cerr << fmt::format(
                "ended after step {}: {} measures in a row were no better; --resume goes on\n",
                report->steps_done, arguments.request.options.stop_when_flat);
            break;
        case RunEnd::Finished:
            break;
    }
    std::cout << report->generator_file.string() << '\n';
    return 0;
}

}  // namespace

void addTrainCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    TrainOptions& options = arguments->request.options;
    CLI::App* command = app.add_subcommand("train", "Train the two networks and keep a run folder");
    arguments->command = command;
    command
        ->add_option("--images", arguments->pictures.images,
                     "Folder of pictures, a packed file, or 'sketch' for built-in drawn faces")
        ->required();
    command->add_option("--out", arguments->run, "Run folder")->required()->type_name("RUN");
    arguments->pictures.addTo(*command);
    command->add_option("--epochs", options.epochs, "Passes over the pictures, in all");
    command->add_option("--steps", options.steps, "Steps in all, instead of epochs");
    command->add_option("--batch", options.batch, "Pictures a step (64 on a CPU, 128 on a GPU)");
    command->add_option("--latent", options.network.latent_size, "Latent size");
    command->add_option("--output", arguments->output, "sigmoid or tanh");
    command
        ->add_option("--generator-widths", options.network.generator_widths,
                     "Channels of the generator's levels, as 512,256,128,64")
        ->delimiter(',');
    command
        ->add_option("--discriminator-widths", options.network.discriminator_widths,
                     "Channels of the discriminator's convolutions: full one more than levels, "
                     "light as many")
        ->delimiter(',');
    command->add_option("--discriminator", arguments->discriminator,
                        "full, or light: 4×4 convolutions of stride 2 with spectral norm");
    command->add_option("--leaky-slope", options.network.leaky_slope,
                        "Slope of LeakyReLU below zero");
    command->add_option("--dropout", options.network.dropout,
                        "Before the discriminator's dense layer");
    command->add_flag("--discriminator-batch-norm", options.network.discriminator_batch_norm,
                      "Batch norm in the discriminator");
    command->add_option("--seed", options.seed, "Of weights, latents, dropout and data order");
    command->add_option("--learning-rate", options.learning_rate, "Adam's, both networks");
    command->add_option("--discriminator-learning-rate", options.discriminator_learning_rate,
                        "Adam's for the discriminator, where it should learn faster");
    command->add_option("--decay-steps", options.decay_steps,
                        "Let both learning rates fall to zero over the last so many steps");
    command->add_option("--checkpoint-every", options.checkpoint_every,
                        "Steps between checkpoints");
    command
        ->add_option("--keep-space", options.keep_space_mb,
                     "What checkpoints may take: the newest three, the best, the first and a "
                     "thinning series of the others are kept")
        ->type_name("MB")
        ->capture_default_str();
    command->add_option("--preview-every", options.preview_every, "Steps between previews");
    command->add_flag("--mirror", options.mirror, "Mirror each picture with probability one half");
    command
        ->add_option("--hold-out", options.hold_out,
                     "Pictures left out of training, to measure with, at most a tenth of all")
        ->type_name("N")
        ->capture_default_str();
    command
        ->add_option("--measure-faces", options.measure_faces,
                     "Faces drawn to measure a checkpoint, at most five for each picture held out "
                     "(0: nothing is measured)")
        ->type_name("N")
        ->capture_default_str();
    command
        ->add_option("--measure-every", options.measure_every,
                     "Measure checkpoints at least so many steps apart (0: as often as it slows "
                     "training little)")
        ->type_name("STEPS")
        ->capture_default_str();
    command
        ->add_option_function<std::vector<std::string>>(
            "--stop-when-flat",
            [&options](const std::vector<std::string>& given) {
                options.stop_when_flat = patienceFrom(given);
            },
            fmt::format("End the run after so many measures in a row whose kernel distance is no "
                        "better ({} unless given; 0: never)",
                        kUsualPatience))
        ->type_name("PATIENCE")
        ->expected(0, 1);
    command->add_flag(
        "--augment", options.augment,
        "Show the discriminator real and generated pictures shifted and recoloured alike");
    command->add_option("--ema", options.weight_average,
                        "Save a running average of the generator's weights, as 0.995 (0: off)");
    command
        ->add_option(
            "--start-from", options.start_from,
            "Begin with the weights of a model or a run instead of random ones; of a checkpoint "
            "with the same networks, with its discriminator and optimizers too")
        ->type_name("MODEL");
    command
        ->add_option(
            "--discriminator-first", options.discriminator_first,
            "Let the discriminator learn alone for the first so many steps: beside a trained "
            "generator to start from, a new one is blind at first")
        ->type_name("STEPS");
    command->add_option("--device", arguments->device, "auto, cpu or cuda");
    command->add_option("--precision", arguments->precision,
                        "What convolutions compute in: auto, float32 or bf16");
    command->add_option("--threads", options.threads, "CPU threads (0: all cores)");
    command->add_flag("--resume", arguments->request.resume,
                      "Go on from the run folder's newest whole checkpoint");
    command
        ->add_option("--from-step", arguments->request.from_step,
                     "With --resume: go back to the checkpoint of this step; what came after it is "
                     "moved to RUN/rolled-back")
        ->type_name("N");
    command->callback([arguments, &outcome] {
        const auto exit_code = runTrain(*arguments);
        if (exit_code) {
            outcome.exit_code_when_good = *exit_code;
        } else {
            outcome.status = passOn(exit_code);
        }
    });
}

}  // namespace faceloom
