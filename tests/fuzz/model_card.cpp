// The README.md beside a model, of which the window shows a section.
#include "core/gan/model_card.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    fuzz::placeInScratch("README.md", file);
    ModelInfo info;
    info.path = fuzz::scratchFolder() / "faces.safetensors";
    const std::string card = modelCard(info);
    const std::string section = sectionOf(fuzz::textOf({data, size}), "faces.safetensors");
    fuzz::require(section.size() <= size + 1, "a section is part of its text");
    fuzz::require(card.ends_with(section), "a card holds the README's section");
    return 0;
}
