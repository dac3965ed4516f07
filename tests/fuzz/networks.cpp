#include "tests/fuzz/networks.h"

#include "core/gan/model_file.h"
#include "core/gan/tensor_file.h"
#include "core/projection/encoder_file.h"
#include "core/reading/attribute_file.h"
#include "core/reading/likeness_table.h"
#include "core/train/checkpoint.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/seeds.h"

namespace faceloom::fuzz {
namespace {

namespace fs = std::filesystem;

const std::string kHash(64, 'a');
constexpr std::int64_t kRows = 3, kFeatures = 4;

NetworkOptions smallNetworks() {
    NetworkOptions options;
    options.latent_size = 2;
    options.generator_widths = {4, 3, 2};
    options.discriminator_widths = {2, 2, 2, 2};
    return options;
}

TrainOptions smallTraining(bool average) {
    TrainOptions options;
    options.network = smallNetworks();
    options.device = DeviceChoice::Cpu;
    options.weight_average = average ? 0.9 : 0;
    return options;
}

ModelInfo smallModel() {
    ModelInfo model;
    model.network = smallNetworks();
    model.sha256 = kHash;
    return model;
}

LikenessKey someKey() {
    return {kHash, kHash};
}

void requireFinite(const torch::nn::Module& module) {
    for (const auto& [name, tensor] : stateOf(module))
        require(at::isfinite(tensor).all().item<bool>(), "what is read is finite");
}

}  // namespace

void readAsGenerator(const fs::path& path) {
    const auto info = readModelInfo(path);
    if (!read(info)) return;
    auto generator = readGenerator(*info);
    if (!read(generator)) return;
    requireFinite(**generator);
    require((*generator)->options() == info->network, "the network is what the file says");
}

void readAsCheckpoint(const fs::path& path) {
    for (const bool average : {false, true}) {
        GanStep state(smallTraining(average), at::kCPU);
        const auto step = readCheckpoint(path, state);
        if (!read(step)) continue;
        requireFinite(*state.generator);
        requireFinite(*state.discriminator);
        require(*step >= 0 && state.generator_adam.stepsTaken() >= 0, "counts are counts");
        (void)at::randn({2000}, state.random);  // beyond one turn of its 624 words
    }
}

void readAsAttributeReader(const fs::path& path) {
    const auto network = readAttributeReader(path);
    if (read(network)) requireFinite(**network);
}

void readAsEncoder(const fs::path& path) {
    const auto encoder = readEncoder(path, smallModel());
    if (!read(encoder)) return;
    requireFinite(*encoder->network);
    require(encoder->info.latent_size == smallNetworks().latent_size, "it is the model's encoder");
}

void readAsLikenessTable(const fs::path& path) {
    const auto table = LikenessTable::open(path, someKey(), kRows, kFeatures);
    if (!read(table)) return;
    require(at::isfinite(table->rows()).all().item<bool>(), "what is read is finite");
    require(static_cast<std::int64_t>(table->yardstick().size()) == kRows, "a yardstick a picture");
}

void writeNetworkSeeds(const SeedFolder& seeds) {
    const torch::NoGradGuard no_grad;
    const fs::path folder = scratchFolder();
    const auto random = [] { return at::make_generator<at::CPUGeneratorImpl>(1); };

    const fs::path model = folder / "generator.safetensors";
    const Generator generator(smallNetworks(), random());
    require(writeGenerator(model, generator, smallModel()).has_value(), "a model can be written");
    for (const char* target : {"generator", "model_info", "safetensors"})
        seeds.putSafetensors(target, model);
    const fs::path half = folder / "half.safetensors";
    require(writeGenerator(half, generator, smallModel(), at::kHalf).has_value(),
            "a model can be written");
    seeds.putSafetensors("generator", half);

    for (const bool average : {false, true}) {
        const GanStep state(smallTraining(average), at::kCPU);
        const fs::path path = folder / (average ? "averaged.safetensors" : "plain.safetensors");
        ModelInfo info = smallModel();
        info.step = 7;
        require(writeCheckpoint(path, state, info).has_value(), "a checkpoint can be written");
        seeds.putSafetensors("checkpoint", path);
        seeds.putSafetensors("generator", path);
    }

    const fs::path reader = folder / "reader.safetensors";
    const FaceNetwork network(static_cast<int>(kAttributes), 0.0, random());
    require(writeAttributeReader(reader, network).has_value(), "a reader can be written");
    seeds.putSafetensors("attribute_reader", reader);

    const fs::path encoder = folder / "encoder.safetensors";
    EncoderContent content{{kHash, 2, 32, 5, {}}, *newEncoderNetwork(smallNetworks(), 1)};
    require(writeEncoder(encoder, content).has_value(), "an encoder can be written");
    seeds.putSafetensors("encoder", encoder);

    const fs::path table = folder / "likeness.safetensors";
    const NamedTensors rows = {{"rows", at::rand({kRows, kFeatures})},
                               {"mean", at::rand({kFeatures})},
                               {"whitening", at::rand({kFeatures, kFeatures})},
                               {"yardstick", at::arange(kRows, at::kFloat)}};
    const Metadata metadata = {
        {"format", "faceloom-likeness"}, {"version", "1"}, {"reader", kHash}, {"pictures", kHash}};
    require(writeTensors(table, rows, metadata).has_value(), "a table can be written");
    require(LikenessTable::open(table, someKey(), kRows, kFeatures).has_value(),
            "the table is one of the program's");
    seeds.putSafetensors("likeness_table", table);
}

}  // namespace faceloom::fuzz
