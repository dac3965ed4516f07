#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/training_pictures.h"
#include "core/base/atomic_file.h"
#include "core/base/shipped_models.h"
#include "core/quiz/quiz_file.h"
#include "core/quiz/quiz_judges.h"
#include "core/quiz/quiz_score.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/chrono.h>

namespace faceloom {

namespace {

struct Arguments {
    std::string model;
    std::string reader = shippedAttributeReader().string();
    PrepareArguments pictures;
    QuizPlan plan;
    bool pairs = false;
    std::string csv;
};

std::string now() {
    const auto time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time));
}

Result<RealPictures> realPictures(const Arguments& arguments, const ModelInfo& model,
                                  const std::stop_token& stop) {
    if (arguments.pictures.images.empty()) return heldOutPictures(model);
    std::string name;
    PrepareArguments wanted = arguments.pictures;
    wanted.size = model.network.imageSize();
    auto data = openTrainingPictures(wanted, name, stop);
    if (!data) return passOn(data);
    return allPictures(std::move(*data), name);
}

// A machine that cannot take part is said on stderr.
void take(std::vector<QuizTake>& takes, const QuizPictures& quiz,
          const Result<Judgement>& judgement) {
    if (!judgement) {
        std::cerr << judgement.error().message << '\n';
        return;
    }
    takes.push_back(takeOf(quiz, *judgement));
    takes.back().taken_at = now();
}

void print(const std::vector<QuizTake>& takes) {
    std::cout << fmt::format("{:<18}{:>10}{:>9}{:>16}{:>8}{:>8}\n", "", "right", "%", "95 %", "d'",
                             "bias");
    for (const QuizTake& take : takes) {
        const QuizScore score = scoreOf(take.answers);
        const auto number = [](const std::optional<double>& value) {
            return value ? fmt::format("{:.2f}", *value) : std::string("-");
        };
        std::cout << fmt::format(
            "{:<18}{:>10}{:>9.1f}{:>16}{:>8}{:>8}\n", take.taker,
            fmt::format("{} of {}", score.right.part, score.right.whole), 100 * score.right.value,
            fmt::format("{:.1f} to {:.1f}", 100 * score.right.low, 100 * score.right.high),
            number(score.d_prime), number(score.criterion));
        std::cout << "    " << take.note << '\n';
    }
}

Status runQuiz(const Arguments& arguments) {
    if (auto status = arguments.plan.check(); !status) return status;
    const InterruptToken interrupt;
    const auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    const auto real = realPictures(arguments, studio->info(), interrupt.token());
    if (!real) return passOn(real);
    QuizPlan plan = arguments.plan;
    if (arguments.pairs) plan.form = QuizForm::Pairs;
    const auto quiz = drawQuiz(plan, *real, *studio);
    if (!quiz) return passOn(quiz);
    std::vector<QuizTake> takes;
    take(takes, *quiz, judgeByDiscriminator(studio->info(), *quiz));
    const auto reader = AttributeReader::open(arguments.reader);
    if (!reader) return passOn(reader);
    take(takes, *quiz, judgeByReader(*reader, *studio, *real, *quiz, interrupt.token()));
    if (interrupt.token().stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    if (takes.empty()) return fail(ErrorCode::NotFound, "there is no judge for this test");
    std::cout << fmt::format(
        "set {}: {} real pictures of {}, {}, and as many of {}\n", plan.seed, plan.each,
        quiz->empty.pictures,
        quiz->empty.held_out ? "which the model never saw" : "which the model may know",
        quiz->empty.model);
    print(takes);
    if (arguments.csv.empty()) return {};
    return writeTextAtomically(arguments.csv, answersCsv(takes));
}

}  // namespace

void addQuizCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "quiz", "Real or fake: the program's own judges take the test that the window asks people");
    command
        ->add_option("--model", arguments->model,
                     "A run folder, a checkpoint or a .safetensors file")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--images", arguments->pictures.images,
                     "Real pictures: a folder, a packed file, or sketch (default: those that the "
                     "model's run held out)")
        ->type_name("DIR");
    command
        ->add_option("--crop", arguments->pictures.crop,
                     "Face rectangle X,Y,W,H[@WxH] in them, as for train")
        ->type_name("RECT");
    command->add_option("--limit", arguments->pictures.limit, "Use only the first N pictures")
        ->type_name("N");
    command->add_option("--seed", arguments->plan.seed, "Number of the set")->capture_default_str();
    command
        ->add_option("--count", arguments->plan.each,
                     "How many real pictures, and as many faces of the model")
        ->capture_default_str();
    command->add_flag("--pairs", arguments->pairs, "Two at a time: which one is real?");
    command->add_option("--reader", arguments->reader,
                        "The attribute reader (default: the one that ships)");
    command->add_option("--csv", arguments->csv, "Write every answer to this file as well")
        ->type_name("CSV");
    command->callback([arguments, &outcome] { outcome.status = runQuiz(*arguments); });
}

}  // namespace faceloom
