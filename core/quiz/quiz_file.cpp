#include "core/quiz/quiz_file.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/base/sha256.h"
#include "core/base/user_folders.h"
#include "core/latent/explorer_json.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr const char* kVersionKey = "faceloom_quiz";
constexpr double kMostSteps = 1e12;
constexpr std::size_t kLongestNote = 1000;  // bytes

template <class Kind, std::size_t N>
Kind kindFrom(const JsonNode& node, const std::array<Kind, N>& kinds) {
    const std::string name = node.text(kLongestQuizName);
    const auto known = std::ranges::find_if(kinds, [&](Kind kind) { return nameOf(kind) == name; });
    if (known != kinds.end()) return *known;
    node.complain(fmt::format("'{}' is not known", name));
    return kinds.front();
}

Json jsonOf(const QuizAnswer& answer) {
    Json json = {{"real", answer.real},
                 {"generated", answer.generated},
                 {"real_first", answer.real_first},
                 {"said_real", answer.said_real}};
    if (answer.milliseconds) json["ms"] = *answer.milliseconds;
    return json;
}

QuizAnswer answerFrom(const JsonNode& node, const QuizPlan& plan) {
    QuizAnswer answer;
    answer.real = node.at("real").text(kLongestQuizName);
    answer.generated = node.at("generated").integer(0, plan.each);
    answer.real_first = node.at("real_first").flag();
    answer.said_real = node.at("said_real").flag();
    if (const auto time = node.find("ms")) answer.milliseconds = time->integer(0, kLongestAnswerMs);
    const bool shows_both = !answer.real.empty() && answer.generated > 0;
    const bool shows_none = answer.real.empty() && answer.generated == 0;
    if (node.good() && (shows_none || shows_both != (plan.form == QuizForm::Pairs)))
        node.complain("does not show what such a quiz shows");
    return answer;
}

QuizPlan planFrom(const JsonNode& node) {
    return {node.at("seed").seed(), node.at("each").integer(kFewestQuizFaces, kMostQuizFaces),
            kindFrom(node.at("form"), std::array{QuizForm::Single, QuizForm::Pairs})};
}

void readModel(const JsonNode& node, QuizTake& take) {
    take.model = node.at("name").text(kLongestQuizName);
    take.model_sha256 = node.at("sha256").text(kLongestQuizName);
    take.model_step = static_cast<std::int64_t>(node.at("step").number(0, kMostSteps));
    take.truncation = node.at("truncation").number(0, 1);
    take.faces_seed = node.at("faces_seed").seed();
}

}  // namespace

fs::path quizFolder() {
    return userDataFolder() / "quiz";
}

std::string toJson(const QuizTake& take) {
    Json answers = Json::array();
    for (const QuizAnswer& answer : take.answers)
        answers.push_back(jsonOf(answer));
    const Json json = {{kVersionKey, kQuizVersion},
                       {"taker", take.taker},
                       {"kind", nameOf(take.kind)},
                       {"note", take.note},
                       {"taken_at", take.taken_at},
                       {"set",
                        {{"seed", take.plan.seed},
                         {"each", take.plan.each},
                         {"form", nameOf(take.plan.form)},
                         {"pictures", take.pictures},
                         {"id", take.set_id},
                         {"held_out", take.held_out}}},
                       {"shown_ms", take.shown_ms},
                       {"feedback", take.feedback},
                       {"model",
                        {{"name", take.model},
                         {"sha256", take.model_sha256},
                         {"step", take.model_step},
                         {"truncation", take.truncation},
                         {"faces_seed", take.faces_seed}}},
                       {"answers", std::move(answers)}};
    return textOf(json, false) + "\n";
}

Result<QuizTake> takeFromJson(std::string_view text) {
    const auto json = parseJson(text);
    if (!json) return passOn(json);
    std::string problem;
    const JsonNode root(*json, &problem);
    const auto version = root.find(kVersionKey);
    if (!version) return fail(ErrorCode::BrokenFile, "not a quiz of Faceloom's");
    if (const int number = version->integer(1, 1'000'000);
        number != kQuizVersion && problem.empty()) {
        return fail(ErrorCode::InvalidArgument, "a quiz of version {}, this program reads {}",
                    number, kQuizVersion);
    }
    QuizTake take;
    take.taker = root.at("taker").text(kLongestQuizName);
    take.kind = kindFrom(root.at("kind"), std::array{TakerKind::Person, TakerKind::Discriminator,
                                                     TakerKind::Reader});
    take.note = root.at("note").text(kLongestNote);
    take.taken_at = root.at("taken_at").text(kLongestQuizName);
    const JsonNode set = root.at("set");
    take.plan = planFrom(set);
    take.pictures = set.at("pictures").text(kLongestQuizName);
    take.set_id = set.at("id").text(kLongestQuizName);
    take.held_out = set.at("held_out").flag();
    take.shown_ms = root.at("shown_ms").integer(0, kLongestAnswerMs);
    take.feedback = root.at("feedback").flag();
    readModel(root.at("model"), take);
    const auto each = static_cast<std::size_t>(take.plan.each);
    const std::size_t most = take.plan.form == QuizForm::Single ? 2 * each : each;
    for (const JsonNode& node : root.at("answers").items(most))
        take.answers.push_back(answerFrom(node, take.plan));
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "{}", problem);
    return take;
}

std::string takeFileName(const QuizTake& take) {
    Sha256 hash;
    // Line feeds, which none of these holds, keep them apart.
    for (const std::string& part :
         {take.taker, take.set_id, take.model_sha256, std::to_string(take.plan.seed),
          std::to_string(take.plan.each), std::string(nameOf(take.plan.form))})
        hash.add(part + '\n');
    const std::string digest = shortHash(hash.digest());
    if (take.kind != TakerKind::Person) return fmt::format("{}-{}.json", nameOf(take.kind), digest);
    std::string when;
    std::ranges::copy_if(take.taken_at, std::back_inserter(when),
                         [](char c) { return c >= '0' && c <= '9'; });
    return fmt::format("person-{}-{}.json", when.substr(0, 20), digest);
}

Status writeTake(const fs::path& folder, const QuizTake& take) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: the folder cannot be made: {}", folder.string(),
                    error.message());
    }
    return writeTextAtomically(folder / takeFileName(take), toJson(take));
}

Result<QuizTake> readTake(const fs::path& path) {
    const auto text = readRegularFile(path, kLargestTake);
    if (!text) return passOn(text);
    auto take = takeFromJson(*text);
    if (!take) return fail(take.error().code, "{}: {}", path.string(), take.error().message);
    return take;
}

KeptTakes readTakes(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".json" && files.size() < kMostTakes)
            files.push_back(it->path());
    }
    std::ranges::sort(files);
    KeptTakes kept;
    for (const fs::path& file : files) {
        auto take = readTake(file);
        if (take)
            kept.takes.push_back(std::move(*take));
        else
            kept.problems.push_back(take.error().message);
    }
    std::ranges::stable_sort(kept.takes, {}, &QuizTake::taken_at);
    return kept;
}

}  // namespace faceloom
