#include "core/base/checked_safetensors.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_image.h"
#include "core/quiz/quiz_judges.h"
#include "core/train/run_folder.h"

#include <algorithm>
#include <optional>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFacesAtOnce = 32;

// Where a discriminator for the model is.
Result<fs::path> checkpointFor(const ModelInfo& model) {
    if (model.is_checkpoint) return model.path;
    const RunFolder folder(runFolderOf(model));
    const auto steps = folder.checkpointSteps();
    if (!folder.hasRun() || steps.empty()) {
        return fail(ErrorCode::NotFound,
                    "{}: no discriminator: the model is neither a run's checkpoint nor beside one",
                    model.path.string());
    }
    const bool same = std::ranges::binary_search(steps, model.step);
    return folder.checkpointFile(same ? model.step : steps.back());
}

Result<Discriminator> discriminatorIn(const ModelInfo& checkpoint) {
    if (!checkpoint.is_checkpoint) {
        return fail(ErrorCode::BrokenFile, "{}: not a Faceloom checkpoint",
                    checkpoint.path.string());
    }
    const auto file = SafetensorsFile::open(checkpoint.path);
    if (!file) return passOn(file);
    if (auto sound = checkChecksum(*file); !sound) return passOn(sound);
    return readDiscriminator(checkpoint);
}

at::Tensor inputOf(const RgbImage& face, OutputActivation output) {
    const at::Tensor unit = toTensor(face);
    return output == OutputActivation::Tanh ? unit.mul(2).sub(1) : unit;
}

std::vector<double> logitsOf(Discriminator& discriminator, const std::vector<RgbImage>& faces) {
    const torch::NoGradGuard no_grad;
    const OutputActivation output = discriminator->options().output;
    std::vector<double> logits;
    for (std::size_t first = 0; first < faces.size(); first += kFacesAtOnce) {
        std::vector<at::Tensor> inputs;
        for (std::size_t i = first; i < std::min(first + kFacesAtOnce, faces.size()); ++i)
            inputs.push_back(inputOf(faces[i], output));
        const at::Tensor found =
            discriminator->forward(at::stack(inputs)).to(at::kDouble).contiguous();
        logits.insert(logits.end(), found.data_ptr<double>(),
                      found.data_ptr<double>() + found.numel());
    }
    return logits;
}

}  // namespace

Result<Judgement> judgeByDiscriminator(const ModelInfo& model, const QuizPictures& quiz) {
    try {
        const auto file = checkpointFor(model);
        if (!file) return passOn(file);
        const auto info = readModelInfo(*file);
        if (!info) return passOn(info);
        auto discriminator = discriminatorIn(*info);
        if (!discriminator) return passOn(discriminator);
        Judgement judgement{TakerKind::Discriminator,
                            "Discriminator",
                            fmt::format("the run's own, after step {}: real where it says so with "
                                        "a probability above one half",
                                        info->step),
                            {},
                            {}};
        judgement.real = logitsOf(*discriminator, quiz.real);
        judgement.generated = logitsOf(*discriminator, quiz.generated);
        return judgement;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: the discriminator failed: {}", model.path.string(),
                    error.what());
    }
}

}  // namespace faceloom
