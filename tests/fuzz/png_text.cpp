// The text that a PNG picture carries, as it is and with its checksums put right.
#include "core/base/png_text.h"

#include "core/latent/provenance.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

namespace {

void readTexts(const fuzz::InputFile& file) {
    (void)looksLikePng(file.path());
    for (const char* keyword : {kProvenanceKeyword, "Title"}) {
        const auto text = readPngText(file.path(), keyword);
        if (!fuzz::read(text) || !*text) continue;
        fuzz::require((*text)->size() <= kLongestPngText, "a text keeps to its bound");
        const auto chunk = pngTextChunk({keyword, **text});
        if (!chunk) continue;  // zero bytes, which an unpacked text may hold
        const std::string_view end("\0\0\0\0IEND\xAE\x42\x60\x82", 12);
        const fuzz::InputFile copy("\x89PNG\r\n\x1a\n" + *chunk + std::string(end));
        const auto again = readPngText(copy.path(), keyword);
        fuzz::require(again && *again == *text, "what is read can be written and read again");
    }
    (void)fuzz::read(readProvenance(file.path()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    readTexts(fuzz::InputFile(fuzz::Bytes(data, size)));
    readTexts(fuzz::InputFile(fuzz::withPngChecksums({data, size})));
    return 0;
}
