#include "app/commands/model_directions.h"

#include "core/base/shipped_models.h"

#include <filesystem>
#include <optional>

namespace faceloom {

namespace {

bool thereAtAll(const std::string& named, const std::filesystem::path& shipped) {
    std::error_code ignored;
    return !named.empty() || std::filesystem::exists(shipped, ignored);
}

}  // namespace

void ModelDirectionArguments::addTo(CLI::App& command) {
    command.add_option("--model", model, "A .safetensors file or a run folder")->required();
    command.add_option("--reader", reader, "The attribute reader (default: the one that ships)")
        ->type_name("FILE");
    command
        .add_option("--age-model", age_model,
                    "Folder with an age network's Caffe pair (default: the one that ships)")
        ->type_name("DIR");
}

Result<ModelDirections> ModelDirectionArguments::find(const std::stop_token& stop) const {
    const auto studio = LatentStudio::open(model);
    if (!studio) return passOn(studio);
    std::optional<AttributeReader> attributes;
    if (thereAtAll(reader, shippedAttributeReader())) {
        const auto opened = AttributeReader::open(reader.empty() ? shippedAttributeReader()
                                                                 : std::filesystem::path(reader));
        if (!opened) return passOn(opened);
        attributes = *opened;
    }
    std::optional<AgeEstimator> ages;
    if (thereAtAll(age_model, shippedAgeModel())) {
        const auto files = AgeModelFiles::in(age_model.empty() ? shippedAgeModel()
                                                               : std::filesystem::path(age_model));
        if (!files) return passOn(files);
        const auto opened = AgeEstimator::open(*files);
        if (!opened) return passOn(opened);
        ages = *opened;
    }
    const FaceReadings readers(ages, attributes);
    auto directions = findDirections(*studio, readers, stop, [](double) {});
    if (!directions) return passOn(directions);
    return ModelDirections{*studio, readers, std::move(*directions)};
}

}  // namespace faceloom
