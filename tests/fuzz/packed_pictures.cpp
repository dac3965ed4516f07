// A packed data set, opened and looked through as training and the window do.
#include "core/data/packed_dataset.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

void look(const PackedDataset& pictures, std::size_t index) {
    const auto side = static_cast<std::size_t>(pictures.imageSize());
    fuzz::require(pictures.attributes(index).size() == pictures.info().attribute_names.size(),
                  "a value a name");
    fuzz::require(pictures.name(index).find('\n') == std::string::npos, "a name is one line");
    fuzz::require(pictures.image(index).value().rgb_u8.size() == 3 * side * side,
                  "a picture is whole");
    (void)pictures.extras(index);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = fuzz::safetensorsFrom({data, size});
    const auto pictures = PackedDataset::open(file.path());
    if (!fuzz::read(pictures)) return 0;
    (void)PackedDataset::looksLikeOne(file.path());
    look(*pictures, 0);
    look(*pictures, pictures->count() / 2);
    look(*pictures, pictures->count() - 1);
    return 0;
}
