#include "core/evaluation/checkpoint_measures.h"

#include "core/base/one_line.h"
#include "core/evaluation/checkpoint_discriminator.h"
#include "core/evaluation/real_faces_content.h"
#include "core/evaluation/set_measures.h"
#include "core/gan/inference_generator.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_image.h"
#include "core/latent/latent_ops.h"
#include "core/metrics/judgement.h"
#include "core/train/run_watch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 64;

// [N, size]
at::Tensor rowsOf(std::span<const Latent> latents) {
    at::Tensor rows = at::empty({static_cast<std::int64_t>(latents.size()),
                                 static_cast<std::int64_t>(latents.front().size())});
    auto* to = rows.data_ptr<float>();
    for (const Latent& latent : latents)
        to = std::ranges::copy(latent, to).out;
    return rows;
}

// [N, 3, S, S] in the generator's range.
at::Tensor inputOf(std::span<const RgbImage> images, OutputActivation output) {
    std::vector<at::Tensor> pictures;
    for (const RgbImage& image : images)
        pictures.push_back(toTensor(image));
    at::Tensor all = at::stack(pictures);
    return output == OutputActivation::Tanh ? all.mul_(2).sub_(1) : all;
}

// One checkpoint being measured.
class Measuring {
public:
    Measuring(ModelInfo info, const RealFaces::Content& real, const std::stop_token& stop)
        : info_(std::move(info)), real_(real), stop_(stop) {}

    Result<RunMeasure> carryOut() {
        if (auto status = draw(); !status) return passOn(status);
        auto between = measuresBetween(real_.held_out, features_, stop_);
        if (!between) return passOn(between);
        measure_.step = info_.step;
        measure_.values = std::move(*between);
        measure_.values[kVariety] = varietyOf(varied_);
        measure_.values[kMeasuredFaces] = static_cast<double>(features_.size());
        if (auto status = compareWithTraining(); !status) return passOn(status);
        if (info_.is_checkpoint) {
            if (auto status = askDiscriminator(); !status) return passOn(status);
        }
        addFloors();
        std::erase_if(measure_.values,
                      [](const auto& value) { return !std::isfinite(value.second); });
        return measure_;
    }

private:
    Status draw() {
        const auto trained = readGenerator(info_);
        if (!trained) return passOn(trained);
        const InferenceGenerator generator(*trained);
        const auto latents = sampleLatents(kMeasureSeed, real_.faces, info_.network.latent_size);
        const std::span<const Latent> all(latents);
        for (std::size_t first = 0; first < all.size(); first += kFacesAtOnce) {
            if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            const at::Tensor pictures = generator.draw(
                rowsOf(all.subspan(first, std::min(kFacesAtOnce, all.size() - first))));
            if (first < kComparedFaces) judged_.push_back(pictures);
            auto images = toImages(pictures, info_.network.output);
            auto seen = real_.reader.features(images);
            if (!seen) return passOn(seen);
            std::ranges::move(*seen, std::back_inserter(features_));
            if (first < kVariedFaces) std::ranges::move(images, std::back_inserter(varied_));
        }
        return {};
    }

    Status compareWithTraining() {
        const std::span<const RgbImage> drawn(varied_);
        const auto compared =
            softFaces(real_.reader, drawn.first(std::min(drawn.size(), kComparedFaces)), stop_);
        if (!compared) return passOn(compared);
        measure_.values[kNearestTraining] =
            medianOf(real_.nearness->distances(compared->faces, compared->mirrored));
        return {};
    }

    Status askDiscriminator() {
        if (real_.judged_held_out.front().width != info_.network.imageSize()) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: its discriminator sees pictures of {} pixels, not of {}",
                        info_.path.string(), info_.network.imageSize(),
                        real_.judged_held_out.front().width);
        }
        auto discriminator = readDiscriminator(info_);
        if (!discriminator) return passOn(discriminator);
        const OutputActivation output = info_.network.output;
        const auto training = judge(*discriminator, inputOf(real_.judged_training, output), stop_);
        if (!training) return passOn(training);
        const auto held_out = judge(*discriminator, inputOf(real_.judged_held_out, output), stop_);
        if (!held_out) return passOn(held_out);
        const auto generated = judge(*discriminator, at::cat(judged_), stop_);
        if (!generated) return passOn(generated);
        measure_.values[kGameValue] = gameValue(*held_out, *generated);
        measure_.values[kSeparation] = separationOf(*training, *held_out);
        measure_.values[kJudgedTraining] = meanProbability(*training);
        measure_.values[kJudgedHeldOut] = meanProbability(*held_out);
        measure_.values[kJudgedGenerated] = meanProbability(*generated);
        return {};
    }

    void addFloors() {
        for (const auto& [column, floor] : real_.floors) {
            if (column == kFrechetShrunk || !measure_.values.contains(column)) continue;
            measure_.values[column + kFloorSuffix] = floor;
        }
    }

    ModelInfo info_;
    const RealFaces::Content& real_;
    const std::stop_token& stop_;
    std::vector<Features> features_;
    std::vector<RgbImage> varied_;    // the first faces
    std::vector<at::Tensor> judged_;  // the very first, as they were drawn
    RunMeasure measure_;
};

}  // namespace

Result<RunMeasure> measureCheckpoint(const std::filesystem::path& model, const RealFaces& real,
                                     const std::stop_token& stop) {
    auto info = readModelInfo(model);
    if (!info) return passOn(info);
    try {
        const torch::NoGradGuard no_grad;
        return Measuring(std::move(*info), real.content(), stop).carryOut();
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: measuring failed: {}", model.string(),
                    firstLineOf(error.what()));
    }
}

}  // namespace faceloom
