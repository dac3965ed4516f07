#include "app/commands/reader_arguments.h"

#include "app/commands/training_pictures.h"

#include <iostream>

#include <unistd.h>

namespace faceloom {

void ReaderArguments::addTo(CLI::App& command, const char* what_out_is, const char* out_type) {
    command.add_option("--images", pictures.images, "Folder of pictures, or a packed file")
        ->required()
        ->type_name("DIR");
    command.add_option("--out", out, what_out_is)->required()->type_name(out_type);
    command.add_option("--epochs", options.epochs, "Passes over the pictures")
        ->capture_default_str();
    command.add_option("--batch", options.batch, "Pictures a step")->capture_default_str();
    command.add_option("--learning-rate", options.learning_rate, "The highest of the cycle")
        ->capture_default_str();
    command.add_option("--weight-decay", options.weight_decay, "AdamW's")->capture_default_str();
    command.add_option("--dropout", options.dropout, "Before the dense layer")
        ->capture_default_str();
    command
        .add_option("--zoom-in", options.jitter.zoom_in,
                    "Show faces up to this much larger: 0.3 is 30 %")
        ->capture_default_str();
    command
        .add_option("--zoom-out", options.jitter.zoom_out,
                    "Show faces in a frame up to this much wider")
        ->capture_default_str();
    command.add_option("--blur", options.jitter.blur, "Blur faces, 0 to 1 at most")
        ->capture_default_str();
    command.add_option("--seed", options.seed, "Of weights, order and changes to pictures");
    command.add_option("--precision", precision,
                       "What convolutions compute in: auto, float32 or bf16");
    command.add_option("--limit", pictures.limit, "Use only the first N pictures")->type_name("N");
}

Status ReaderArguments::readPrecision() {
    const auto named = precisionNamed(precision);
    if (!named) return fail(named.error().code, "--{}", named.error().message);
    options.precision = *named;
    return options.check();
}

Result<PackedDataset> openLabelledFaces(const PrepareArguments& pictures,
                                        const std::stop_token& stop) {
    std::string ignored;
    return openTrainingPictures(pictures, ignored, stop);
}

ReaderObserver readerProgressPrinter() {
    const bool terminal = isatty(STDERR_FILENO) != 0;
    return [terminal](const ReaderProgress& progress) {
        constexpr std::int64_t kEvery = 20;
        const bool last = progress.step == progress.total_steps;
        if (progress.step % kEvery != 0 && !last) return;
        const auto seconds = static_cast<long>(progress.seconds_left);
        std::cerr << (terminal ? "\r" : "")
                  << fmt::format(
                         "step {}/{}  epoch {}  loss {:.3f}  {:.0f} pictures/s  {}:{:02} left",
                         progress.step, progress.total_steps, progress.epoch, progress.loss,
                         progress.images_per_second, seconds / 60, seconds % 60)
                  << (terminal && !last ? "   " : "\n") << std::flush;
    };
}

}  // namespace faceloom
