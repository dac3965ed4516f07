#include "core/sweep/sweep_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "core/latent/json_node.h"

#include <limits>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = std::size_t{4} << 20;  // bytes
constexpr std::size_t kLongestPath = 4096;                  // bytes
constexpr std::size_t kLongestName = 1000;                  // bytes
constexpr std::size_t kMostAxes = 32;
constexpr std::size_t kMostSizes = 8;
constexpr int kVersion = 1;

std::int64_t wholeOf(const JsonNode& node, double most) {
    const double number = node.number(0, most);
    if (number != static_cast<double>(static_cast<std::int64_t>(number)))
        node.complain("is not a whole number");
    return static_cast<std::int64_t>(number);
}

SweepAxis axisFrom(const JsonNode& node) {
    SweepAxis axis;
    axis.option = node.at("option").text(kLongestSweepValue);
    for (const JsonNode& value : node.at("values").items(kMostSweepSettings))
        axis.values.push_back(value.text(kLongestSweepValue));
    return axis;
}

SweepPlan planFrom(const JsonNode& node, const TrainOptions& base) {
    SweepPlan plan;
    plan.base = base;
    (void)node.at("version").integer(kVersion, kVersion);
    plan.study = node.at("study").text(kLongestSweepValue);
    for (const JsonNode& axis : node.at("axes").items(kMostAxes))
        plan.axes.push_back(axisFrom(axis));
    constexpr int kMostInt = std::numeric_limits<int>::max();
    plan.random_settings = node.at("random_settings").integer(0, kMostInt);
    plan.random_seed = node.at("random_seed").seed();
    plan.seeds = node.at("seeds").integer(0, kMostInt);
    plan.halving = node.at("halving").integer(0, kMostInt);
    plan.budget_steps = wholeOf(node.at("budget_steps"), 1e15);
    plan.budget_hours = node.at("budget_hours").number(0, 1e6);
    plan.faces = node.at("faces").integer(0, kMostInt);
    plan.data_name = node.at("data_name").text(kLongestName);
    for (const JsonNode& pictures : node.at("pictures").items(kMostSizes)) {
        plan.pictures.push_back({pictures.at("image_size").integer(1, 4096),
                                 fs::path(pictures.at("file").text(kLongestPath))});
    }
    return plan;
}

}  // namespace

std::string toJson(const SweepPlan& plan) {
    using Ordered = nlohmann::ordered_json;
    Ordered axes = Ordered::array();
    for (const SweepAxis& axis : plan.axes)
        axes.push_back({{"option", axis.option}, {"values", axis.values}});
    Ordered pictures = Ordered::array();
    for (const SweepPictures& size : plan.pictures)
        pictures.push_back({{"image_size", size.image_size}, {"file", size.file.string()}});
    const Ordered json = {
        {"version", kVersion},
        {"study", plan.study},
        {"axes", axes},
        {"random_settings", plan.random_settings},
        {"random_seed", plan.random_seed},
        {"seeds", plan.seeds},
        {"halving", plan.halving},
        {"budget_steps", plan.budget_steps},
        {"budget_hours", plan.budget_hours},
        {"faces", plan.faces},
        {"data_name", plan.data_name},
        {"pictures", pictures},
        {"base", Ordered::parse(toJson(plan.base))},
    };
    return json.dump(2, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

Result<SweepPlan> sweepPlanFromJson(std::string_view text) {
    const auto json = parseJson(text);
    if (!json) return passOn(json);
    if (!json->is_object() || !json->contains("base"))
        return fail(ErrorCode::BrokenFile, "not a sweep's plan: base is missing");
    const auto base =
        trainOptionsFromJson(json->at("base").dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!base) return passOn(base);
    std::string problem;
    SweepPlan plan = planFrom(JsonNode(*json, &problem), *base);
    if (!problem.empty()) return fail(ErrorCode::BrokenFile, "not a sweep's plan: {}", problem);
    if (const auto status = plan.check(); !status)
        return fail(ErrorCode::BrokenFile, "{}", status.error().message);
    return plan;
}

bool SweepFolder::hasSweep() const {
    std::error_code ignored;
    return fs::exists(planFile(), ignored);
}

Status SweepFolder::writePlan(const SweepPlan& plan) const {
    std::error_code error;
    fs::create_directories(root_, error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: the sweep's folder cannot be made: {}",
                    root_.string(), error.message());
    }
    return writeTextAtomically(planFile(), toJson(plan));
}

Result<RunLock> SweepFolder::claim(const SweepPlan& plan) const {
    std::error_code ignored;  // the lock says what is wrong
    fs::create_directories(root_, ignored);
    auto lock = RunLock::take(root_);
    if (!lock) return passOn(lock);
    if (auto status = writePlan(plan); !status) return passOn(status);
    return lock;
}

Result<SweepPlan> SweepFolder::readPlan() const {
    const auto text = readRegularFile(planFile(), kLargestFile);
    if (!text && text.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "{}: there is no sweep in this folder", root_.string());
    if (!text) return passOn(text);
    auto plan = sweepPlanFromJson(*text);
    if (!plan) return fail(plan.error().code, "{}: {}", planFile().string(), plan.error().message);
    return plan;
}

Status checkSameSweep(const SweepPlan& before, const SweepPlan& now) {
    const auto comparable = [](const SweepPlan& plan) {
        TrainOptions options = plan.base;
        // What the outcome of a run does not depend on.
        options.threads = options.checkpoint_every = options.preview_every = 0;
        options.keep_space_mb = options.measure_faces = options.stop_when_flat = 0;
        options.measure_every = 0;
        options.device = DeviceChoice::Auto;
        return options;
    };
    if (comparable(before) != comparable(now)) {
        return fail(ErrorCode::InvalidArgument,
                    "the sweep was begun with other options (steps, seed, picture size, …) for all "
                    "of its runs; choose another folder");
    }
    if (before.faces != now.faces) {
        return fail(ErrorCode::InvalidArgument,
                    "the sweep was measured with {} faces and cannot go on with {}", before.faces,
                    now.faces);
    }
    return {};
}

}  // namespace faceloom
