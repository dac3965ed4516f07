// A sweep's sweep.json: what it says is read, written again, and unfolded into runs.
#include "core/sweep/sweep_folder.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto plan = sweepPlanFromJson({reinterpret_cast<const char*>(data), size});
    if (!fuzz::read(plan)) return 0;
    const auto again = sweepPlanFromJson(toJson(*plan));
    fuzz::require(again && *again == *plan, "what is read can be written and read again");
    for (const Trial& trial : plan->trials()) {
        fuzz::require(trial.name.find('/') == std::string::npos && trial.name != "..",
                      "a run's folder lies in the sweep's");
        const auto options = withSetting(plan->base, trial.values);
        fuzz::require(!options || options->check().has_value(), "a setting that is taken is good");
        if (trial.seed != plan->base.seed) break;  // the others are the same again
    }
    fuzz::require(plan->rungs().back().steps == plan->base.steps, "the last rung is the whole run");
    return 0;
}
