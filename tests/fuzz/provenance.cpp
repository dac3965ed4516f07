// What a picture says it was made of.
#include "core/latent/provenance.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto provenance = provenanceFromJson(fuzz::textOf({data, size}));
    if (!fuzz::read(provenance)) return 0;
    provenance->model.path.clear();  // it is not written
    const auto again = provenanceFromJson(toJson(*provenance));
    fuzz::require(again && *again == *provenance, "what is read can be written and read again");
    return 0;
}
