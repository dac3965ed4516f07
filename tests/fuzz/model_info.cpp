// What a generator's file says of itself.
#include "core/gan/model_card.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::safetensorsFrom({data, size});
    const auto info = readModelInfo(file.path());
    if (!fuzz::read(info)) return 0;
    fuzz::require(info->network.check().has_value(), "options that are read can be used");
    fuzz::require(info->truncation > 0 && info->truncation <= 1, "a truncation is within 0 to 1");
    const auto again = networkOptionsFromJson(toJson(info->network));
    fuzz::require(again && *again == info->network, "what is read can be written and read again");
    (void)modelCard(*info);
    return 0;
}
