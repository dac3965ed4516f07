#include "core/train/train_options.h"

#include "core/base/number_range.h"
#include "core/latent/json_node.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace faceloom {

namespace {

// run.json could not give it back.
bool isUtf8(const std::string& text) {
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

}  // namespace

Status TrainOptions::check() const {
    if (auto status = network.check(); !status) return status;
    if (!isUtf8(start_from))
        return fail(ErrorCode::InvalidArgument,
                    "the name of the model to start from is not UTF-8: rename the file");
    return checkRanges({
        {"batch", double(batch), 0, 65536},
        {"epochs", double(epochs), 1, 1e6},
        {"steps", double(steps), 0, 1e12},
        {"learning rate", learning_rate, 1e-12, 1e30},
        {"discriminator's learning rate", discriminator_learning_rate, 0, 1e30},
        {"decay-steps", double(decay_steps), 0, 1e12},
        {"discriminator-first", double(discriminator_first), 0, 1e12},
        {"beta1", beta1, 0, 0.999999},
        {"beta2", beta2, 0, 0.999999},
        {"weight average", weight_average, 0, 0.999999},
        {"hold-out", double(hold_out), 0, 1e6},
        {"measure-faces", double(measure_faces), 0, 100000},
        {"measure-every", double(measure_every), 0, 1e12},
        {"stop-when-flat", double(stop_when_flat), 0, 1e6},
        {"threads", double(threads), 0, 1024},
        {"preview-every", double(preview_every), 0, 1e9},
        {"checkpoint-every", double(checkpoint_every), 0, 1e9},
        {"keep-space", double(keep_space_mb), 0, 1e9},
    });
}

double TrainOptions::rateShare(std::int64_t step, std::int64_t total) const {
    const std::int64_t left = total - step;
    if (left >= decay_steps) return 1;
    // In few levels, since a GPU's captured step holds its rates and is captured anew for others.
    constexpr double kLevels = 100;
    return std::ceil(kLevels * static_cast<double>(left) / static_cast<double>(decay_steps)) /
           kLevels;
}

std::string_view nameOf(DeviceChoice device) {
    switch (device) {
        case DeviceChoice::Cpu:
            return "cpu";
        case DeviceChoice::Cuda:
            return "cuda";
        case DeviceChoice::Auto:
            break;
    }
    return "auto";
}

std::string_view nameOf(Precision precision) {
    switch (precision) {
        case Precision::Float32:
            return "float32";
        case Precision::Bf16:
            return "bf16";
        case Precision::Auto:
            break;
    }
    return "auto";
}

Result<DeviceChoice> deviceNamed(std::string_view name) {
    for (const auto device : {DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::Cuda}) {
        if (nameOf(device) == name) return device;
    }
    return fail(ErrorCode::InvalidArgument, "device '{}' is none of auto, cpu, cuda", name);
}

Result<Precision> precisionNamed(std::string_view name) {
    for (const auto precision : {Precision::Auto, Precision::Float32, Precision::Bf16}) {
        if (nameOf(precision) == name) return precision;
    }
    return fail(ErrorCode::InvalidArgument, "precision '{}' is none of auto, float32, bf16", name);
}

std::string toJson(const TrainOptions& options) {
    const nlohmann::ordered_json json = {
        {"network", nlohmann::ordered_json::parse(toJson(options.network))},
        {"batch", options.batch},
        {"epochs", options.epochs},
        {"steps", options.steps},
        {"learning_rate", options.learning_rate},
        {"discriminator_learning_rate", options.discriminator_learning_rate},
        {"decay_steps", options.decay_steps},
        {"discriminator_first", options.discriminator_first},
        {"beta1", options.beta1},
        {"beta2", options.beta2},
        {"seed", options.seed},
        {"mirror", options.mirror},
        {"hold_out", options.hold_out},
        {"measure_faces", options.measure_faces},
        {"measure_every", options.measure_every},
        {"stop_when_flat", options.stop_when_flat},
        {"augment", options.augment},
        {"weight_average", options.weight_average},
        {"start_from", options.start_from},
        {"device", nameOf(options.device)},
        {"precision", nameOf(options.precision)},
        {"threads", options.threads},
        {"preview_every", options.preview_every},
        {"checkpoint_every", options.checkpoint_every},
        {"keep_space_mb", options.keep_space_mb},
    };
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<TrainOptions> trainOptionsFromJson(std::string_view text) {
    TrainOptions options;
    try {
        const auto parsed = parseJson(text);
        if (!parsed) return passOn(parsed);
        const Json& json = *parsed;
        auto network = networkOptionsFromJson(json.at("network").dump());
        if (!network) return passOn(network);
        options.network = *network;
        options.batch = wholeNumber<int>(json.at("batch"));
        options.epochs = wholeNumber<int>(json.at("epochs"));
        options.steps = wholeNumber<std::int64_t>(json.at("steps"));
        json.at("learning_rate").get_to(options.learning_rate);
        options.discriminator_learning_rate = json.value("discriminator_learning_rate", 0.0);
        options.decay_steps = wholeNumber<std::int64_t>(json.value("decay_steps", Json(0)));
        options.discriminator_first =
            wholeNumber<std::int64_t>(json.value("discriminator_first", Json(0)));
        json.at("beta1").get_to(options.beta1);
        json.at("beta2").get_to(options.beta2);
        options.seed = wholeNumber<std::uint64_t>(json.at("seed"));
        json.at("mirror").get_to(options.mirror);
        // Runs from before there was the option trained on all.
        options.hold_out = wholeNumber<int>(json.value("hold_out", Json(0)));
        options.measure_faces =
            wholeNumber<int>(json.value("measure_faces", Json(options.measure_faces)));
        options.measure_every = wholeNumber<std::int64_t>(json.value("measure_every", Json(0)));
        options.stop_when_flat = wholeNumber<int>(json.value("stop_when_flat", Json(0)));
        options.keep_space_mb =
            wholeNumber<int>(json.value("keep_space_mb", Json(options.keep_space_mb)));
        options.augment = json.value("augment", false);
        options.weight_average = json.value("weight_average", 0.0);
        options.start_from = json.value("start_from", "");
        // Another machine's device or precision is no reason to refuse a run.
        options.device =
            deviceNamed(json.at("device").get<std::string>()).value_or(DeviceChoice::Auto);
        options.precision =
            precisionNamed(json.value("precision", "auto")).value_or(Precision::Auto);
        options.threads = wholeNumber<int>(json.at("threads"));
        options.preview_every = wholeNumber<int>(json.at("preview_every"));
        options.checkpoint_every = wholeNumber<int>(json.at("checkpoint_every"));
    } catch (const std::exception& error) {
        return fail(ErrorCode::BrokenFile, "training options cannot be read: {}", error.what());
    }
    if (auto status = options.check(); !status) {
        return fail(ErrorCode::BrokenFile, "{}", status.error().message);
    }
    return options;
}

}  // namespace faceloom
