// A run's run.json, with the options of training and of both networks in it.
#include "core/train/run_folder.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    fuzz::placeInScratch("run.json", file);
    const auto run = RunFolder(fuzz::scratchFolder()).readDescription();
    if (!fuzz::read(run)) return 0;
    fuzz::require(run->options.check().has_value(), "options that are read can be used");
    const auto again = trainOptionsFromJson(toJson(run->options));
    fuzz::require(again && *again == run->options, "what is read can be written and read again");
    return 0;
}
