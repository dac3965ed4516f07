#include "core/train/same_run.h"

#include "core/data/hold_out.h"
#include "core/data/packed_dataset.h"

#include <string_view>

namespace faceloom {

TrainOptions continued(const TrainOptions& begun, TrainOptions wanted) {
    wanted.network = begun.network;
    wanted.batch = begun.batch;
    wanted.seed = begun.seed;
    wanted.mirror = begun.mirror;
    wanted.hold_out = begun.hold_out;
    wanted.augment = begun.augment;
    wanted.weight_average = begun.weight_average;
    wanted.start_from = begun.start_from;
    wanted.discriminator_first = begun.discriminator_first;
    wanted.beta1 = begun.beta1;
    wanted.beta2 = begun.beta2;
    return wanted;
}

Status checkSameRun(const RunDescription& old_run, const RunDescription& new_run) {
    const TrainOptions& before = old_run.options;
    const TrainOptions& now = new_run.options;
    const auto refuse = [](std::string_view what, const auto& old_value, const auto& new_value) {
        return fail(ErrorCode::InvalidArgument,
                    "the run was begun with {} {} and cannot go on with {}", what, old_value,
                    new_value);
    };
    if (before.network != now.network) {
        return refuse("networks", toJson(before.network), toJson(now.network));
    }
    if (before.batch != now.batch) return refuse("batch", before.batch, now.batch);
    if (before.seed != now.seed) return refuse("seed", before.seed, now.seed);
    if (before.mirror != now.mirror) return refuse("mirror", before.mirror, now.mirror);
    if (heldOutCount(new_run.data_count, static_cast<std::size_t>(before.hold_out)) !=
        heldOutCount(new_run.data_count, static_cast<std::size_t>(now.hold_out))) {
        return refuse("pictures held out", before.hold_out, now.hold_out);
    }
    if (before.augment != now.augment) return refuse("augment", before.augment, now.augment);
    if (before.weight_average != now.weight_average) {
        return refuse("weight average", before.weight_average, now.weight_average);
    }
    if (before.start_from != now.start_from) {
        const auto named = [](const std::string& start) {
            return start.empty() ? std::string("random weights") : start;
        };
        return refuse("weights from", named(before.start_from), named(now.start_from));
    }
    if (before.discriminator_first != now.discriminator_first) {
        return refuse("discriminator-first", before.discriminator_first, now.discriminator_first);
    }
    if (old_run.data_sha256 != new_run.data_sha256) {
        return refuse("data",
                      fmt::format("{} ({} pictures)", old_run.data_name, old_run.data_count),
                      fmt::format("{} ({} pictures)", new_run.data_name, new_run.data_count));
    }
    return {};
}

bool picturesAreThere(const RunDescription& run) {
    const auto data = PackedDataset::open(run.data_path);
    return data && data->count() == run.data_count &&
           (run.data_sha256.empty() || data->picturesSha256() == run.data_sha256);
}

}  // namespace faceloom
