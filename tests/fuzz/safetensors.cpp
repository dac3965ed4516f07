// Weights, checkpoints and packed pictures alike: the container itself.
#include "core/base/safetensors.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

// Everything in the file, as the writer is given it, in the order of the data.
std::vector<TensorView> viewsOf(const SafetensorsFile& file) {
    std::vector<TensorView> views;
    for (const auto& [name, entry] : file.tensors())
        views.push_back({name, entry.dtype, entry.shape, file.bytes(name)});
    return views;
}

void requireSameAfterWriting(const SafetensorsFile& file) {
    const auto views = viewsOf(file);
    std::string written = safetensorsHeader(views, file.metadata());
    for (const TensorView& view : views)
        written.append(reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size());
    const fuzz::InputFile copy{std::string_view(written)};
    const auto again = SafetensorsFile::open(copy.path());
    fuzz::require(again.has_value(), "what is read can be written and read again");
    fuzz::require(again->metadata() == file.metadata(), "metadata stay as they are");
    fuzz::require(again->tensors().size() == views.size(), "no tensor is lost");
    for (const TensorView& view : views) {
        fuzz::require(again->expect(view.name, view.dtype, view.shape).has_value(),
                      "types and shapes stay as they are");
        fuzz::require(std::ranges::equal(again->bytes(view.name), view.bytes),
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
