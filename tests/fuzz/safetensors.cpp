// Weights, checkpoints and packed pictures alike: the container itself.
#include "tests/core/safetensors_content.h"
#include "tests/fuzz/input_file.h"

#include <algorithm>

using namespace faceloom;

namespace {

void requireSameAfterWriting(const SafetensorsFile& file) {
    const SafetensorsContent content(file);
    std::string written = safetensorsHeader(content.views, content.metadata);
    for (const TensorView& view : content.views)
        written.append(reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size());
    const fuzz::InputFile copy{std::string_view(written)};
    const auto again = SafetensorsFile::open(copy.path());
    fuzz::require(again.has_value(), "what is read can be written and read again");
    fuzz::require(again->metadata() == content.metadata, "metadata stay as they are");
    fuzz::require(again->tensors().size() == content.views.size(), "no tensor is lost");
    for (const TensorView& view : content.views) {
        fuzz::require(again->expect(view.name, view.dtype, view.shape).has_value(),
                      "types and shapes stay as they are");
        fuzz::require(std::ranges::equal(bytesOf(*again, view.name).value(), view.bytes),
                      "data stay as they are");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::Bytes bytes(data, size);
    const fuzz::InputFile plain(bytes);
    if (const auto file = SafetensorsFile::open(plain.path()); fuzz::read(file))
        requireSameAfterWriting(*file);
    const auto formed = fuzz::safetensorsFrom(bytes);
    if (const auto file = SafetensorsFile::open(formed.path()); fuzz::read(file))
        requireSameAfterWriting(*file);
    return 0;
}
