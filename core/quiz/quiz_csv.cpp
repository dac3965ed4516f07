#include "core/latent/latent_table.h"
#include "core/quiz/quiz_file.h"
#include "core/quiz/quiz_score.h"

namespace faceloom {

namespace {

constexpr std::string_view kTakeColumns =
    "taker,kind,taken_at,set,each,form,pictures,held_out,model,model_sha256,model_step,truncation,"
    "shown_ms,feedback";

std::string takeFields(const QuizTake& take) {
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}", csvField(take.taker),
                       nameOf(take.kind), csvField(take.taken_at), take.plan.seed, take.plan.each,
                       nameOf(take.plan.form), csvField(take.pictures), take.held_out ? 1 : 0,
                       csvField(take.model), csvField(take.model_sha256), take.model_step,
                       take.truncation, take.shown_ms, take.feedback ? 1 : 0);
}

// "real" and "generated" of one picture, "left" and "right" of two.
std::string_view wordFor(const QuizAnswer& answer, bool yes) {
    if (answer.isPair()) return yes ? "left" : "right";
    return yes ? "real" : "generated";
}

template <class Number>
std::string optionalField(const std::optional<Number>& number) {
    return number ? fmt::format("{:.6g}", static_cast<double>(*number)) : std::string();
}

}  // namespace

std::string answersCsv(std::span<const QuizTake> takes) {
    std::string text(kTakeColumns);
    text += ",item,real_picture,generated_seed,generated_face,truth,answer,correct,ms\n";
    for (const QuizTake& take : takes) {
        const std::string head = takeFields(take);
        for (std::size_t i = 0; i < take.answers.size(); ++i) {
            const QuizAnswer& answer = take.answers[i];
            const bool drawn = answer.generated > 0;
            text += fmt::format("{},{},{},{},{},{},{},{},{}\n", head, i + 1, csvField(answer.real),
                                drawn ? std::to_string(take.faces_seed) : "",
                                drawn ? std::to_string(answer.generated) : "",
                                wordFor(answer, answer.truth()), wordFor(answer, answer.said_real),
                                answer.right() ? 1 : 0,
                                answer.milliseconds ? std::to_string(*answer.milliseconds) : "");
        }
    }
    return text;
}

std::string summaryCsv(std::span<const QuizTake> takes) {
    std::string text(kTakeColumns);
    text +=
        ",answered,right,accuracy,accuracy_low,accuracy_high,d_prime,criterion,median_ms,note\n";
    for (const QuizTake& take : takes) {
        const QuizScore score = scoreOf(take.answers);
        text += fmt::format("{},{},{},{:.6g},{:.6g},{:.6g},{},{},{},{}\n", takeFields(take),
                            score.right.whole, score.right.part, score.right.value, score.right.low,
                            score.right.high, optionalField(score.d_prime),
                            optionalField(score.criterion), optionalField(score.median_ms),
                            csvField(take.note));
    }
    return text;
}

}  // namespace faceloom
