#include "core/gan/network_options.h"

#include "core/latent/json_node.h"

#include <cmath>

namespace faceloom {

namespace {

constexpr int kLargestLatent = 4096;
constexpr int kLargestWidth = 4096;

Status checkWidths(const std::vector<int>& widths, const char* which) {
    for (const int width : widths) {
        if (width < 1 || width > kLargestWidth) {
            return fail(ErrorCode::InvalidArgument, "{} width {} is not within 1 to {}", which,
                        width, kLargestWidth);
        }
    }
    return {};
}

std::vector<int> widthsFrom(const Json& list) {
    if (!list.is_array()) throw std::invalid_argument("widths are not a list");
    std::vector<int> widths;
    for (const Json& width : list)
        widths.push_back(wholeNumber<int>(width));
    return widths;
}

}  // namespace

bool NetworkOptions::sameGenerator(const NetworkOptions& other) const {
    return latent_size == other.latent_size && output == other.output &&
           leaky_slope == other.leaky_slope && generator_widths == other.generator_widths &&
           batch_norm_epsilon == other.batch_norm_epsilon;
}

bool NetworkOptions::sameDiscriminator(const NetworkOptions& other) const {
    return discriminator == other.discriminator && imageSize() == other.imageSize() &&
           leaky_slope == other.leaky_slope && discriminator_widths == other.discriminator_widths &&
           discriminator_batch_norm == other.discriminator_batch_norm &&
           batch_norm_epsilon == other.batch_norm_epsilon;
}

Status NetworkOptions::check() const {
    if (latent_size < 1 || latent_size > kLargestLatent) {
        return fail(ErrorCode::InvalidArgument, "latent size {} is not within 1 to {}", latent_size,
                    kLargestLatent);
    }
    if (!(leaky_slope >= 0 && leaky_slope < 1)) {
        return fail(ErrorCode::InvalidArgument, "LeakyReLU slope {} is not within 0 to below 1",
                    leaky_slope);
    }
    if (!(dropout >= 0 && dropout < 1)) {
        return fail(ErrorCode::InvalidArgument, "dropout {} is not within 0 to below 1", dropout);
    }
    if (depth() < 3 || depth() > 5) {
        return fail(ErrorCode::InvalidArgument,
                    "{} generator widths: 3, 4 or 5 are needed (pictures of 32, 64 or 128 pixels)",
                    generator_widths.size());
    }
    const bool light = discriminator == DiscriminatorKind::Light;
    if (discriminator_widths.size() != generator_widths.size() + (light ? 0 : 1)) {
        return fail(ErrorCode::InvalidArgument,
                    "{} discriminator widths do not match {} generator widths: {} needed",
                    discriminator_widths.size(), generator_widths.size(),
                    light ? "as many are" : "one more is");
    }
    if (!(batch_norm_epsilon > 0 && batch_norm_epsilon <= 1)) {
        return fail(ErrorCode::InvalidArgument, "batch norm epsilon {} is not within 0 to 1",
                    batch_norm_epsilon);
    }
    if (!(batch_norm_momentum >= 0 && batch_norm_momentum < 1)) {
        return fail(ErrorCode::InvalidArgument, "batch norm momentum {} is not within 0 to below 1",
                    batch_norm_momentum);
    }
    if (auto status = checkWidths(generator_widths, "generator"); !status) return status;
    return checkWidths(discriminator_widths, "discriminator");
}

Status NetworkOptions::setImageSize(int side) {
    switch (side) {
        case 32:
            generator_widths = {512, 256, 128};
            break;
        case 64:
            generator_widths = {512, 256, 128, 64};
            break;
        case 128:
            generator_widths = {512, 256, 128, 64, 32};
            break;
        default:
            return fail(ErrorCode::InvalidArgument, "picture size {} is not 32, 64 or 128", side);
    }
    setDiscriminator(discriminator);
    return {};
}

void NetworkOptions::setDiscriminator(DiscriminatorKind kind) {
    constexpr int kFullWidth = 128, kFirstLightWidth = 48;
    discriminator = kind;
    discriminator_widths.assign(generator_widths.size() + 1, kFullWidth);
    if (kind == DiscriminatorKind::Full) return;
    discriminator_widths.clear();
    for (int level = 0; level < depth(); ++level)
        discriminator_widths.push_back(kFirstLightWidth << level);
}

std::string_view nameOf(OutputActivation output) {
    return output == OutputActivation::Tanh ? "tanh" : "sigmoid";
}

std::string_view nameOf(DiscriminatorKind kind) {
    return kind == DiscriminatorKind::Light ? "light" : "full";
}

Result<DiscriminatorKind> discriminatorNamed(std::string_view name) {
    for (const auto kind : {DiscriminatorKind::Full, DiscriminatorKind::Light}) {
        if (nameOf(kind) == name) return kind;
    }
    return fail(ErrorCode::InvalidArgument, "discriminator '{}' is neither full nor light", name);
}

std::string toJson(const NetworkOptions& options) {
    const nlohmann::ordered_json json = {
        {"latent_size", options.latent_size},
        {"output", nameOf(options.output)},
        {"leaky_slope", options.leaky_slope},
        {"dropout", options.dropout},
        {"generator_widths", options.generator_widths},
        {"discriminator", nameOf(options.discriminator)},
        {"discriminator_widths", options.discriminator_widths},
        {"discriminator_batch_norm", options.discriminator_batch_norm},
        {"batch_norm_epsilon", options.batch_norm_epsilon},
        {"batch_norm_momentum", options.batch_norm_momentum},
        {"initializer", options.initializer == Initializer::Keras ? "keras" : "torch"},
    };
    return json.dump();
}

Result<NetworkOptions> networkOptionsFromJson(std::string_view text) {
    NetworkOptions options;
    try {
        const auto parsed = parseJson(text);
        if (!parsed) return passOn(parsed);
        const Json& json = *parsed;
        options.latent_size = wholeNumber<int>(json.at("latent_size"));
        const auto output = json.at("output").get<std::string>();
        if (output != "sigmoid" && output != "tanh") {
            return fail(ErrorCode::BrokenFile, "output '{}' is neither sigmoid nor tanh", output);
        }
        options.output = output == "tanh" ? OutputActivation::Tanh : OutputActivation::Sigmoid;
        json.at("leaky_slope").get_to(options.leaky_slope);
        json.at("dropout").get_to(options.dropout);
        options.generator_widths = widthsFrom(json.at("generator_widths"));
        // Files of version 0.1 know the full one alone.
        const auto discriminator = discriminatorNamed(json.value("discriminator", "full"));
        if (!discriminator) return fail(ErrorCode::BrokenFile, "{}", discriminator.error().message);
        options.discriminator = *discriminator;
        options.discriminator_widths = widthsFrom(json.at("discriminator_widths"));
        json.at("discriminator_batch_norm").get_to(options.discriminator_batch_norm);
        json.at("batch_norm_epsilon").get_to(options.batch_norm_epsilon);
        json.at("batch_norm_momentum").get_to(options.batch_norm_momentum);
        const auto initializer = json.at("initializer").get<std::string>();
        if (initializer != "keras" && initializer != "torch") {
            return fail(ErrorCode::BrokenFile, "initializer '{}' is neither keras nor torch",
                        initializer);
        }
        options.initializer = initializer == "keras" ? Initializer::Keras : Initializer::Torch;
    } catch (const std::exception& error) {
        return fail(ErrorCode::BrokenFile, "network options cannot be read: {}", error.what());
    }
    if (auto status = options.check(); !status) {
        return fail(ErrorCode::BrokenFile, "{}", status.error().message);
    }
    return options;
}

}  // namespace faceloom
