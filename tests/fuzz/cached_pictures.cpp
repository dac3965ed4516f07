// What the cache keeps beside a folder's packed pictures.
#include "core/imaging/prepare_notes.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    const std::string fingerprint = "f1";
    const auto notes = readPrepareNotes(file.path(), fingerprint);
    if (!notes) return 0;
    const auto copy = fuzz::scratchFolder() / "notes.json";
    fuzz::require(writePrepareNotes(copy, fingerprint, *notes).has_value(),
                  "what is read can be written");
    const auto again = readPrepareNotes(copy, fingerprint);
    fuzz::require(again && again->warnings == notes->warnings &&
                      again->skipped.size() == notes->skipped.size(),
                  "what is written can be read again");
    return 0;
}
