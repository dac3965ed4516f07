#include "core/sweep/sweep_studies.h"

namespace faceloom {

TrainOptions smallTrials() {
    constexpr int kSide = 32;
    TrainOptions options;
    options.network.discriminator = DiscriminatorKind::Light;
    (void)options.network.setImageSize(kSide);  // one of the sizes that there are
    options.batch = 32;
    options.steps = 400;
    options.preview_every = 0;
    options.checkpoint_every = 200;
    options.keep_space_mb = 0;
    return options;
}

Result<SweepPlan> studyNamed(std::string_view name) {
    SweepPlan plan;
    plan.study = name;
    plan.base = smallTrials();
    if (name == kLatentStudy)
        plan.axes = {{"latent", {"100", "60"}}};
    else if (name == kOutputStudy)
        plan.axes = {{"output", {"tanh", "sigmoid"}}};
    else
        return fail(ErrorCode::InvalidArgument, "study '{}' is neither {} nor {}", name,
                    kLatentStudy, kOutputStudy);
    return plan;
}

std::string_view findingOf(std::string_view study) {
    if (study == kLatentStudy)
        return "The source found latent 60 better and sharper than latent 100";
    if (study == kOutputStudy) return "The source chose sigmoid over tanh";
    return {};
}

}  // namespace faceloom
