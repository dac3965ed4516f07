#include "core/sweep/sweep_options.h"

#include "core/base/one_line.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace faceloom {

namespace {

tl::unexpected<Error> noValue(std::string_view value, std::string_view wanted) {
    return fail(ErrorCode::InvalidArgument, "'{}' is {}", escapedLine(value.substr(0, 40)), wanted);
}

template <class Number>
Status parse(std::string_view value, Number& number) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) return {};
    return noValue(value, std::is_integral_v<Number> ? "no whole number" : "no number");
}

Status parse(std::string_view value, bool& flag) {
    if (value != "on" && value != "off") return noValue(value, "neither on nor off");
    flag = value == "on";
    return {};
}

// Channels as "512:256:128".
Status parse(std::string_view value, std::vector<int>& widths) {
    std::vector<int> read;
    for (;;) {
        const auto colon = value.find(':');
        if (auto status = parse(value.substr(0, colon), read.emplace_back()); !status)
            return status;
        if (colon == std::string_view::npos) break;
        value.remove_prefix(colon + 1);
    }
    widths = std::move(read);
    return {};
}

template <auto Member>
Status set(TrainOptions& options, std::string_view value) {
    return parse(value, options.*Member);
}
template <auto Member>
Status setNetwork(TrainOptions& options, std::string_view value) {
    return parse(value, options.network.*Member);
}

Status setDepth(TrainOptions& options, std::string_view value) {
    int depth = 0;
    if (auto status = parse(value, depth); !status) return status;
    if (depth < 3 || depth > 5)
        return noValue(value, "not a depth of 3, 4 or 5 (pictures of 32, 64 or 128 pixels)");
    return options.network.setImageSize(4 << depth);
}

Status setDiscriminator(TrainOptions& options, std::string_view value) {
    const auto kind = discriminatorNamed(value);
    if (!kind) return passOn(kind);
    options.network.setDiscriminator(*kind);
    return {};
}

// The discriminator keeps its widths unless their number no longer fits.
Status setGeneratorWidths(TrainOptions& options, std::string_view value) {
    const int before = options.network.depth();
    if (auto status = parse(value, options.network.generator_widths); !status) return status;
    if (options.network.depth() != before && options.network.depth() <= 5)
        options.network.setDiscriminator(options.network.discriminator);
    return {};
}

Status setOutput(TrainOptions& options, std::string_view value) {
    for (const auto output : {OutputActivation::Sigmoid, OutputActivation::Tanh}) {
        if (nameOf(output) != value) continue;
        options.network.output = output;
        return {};
    }
    return noValue(value, "neither sigmoid nor tanh");
}

Status setInitializer(TrainOptions& options, std::string_view value) {
    if (value != "keras" && value != "torch") return noValue(value, "neither keras nor torch");
    options.network.initializer = value == "keras" ? Initializer::Keras : Initializer::Torch;
    return {};
}

Status setPrecision(TrainOptions& options, std::string_view value) {
    const auto precision = precisionNamed(value);
    if (!precision) return passOn(precision);
    options.precision = *precision;
    return {};
}

using Kind = SweepValueKind;
constexpr std::array<SweepOption, 18> kOptions = {{
    {"depth", "Depth", "3,4", Kind::Whole, setDepth},
    {"discriminator", "Discriminator", "full,light", Kind::Word, setDiscriminator},
    {"generator-widths", "Generator's widths", "512:256:128,256:128:64", Kind::Word,
     setGeneratorWidths},
    {"discriminator-widths", "Discriminator's widths", "48:96:192,24:48:96", Kind::Word,
     setNetwork<&NetworkOptions::discriminator_widths>},
    {"latent", "Latent size", "100,80,60,40", Kind::Whole,
     setNetwork<&NetworkOptions::latent_size>},
    {"output", "Output", "sigmoid,tanh", Kind::Word, setOutput},
    {"learning-rate", "Learning rate", "0.0001,0.0002,0.0004", Kind::Number,
     set<&TrainOptions::learning_rate>},
    {"discriminator-learning-rate", "Discriminator's learning rate", "0.0002,0.0004,0.0008",
     Kind::Number, set<&TrainOptions::discriminator_learning_rate>},
    {"beta1", "Adam's beta1", "0,0.5,0.9", Kind::Number, set<&TrainOptions::beta1>},
    {"beta2", "Adam's beta2", "0.9,0.99,0.999", Kind::Number, set<&TrainOptions::beta2>},
    {"batch", "Batch", "32,64,128", Kind::Whole, set<&TrainOptions::batch>},
    {"augment", "Augmentation", "off,on", Kind::Word, set<&TrainOptions::augment>},
    {"mirror", "Mirrored pictures", "off,on", Kind::Word, set<&TrainOptions::mirror>},
    {"ema", "Weight average", "0,0.99,0.995", Kind::Number, set<&TrainOptions::weight_average>},
    {"dropout", "Dropout", "0,0.2,0.4", Kind::Number, setNetwork<&NetworkOptions::dropout>},
    {"leaky-slope", "LeakyReLU's slope", "0.1,0.2,0.3", Kind::Number,
     setNetwork<&NetworkOptions::leaky_slope>},
    {"initializer", "First weights", "keras,torch", Kind::Word, setInitializer},
    {"precision", "Precision", "float32,bf16", Kind::Word, setPrecision},
}};

}  // namespace

std::span<const SweepOption> sweepOptions() {
    return kOptions;
}

const SweepOption* sweepOptionNamed(std::string_view name) {
    const auto* found = std::ranges::find(kOptions, name, &SweepOption::name);
    return found == kOptions.end() ? nullptr : found;
}

Result<TrainOptions> withSetting(const TrainOptions& base, const Setting& setting) {
    for (const OptionValue& value : setting) {
        if (sweepOptionNamed(value.option) == nullptr)
            return fail(ErrorCode::InvalidArgument, "'{}' is no option that a sweep can vary",
                        escapedLine(value.option.substr(0, 40)));
    }
    TrainOptions options = base;
    for (const SweepOption& option : kOptions) {
        const auto value = std::ranges::find(setting, option.name, &OptionValue::option);
        if (value == setting.end()) continue;
        if (const auto status = option.apply(options, value->value); !status)
            return fail(status.error().code, "{}: {}", option.name, status.error().message);
    }
    if (const auto status = options.check(); !status) return passOn(status);
    return options;
}

std::string labelOf(const Setting& setting) {
    std::string label;
    for (const OptionValue& value : setting)
        label += fmt::format("{}{} {}", label.empty() ? "" : ", ", value.option, value.value);
    return label.empty() ? "as usual" : escapedLine(label);
}

}  // namespace faceloom
