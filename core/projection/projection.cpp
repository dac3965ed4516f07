#include "core/projection/projection.h"

#include "core/gan/model_file.h"
#include "core/gan/tensor_image.h"
#include "core/imaging/picture_decoder.h"
#include "core/projection/projection_loss.h"
#include "core/reading/attribute_file.h"
#include "core/train/adam.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace faceloom {

namespace {

constexpr int kCandidatesAtOnce = 64;
constexpr int kStepsBetweenReports = 10;
constexpr int kMostCandidates = 10000;
constexpr int kMostStarts = 64;
constexpr int kMostSteps = 10000;
constexpr double kLargestWeight = 100;

template <class Number>
Status checkRange(const char* name, Number value, Number least, Number most) {
    if (value >= least && value <= most) return {};
    return fail(ErrorCode::InvalidArgument, "{} {} is not within {} to {}", name, value, least,
                most);
}

Latent latentOf(const at::Tensor& row) {
    const at::Tensor plain = row.contiguous();
    const auto* data = plain.data_ptr<float>();
    return {data, data + plain.numel()};
}

RgbImage pictureOf(const at::Tensor& picture) {
    return toImages(picture, OutputActivation::Sigmoid).front();
}

// Levels of 0..255.
double errorOf(const at::Tensor& picture, const ProjectionLoss& loss) {
    return 255 * std::sqrt(loss.squaredErrors(picture).item<double>());
}

}  // namespace

Status ProjectionOptions::check() const {
    for (const Status& status : {checkRange("starts", starts, 1, kMostStarts),
                                 checkRange("candidates", candidates, starts, kMostCandidates),
                                 checkRange("steps", steps, 1, kMostSteps),
                                 checkRange("learning rate", learning_rate, 0.0, 1.0),
                                 checkRange("feature weight", feature_weight, 0.0, kLargestWeight),
                                 checkRange("prior weight", prior_weight, 0.0, kLargestWeight)}) {
        if (!status) return status;
    }
    return {};
}

struct Projector::Engine {
    NetworkOptions network;
    mutable Generator generator{nullptr};  // in evaluation mode: forward() changes nothing
    FaceNetwork reader{nullptr};
    std::optional<Encoder> encoder;

    // [N, size] → [N, 3, S, S] in 0..1.
    at::Tensor draw(const at::Tensor& latents) const {
        const at::Tensor pictures = generator->forward(latents);
        return network.output == OutputActivation::Tanh ? (pictures + 1) * 0.5 : pictures;
    }

    // The face at the generator's size. Errors: InvalidArgument.
    Result<RgbImage> targetOf(const RgbImage& face) const {
        if (face.empty()) return fail(ErrorCode::InvalidArgument, "an empty picture holds no face");
        return resized(face, network.imageSize(), network.imageSize());
    }
    ProjectionLoss lossTo(const RgbImage& target, ProjectionWeights weights) const {
        return {toTensor(target).unsqueeze(0).contiguous(kComputeFormat), reader, weights};
    }
    // [1, size]
    Result<at::Tensor> encoded(const RgbImage& target) const {
        const auto latents = encoder->encode(std::span(&target, 1));
        if (!latents) return passOn(latents);
        return at::tensor(latents->front()).unsqueeze(0);
    }
    // Of a latent [size] and its picture [1, 3, S, S].
    static Projection found(const at::Tensor& latent, const at::Tensor& picture, RgbImage target,
                            ProjectionLoss& loss) {
        const torch::NoGradGuard no_grad;
        Projection projection{latentOf(latent), pictureOf(picture), std::move(target),
                              errorOf(picture, loss), std::nullopt};
        if (loss.hasReader())
            projection.feature_error = std::sqrt(loss.featureErrors(picture).item<double>());
        return projection;
    }
};

namespace {

// One face being projected.
template <class Draw>
class Descent {
public:
    Descent(Draw draw, ProjectionLoss& loss, const ProjectionOptions& options, int latent_size)
        : draw_(std::move(draw)), loss_(loss), options_(options), latent_size_(latent_size) {}

    // `one_more` [1, size], or undefined.
    Status chooseStarts(const at::Tensor& one_more, const std::stop_token& stop) {
        const torch::NoGradGuard no_grad;
        auto random = at::make_generator<at::CPUGeneratorImpl>(options_.seed);
        const at::Tensor candidates = at::randn({options_.candidates, latent_size_}, random);
        std::vector<at::Tensor> losses;
        for (const at::Tensor& some : candidates.split(kCandidatesAtOnce)) {
            if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            losses.push_back(loss_(some, draw_(some)));
        }
        const auto nearest =
            std::get<1>(at::cat(losses).topk(options_.starts, 0, /*largest=*/false));
        starts_ = candidates.index_select(0, nearest);
        if (one_more.defined()) starts_ = at::cat({one_more, starts_});
        return {};
    }

    Status descend(const std::stop_token& stop, const ProjectionObserver& observer) {
        starts_.set_requires_grad(true);
        Adam adam({starts_}, {options_.learning_rate, 0.9, 0.999});
        for (int step = 0; step < options_.steps; ++step) {
            if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            const double share = static_cast<double>(step) / options_.steps;
            adam.setLearningRate(options_.learning_rate * (1 + std::cos(std::numbers::pi * share)) /
                                 2);
            adam.clearGradients();
            const at::Tensor pictures = draw_(starts_);
            const at::Tensor losses = loss_(starts_, pictures);
            take(losses.detach(), pictures.detach());
            if (!std::isfinite(best_loss_)) {
                return fail(ErrorCode::NonFinite, "the loss is not finite at step {}", step + 1);
            }
            if (step % kStepsBetweenReports == 0) report(step, observer);
            losses.sum().backward();
            adam.step();
        }
        const torch::NoGradGuard no_grad;
        const at::Tensor pictures = draw_(starts_);
        take(loss_(starts_, pictures), pictures);
        report(options_.steps, observer);
        return {};
    }

    [[nodiscard]] const at::Tensor& latent() const { return best_; }           // [latent_size]
    [[nodiscard]] const at::Tensor& picture() const { return best_picture_; }  // [1, 3, S, S]

private:
    void take(const at::Tensor& losses, const at::Tensor& pictures) {
        const auto least = losses.argmin().template item<std::int64_t>();
        const double loss = losses[least].template item<double>();
        if (best_.defined() && !(loss < best_loss_)) return;
        best_loss_ = loss;
        best_ = starts_.detach()[least].clone();
        best_picture_ = pictures.narrow(0, least, 1).clone();
    }

    void report(int step, const ProjectionObserver& observer) {
        if (!observer) return;
        observer({step, options_.steps, errorOf(best_picture_, loss_), pictureOf(best_picture_)});
    }

    Draw draw_;
    ProjectionLoss& loss_;
    ProjectionOptions options_;
    int latent_size_;
    at::Tensor starts_;  // [starts, latent_size]
    at::Tensor best_;
    at::Tensor best_picture_;
    double best_loss_ = 0;
};

}  // namespace

Result<Projector> Projector::open(const ModelInfo& model, const std::filesystem::path& reader,
                                  std::optional<Encoder> encoder) {
    if (encoder && (encoder->info().latent_size != model.network.latent_size ||
                    encoder->info().image_size != model.network.imageSize())) {
        return fail(ErrorCode::InvalidArgument, "{}: the encoder is another model's",
                    model.path.string());
    }
    try {
        auto engine = std::make_shared<Engine>();
        engine->network = model.network;
        engine->encoder = std::move(encoder);
        auto generator = readGenerator(model);
        if (!generator) return passOn(generator);
        engine->generator = *generator;
        if (!reader.empty()) {
            auto network = readAttributeReader(reader);
            if (!network) return passOn(network);
            engine->reader = *network;
            for (at::Tensor& parameter : engine->reader->parameters())
                parameter.set_requires_grad(false);
        }
        // Latents alone are learnt.
        for (at::Tensor& parameter : engine->generator->parameters())
            parameter.set_requires_grad(false);
        return Projector(std::move(engine));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", model.path.string(), error.what());
    }
}

Result<Projection> Projector::project(const RgbImage& face, const ProjectionOptions& options,
                                      const std::stop_token& stop,
                                      const ProjectionObserver& observer) const {
    if (auto status = options.check(); !status) return passOn(status);
    auto target = engine_->targetOf(face);
    if (!target) return passOn(target);
    try {
        at::Tensor encoded;
        if (hasEncoder()) {
            const auto latent = engine_->encoded(*target);
            if (!latent) return passOn(latent);
            encoded = *latent;
        }
        auto loss = engine_->lossTo(*target, {options.feature_weight, options.prior_weight});
        Descent descent([this](const at::Tensor& latents) { return engine_->draw(latents); }, loss,
                        options, engine_->network.latent_size);
        if (auto status = descent.chooseStarts(encoded, stop); !status) return passOn(status);
        if (auto status = descent.descend(stop, observer); !status) return passOn(status);
        return Engine::found(descent.latent(), descent.picture(), std::move(*target), loss);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "projecting the face failed: {}", error.what());
    }
}

bool Projector::hasEncoder() const {
    return engine_->encoder.has_value();
}

Result<Projection> Projector::inOnePass(const RgbImage& face) const {
    if (!hasEncoder())
        return fail(ErrorCode::InvalidArgument, "one pass takes an encoder, and there is none");
    auto target = engine_->targetOf(face);
    if (!target) return passOn(target);
    try {
        const torch::NoGradGuard no_grad;
        const auto latent = engine_->encoded(*target);
        if (!latent) return passOn(latent);
        auto loss = engine_->lossTo(*target, {});
        return Engine::found((*latent)[0], engine_->draw(*latent), std::move(*target), loss);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "encoding the face failed: {}", error.what());
    }
}

}  // namespace faceloom
