// Latents of other programs, from .npy and .csv.
#include "core/latent/latent_table.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

using Reader = Result<LatentTable> (*)(const std::filesystem::path&);
using Writer = Status (*)(const std::filesystem::path&, const LatentTable&);

void readAndWrite(const fuzz::InputFile& file, Reader readFrom, Writer writeTo,
                  bool labels_are_kept) {
    const auto table = readFrom(file.path());
    if (!fuzz::read(table)) return;
    const auto path = fuzz::scratchFolder() / "latents";
    fuzz::require(writeTo(path, *table).has_value(), "what is read can be written");
    const auto again = readFrom(path);
    fuzz::require(again && again->size() == table->size(), "what is written can be read again");
    for (std::size_t i = 0; i < table->size(); ++i) {
        fuzz::require((*again)[i].latent == (*table)[i].latent, "numbers stay as they are");
        if (labels_are_kept && (*table)[i].label.find('\r') == std::string::npos)
            fuzz::require((*again)[i].label == (*table)[i].label, "names stay as they are");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    readAndWrite(file, readLatentsNpy, writeLatentsNpy, false);
    readAndWrite(file, readLatentsCsv, writeLatentsCsv, true);
    return 0;
}
