#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "core/projection/encoder_training.h"

#include <iostream>
#include <memory>

#include <unistd.h>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string out;
    std::string precision = "auto";
    EncoderTrainOptions options;
};

EncoderObserver progressPrinter() {
    const bool terminal = isatty(STDERR_FILENO) != 0;
    return [terminal](const EncoderProgress& progress) {
        constexpr std::int64_t kEvery = 20;
        const bool last = progress.step == progress.total_steps;
        if (progress.step % kEvery != 0 && progress.step != 1 && !last) return;
        const auto seconds = static_cast<long>(progress.seconds_left);
        std::cerr << (terminal ? "\r" : "")
                  << fmt::format(
                         "step {}/{}  latents {:.3f}  faces {:.1f} of 255  {:.0f} "
                         "pictures/s  {}:{:02} left",
                         progress.step, progress.total_steps, progress.figures.latent_error,
                         progress.figures.picture_error, progress.images_per_second, seconds / 60,
                         seconds % 60)
                  << (terminal && !last ? "   " : "\n") << std::flush;
    };
}

Result<int> runTraining(Arguments& arguments) {
    const auto precision = precisionNamed(arguments.precision);
    if (!precision) return fail(precision.error().code, "--{}", precision.error().message);
    arguments.options.precision = *precision;
    auto model = resolveModelPath(arguments.model);
    if (!model) return passOn(model);
    const std::string out = arguments.out.empty() ? encoderBeside(*model).string() : arguments.out;
    const InterruptToken interrupt;
    const auto report =
        trainEncoder(*model, arguments.options, out, interrupt.token(), progressPrinter());
    if (!report) return passOn(report);
    const EncoderFigures& figures = report->info.figures;
    if (report->stopped) {
        std::cerr << fmt::format("stopped after step {}; what was learnt is kept\n",
                                 report->info.steps);
    }
    std::cerr << fmt::format(
        "on other faces: latents to a mean square of {:.3f} (1: guessed), faces to {:.1f} of 255 "
        "(root mean square)\n",
        figures.latent_error, figures.picture_error);
    std::cout << out << '\n';
    return report->stopped ? kExitInterrupted : 0;
}

}  // namespace

void addTrainEncoderCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    EncoderTrainOptions& options = arguments->options;
    CLI::App* command = app.add_subcommand(
        "train-encoder", "Train a network that gives a face's latent in one pass, for project");
    command->add_option("--model", arguments->model, "A .safetensors file or a run folder")
        ->required();
    command
        ->add_option("--out", arguments->out,
                     "The .safetensors file to write (default: NAME-encoder.safetensors beside the "
                     "model, where project looks for it)")
        ->type_name("FILE");
    command->add_option("--steps", options.steps, "Steps in all")->capture_default_str();
    command->add_option("--batch", options.batch, "Faces a step")->capture_default_str();
    command->add_option("--learning-rate", options.learning_rate, "The highest of the cycle")
        ->capture_default_str();
    command
        ->add_option("--picture-weight", options.picture_weight,
                     "Of the faces drawn again beside the latents, in the loss")
        ->capture_default_str();
    command->add_option("--seed", options.seed, "Of weights and latents");
    command->add_option("--precision", arguments->precision,
                        "What convolutions compute in: auto, float32 or bf16");
    command->callback([arguments, &outcome] {
        const auto exit_code = runTraining(*arguments);
        if (exit_code) {
            outcome.exit_code_when_good = *exit_code;
        } else {
            outcome.status = passOn(exit_code);
        }
    });
}

}  // namespace faceloom
