// The training options that a sweep can vary, by the names they have on the command line. No Torch
// here. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/train/train_options.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

enum class SweepValueKind {
    Word,    // one of a few: a range of them cannot be drawn from
    Whole,   // a whole number
    Number,  // any number
};

struct SweepOption {
    std::string_view name;     // "latent"
    std::string_view meaning;  // for people: "Latent size"
    std::string_view usual;    // values worth trying, comma-separated: "100,80,60,40"
    SweepValueKind kind;
    Status (*apply)(TrainOptions&, std::string_view value);  // Errors: InvalidArgument
};

// In the order in which they are applied: what makes others anew (depth, say) comes first.
[[nodiscard]] std::span<const SweepOption> sweepOptions();
[[nodiscard]] const SweepOption* sweepOptionNamed(std::string_view name);  // null: there is none

struct OptionValue {
    std::string option;
    std::string value;  // as it is typed
    bool operator==(const OptionValue&) const = default;
};

// What one run is told beside the base; at most one value an option.
using Setting = std::vector<OptionValue>;

// Errors: InvalidArgument, naming the option and the value (no such option, a value that cannot be
// read, options that cannot go together).
[[nodiscard]] Result<TrainOptions> withSetting(const TrainOptions& base, const Setting& setting);

[[nodiscard]] std::string labelOf(const Setting& setting);  // "latent 60, output tanh"

}  // namespace faceloom
