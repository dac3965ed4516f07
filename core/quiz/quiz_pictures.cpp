#include "core/quiz/quiz_pictures.h"

#include "core/base/one_line.h"
#include "core/base/sha256.h"
#include "core/data/hold_out.h"
#include "core/imaging/picture_decoder.h"
#include "core/train/run_folder.h"

#include <numeric>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

// So that a file's name can be kept and read again whatever it is.
std::string shortName(const std::string& text) {
    std::string name = escapedLine(text);
    if (name.size() <= kLongestQuizName) return name;
    return shortHash(sha256Of(std::as_bytes(std::span(text))));
}

std::string nameOfModel(const ModelInfo& info) {
    const std::string file = info.path.filename().string();
    return shortName(runFolderOf(info).filename().string() + "/" + file);
}

// Of the same pictures it is the same, whatever size they are packed at.
std::string idOf(const std::string& data, const std::vector<std::string>& names) {
    Sha256 hash;
    hash.add(data + '\n');
    for (const std::string& name : names)
        hash.add(name + '\n');
    return hash.digest();
}

Result<RunDescription> runOf(const ModelInfo& model) {
    const RunFolder folder(runFolderOf(model));
    if (!folder.hasRun()) {
        return fail(ErrorCode::NotFound, "{}: this model lies in no run's folder",
                    model.path.string());
    }
    return folder.readDescription();
}

std::size_t heldOutOf(const RunDescription& run) {
    return run.data_count - run.trainingCount();
}

Result<std::vector<RgbImage>> generatedFaces(const QuizTake& take, const LatentStudio& studio) {
    const auto latents =
        sampleLatents({take.faces_seed, take.truncation}, static_cast<std::size_t>(take.plan.each),
                      studio.latentSize());
    return studio.render(latents);
}

}  // namespace

Result<HeldOutOf> heldOutBy(const ModelInfo& model) {
    const auto run = runOf(model);
    if (!run) return passOn(run);
    const std::size_t count = heldOutOf(*run);
    if (count == 0) {
        return fail(ErrorCode::NotFound, "{}: this run held no pictures out of its training",
                    runFolderOf(model).string());
    }
    std::error_code ignored;
    if (!fs::exists(run->data_path, ignored)) {
        return fail(ErrorCode::NotFound, "{}: the run's pictures are no longer there",
                    run->data_path.string());
    }
    return HeldOutOf{run->data_sha256, run->data_count, count};
}

Result<RealPictures> heldOutPictures(const ModelInfo& model) {
    const auto held_out = heldOutBy(model);
    if (!held_out) return passOn(held_out);
    const auto run = runOf(model);
    if (!run) return passOn(run);
    auto data = PackedDataset::open(run->data_path);
    if (!data) return passOn(data);
    if (data->count() != run->data_count || data->picturesSha256() != run->data_sha256) {
        return fail(ErrorCode::BrokenFile,
                    "{}: these are no longer the pictures the run was trained on",
                    run->data_path.string());
    }
    auto split = splitPictures(data->count(), static_cast<std::size_t>(run->options.hold_out));
    return RealPictures{std::move(*data), std::move(split.held_out), run->data_name, *held_out};
}

RealPictures allPictures(PackedDataset data, std::string name) {
    std::vector<std::uint32_t> all(data.count());
    std::iota(all.begin(), all.end(), 0U);
    return {std::move(data), std::move(all), std::move(name), std::nullopt};
}

QuizAnswer QuizPictures::answer(std::size_t item, bool said_real,
                                std::optional<int> milliseconds) const {
    const QuizItem& asked = items.at(item);
    QuizAnswer answer;
    if (asked.real >= 0) answer.real = real_names.at(static_cast<std::size_t>(asked.real));
    answer.generated = asked.generated + 1;
    answer.real_first = asked.isPair() && asked.real_first;
    answer.said_real = said_real;
    answer.milliseconds = milliseconds;
    return answer;
}

Result<QuizPictures> drawQuiz(const QuizPlan& plan, const RealPictures& real,
                              const LatentStudio& studio) {
    if (auto status = plan.check(); !status) return passOn(status);
    const auto chosen = chooseReal(plan, real.candidates.size());
    if (!chosen) {
        return fail(chosen.error().code, "{}: {}", real.name, chosen.error().message);
    }
    QuizPictures quiz;
    quiz.items = quizItems(plan);
    const int side = studio.imageSize();
    for (const std::uint32_t candidate : *chosen) {
        const std::uint32_t position = real.candidates[candidate];
        auto picture = real.data.image(position);
        if (!picture) return passOn(picture);
        if (picture->width != side) picture = resized(*picture, side, side);
        quiz.real.push_back(std::move(*picture));
        const std::string name = real.data.name(position);
        quiz.real_names.push_back(name.empty() ? fmt::format("#{}", position + 1)
                                               : shortName(name));
        quiz.real_positions.push_back(position);
    }
    const ModelInfo& info = studio.info();
    QuizTake& take = quiz.empty;
    take.plan = plan;
    take.model = nameOfModel(info);
    take.model_sha256 = info.sha256;
    take.model_step = info.step;
    take.truncation = info.truncation;
    take.faces_seed = quizFacesSeed(plan);
    take.pictures = shortName(real.name);
    take.set_id = idOf(take.pictures, quiz.real_names);
    const auto held_out = heldOutBy(info);
    take.held_out = real.held_out && held_out && *held_out == *real.held_out;
    auto faces = generatedFaces(take, studio);
    if (!faces) return passOn(faces);
    quiz.generated = std::move(*faces);
    return quiz;
}

}  // namespace faceloom
