#include "core/gan/model_facts.h"

namespace faceloom {

Facts modelFacts(const ModelInfo& info) {
    const int side = info.network.imageSize();
    Facts facts{{"file", info.path.filename().string()}};
    if (!info.sha256.empty()) facts.push_back({"SHA-256", info.sha256});
    facts.push_back({"latent size", fmt::format("{}", info.network.latent_size)});
    facts.push_back({"pictures", fmt::format("{} x {}", side, side)});
    facts.push_back({"trained on", info.trained_on});
    facts.push_back({"in its last run", fmt::format("{} steps", info.step)});
    facts.push_back({"written by", "Faceloom " + info.faceloom_version});
    return facts;
}

}  // namespace faceloom
