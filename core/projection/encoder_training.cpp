#include "core/projection/encoder_training.h"

#include "core/base/number_range.h"
#include "core/base/one_line.h"
#include "core/base/sha256.h"
#include "core/gan/caching_allocator.h"
#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/projection/encoder_file.h"
#include "core/train/adam.h"
#include "core/train/compute_plan.h"
#include "core/train/one_cycle.h"

#include <chrono>
#include <cmath>

namespace faceloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMeasuredFaces = 512;
constexpr int kFacesAtOnce = 64;
constexpr std::uint64_t kMeasuringSeed = 0xE4C0DE;

// A generator that is drawn with and not trained.
class Drawing {
public:
    Drawing(Generator generator, const ComputePlan& plan) : generator_(std::move(generator)) {
        for (at::Tensor& parameter : generator_->parameters())
            parameter.set_requires_grad(false);
        generator_->to(plan.device);
        generator_->setComputeType(plan.type);
    }
    // [N, latent_size] → [N, 3, S, S] in 0..1.
    at::Tensor operator()(const at::Tensor& latents) {
        const at::Tensor pictures = generator_->forward(latents);
        return options().output == OutputActivation::Tanh ? (pictures + 1) * 0.5 : pictures;
    }
    [[nodiscard]] const NetworkOptions& options() const { return generator_->options(); }

private:
    Generator generator_;
};

double levels(const at::Tensor& mean_squares) {
    return 255 * mean_squares.sqrt().mean().item<double>();
}

at::Tensor meanSquares(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).square().mean({1, 2, 3});
}

EncoderFigures measure(FaceNetwork& encoder, Drawing& draw) {
    const torch::NoGradGuard no_grad;
    auto random = at::make_generator<at::CPUGeneratorImpl>(kMeasuringSeed);
    std::vector<at::Tensor> latent_errors, picture_errors;
    for (int done = 0; done < kMeasuredFaces; done += kFacesAtOnce) {
        const at::Tensor latents = at::randn({kFacesAtOnce, draw.options().latent_size}, random);
        const at::Tensor pictures = draw(latents);
        const at::Tensor found = encoder->forward(pictures);
        latent_errors.push_back((found - latents).square().mean(1));
        picture_errors.push_back(meanSquares(draw(found), pictures));
    }
    return {at::cat(latent_errors).mean().item<double>(), levels(at::cat(picture_errors))};
}

class EncoderRun {
public:
    EncoderRun(Generator generator, FaceNetwork network, FaceNetwork average,
               const EncoderTrainOptions& options, const ComputePlan& plan)
        : draw_(std::move(generator), plan),
          network_(std::move(network)),
          average_(std::move(average)),
          options_(options),
          plan_(plan),
          random_(at::make_generator<at::CPUGeneratorImpl>(options.seed)) {
        network_->to(plan.device);
        network_->setComputeType(plan.type);
    }

    // Steps done.
    Result<std::int64_t> carryOut(const std::stop_token& stop, const EncoderObserver& observer) {
        network_->train();
        Adam adam(network_->parameters(), {options_.learning_rate, 0.9, 0.999});
        const auto start = Clock::now();
        for (std::int64_t step = 0; step < options_.steps; ++step) {
            if (stop.stop_requested()) return step;
            adam.setLearningRate(oneCycle(options_.learning_rate, step, options_.steps));
            adam.clearGradients();
            const EncoderFigures figures = oneStep();
            if (!std::isfinite(figures.latent_error) || !std::isfinite(figures.picture_error))
                return fail(ErrorCode::NonFinite, "the loss is not finite at step {}", step + 1);
            adam.step();
            followState(*network_, *average_, options_.weight_average, step);
            const double a_step = std::chrono::duration<double>(Clock::now() - start).count() /
                                  static_cast<double>(step + 1);
            if (observer) {
                observer({step + 1, options_.steps, figures, options_.batch / a_step,
                          a_step * static_cast<double>(options_.steps - step - 1)});
            }
        }
        return options_.steps;
    }

private:
    // The step's gradients, and what it found before them.
    EncoderFigures oneStep() {
        const at::Tensor latents =
            at::randn({options_.batch, draw_.options().latent_size}, random_).to(plan_.device);
        const at::Tensor pictures = [&] {
            const torch::NoGradGuard no_grad;
            return draw_(latents);
        }();
        const at::Tensor found = network_->forward(pictures);
        at::Tensor loss = (found - latents).square().mean();
        EncoderFigures figures{loss.item<double>(), 0};
        if (options_.picture_weight > 0) {
            const at::Tensor errors = meanSquares(draw_(found), pictures);
            figures.picture_error = levels(errors.detach());
            loss = loss + options_.picture_weight * errors.mean();
        }
        loss.backward();
        return figures;
    }

    Drawing draw_;
    FaceNetwork network_;
    FaceNetwork average_;  // on the CPU
    EncoderTrainOptions options_;
    ComputePlan plan_;
    at::Generator random_;
};

Result<EncoderReport> trainAndWrite(const ModelInfo& model, const Generator& generator,
                                    const EncoderTrainOptions& options, const ComputePlan& plan,
                                    const std::filesystem::path& out, const std::stop_token& stop,
                                    const EncoderObserver& observer) {
    EncoderReport report;
    auto hash = sha256OfFile(model.path);
    if (!hash) return passOn(hash);
    report.info.model_sha256 = std::move(*hash);
    report.info.latent_size = model.network.latent_size;
    report.info.image_size = model.network.imageSize();
    auto network = newEncoderNetwork(model.network, options.seed);
    if (!network) return passOn(network);
    auto average = newEncoderNetwork(model.network, options.seed);  // the same weights
    const auto steps =
        EncoderRun(generator, *network, *average, options, plan).carryOut(stop, observer);
    if (!steps) return passOn(steps);
    if (*steps == 0)
        return fail(ErrorCode::Cancelled, "stopped before the first step; nothing was written");
    report.info.steps = *steps;
    report.stopped = *steps < options.steps;
    (*average)->eval();
    Drawing draw(generator, {});
    report.info.figures = measure(*average, draw);
    if (auto status = writeEncoder(out, {report.info, *average}); !status) return passOn(status);
    return report;
}

}  // namespace

Status EncoderTrainOptions::check() const {
    return checkRanges({
        {"steps", double(steps), 1, 10000000},
        {"batch", double(batch), 2, 65536},
        {"learning rate", learning_rate, 1e-9, 1e3},
        {"picture weight", picture_weight, 0, 1e6},
        {"weight average", weight_average, 0, 0.999999},
    });
}

Result<EncoderReport> trainEncoder(const std::filesystem::path& model,
                                   const EncoderTrainOptions& options,
                                   const std::filesystem::path& out, const std::stop_token& stop,
                                   const EncoderObserver& observer) {
    if (auto status = options.check(); !status) return passOn(status);
    const auto plan = planCompute(DeviceChoice::Auto, options.precision);
    if (!plan) return passOn(plan);
    const auto info = readModelInfo(model);
    if (!info) return passOn(info);
    try {
        const auto generator = readGenerator(*info);
        if (!generator) return passOn(generator);
        auto report = trainAndWrite(*info, *generator, options, *plan, out, stop, observer);
        releaseCachedMemory();
        return report;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "training failed: {}", firstLineOf(error.what()));
    }
}

}  // namespace faceloom
