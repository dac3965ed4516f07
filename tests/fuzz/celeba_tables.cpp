// CelebA's attributes, landmarks and identities: each input is tried as all three.
#include "core/data/celeba_tables.h"

#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    if (const auto table = readAttributeTable(file.path()); fuzz::read(table)) {
        for (const auto& [name, values] : table->by_file) {
            fuzz::require(!name.empty(), "a row has a name");
            fuzz::require(values.size() == table->names.size(), "a value a column");
        }
        (void)table->indexOf("Smiling");
    }
    (void)fuzz::read(readLandmarkTable(file.path()));
    (void)fuzz::read(readIdentityTable(file.path()));
    return 0;
}
