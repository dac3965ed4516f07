// A run's measures.csv.
#include "core/train/run_measures.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    const auto measures = readMeasures(file.path());
    if (!fuzz::read(measures)) return 0;
    std::int64_t last = -1;
    for (const RunMeasure& measure : *measures) {
        fuzz::require(measure.step > last, "steps are in their order, each once");
        last = measure.step;
    }
    (void)kernelDistanceAt(*measures, last);
    const auto copy = fuzz::scratchFolder() / "measures.csv";
    const auto written = writeMeasures(copy, *measures);
    fuzz::require(written.has_value(), "what is read can be written");
    const auto again = readMeasures(copy);
    fuzz::require(again && *again == *measures, "what is written can be read again");
    return 0;
}
