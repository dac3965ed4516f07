#include "tests/fuzz/input_file.h"

#include "core/base/safetensors_header.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

namespace faceloom::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostGrown = std::uint64_t{8}
                                     << 20;  // bytes; the largest network read here has 5 million
constexpr std::size_t kLengthBytes = 8;

struct ScratchFolder {
    fs::path path;
    ScratchFolder() {
        std::string name = (fs::temp_directory_path() / "faceloom-fuzz-XXXXXX").string();
        require(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
        path = name;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

// Where the data ends that the header claims; 0 where it cannot be read.
std::uint64_t claimedData(std::string_view header) {
    const auto parsed = parseSafetensorsHeader(header);
    std::uint64_t end = 0;
    if (parsed) {
        for (const auto& [name, entry] : parsed->tensors)
            end = std::max(end, entry.end);
    }
    return end;
}

std::string lengthField(std::uint64_t length) {
    std::string field;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        field += static_cast<char>(length >> (8 * i) & 0xffU);
    return field;
}

}  // namespace

std::string_view textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

InputFile::InputFile(Bytes bytes) : InputFile(textOf(bytes)) {}

InputFile::InputFile(std::string_view text, std::uint64_t least_size)
    : descriptor_(memfd_create("input", MFD_CLOEXEC)),
      path_("/proc/self/fd/" + std::to_string(descriptor_)) {
    require(descriptor_ >= 0, "a file in memory can be made");
    const bool grown = least_size > text.size() && least_size <= kMostGrown;
    while (!text.empty()) {
        const auto written = ::write(descriptor_, text.data(), text.size());
        require(written > 0, "a file in memory can be written");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!grown) return;
    require(::ftruncate(descriptor_, static_cast<off_t>(least_size)) == 0,
            "a file in memory can grow");
}

InputFile::~InputFile() {
    ::close(descriptor_);
}

const fs::path& scratchFolder() {
    static const ScratchFolder folder;
    return folder.path;
}

void placeInScratch(const std::string& name, const InputFile& file) {
    const fs::path link = scratchFolder() / name;
    fs::remove(link);
    fs::create_symlink(file.path(), link);
}

InputFile safetensorsFrom(Bytes bytes) {
    const std::string_view text = textOf(bytes);
    const std::string_view header = text.substr(0, text.find('\n'));
    std::string file = lengthField(header.size());
    file += header;
    if (header.size() < text.size()) file += text.substr(header.size() + 1);
    return InputFile(file, kLengthBytes + header.size() + claimedData(header));
}

std::string withPngChecksums(Bytes bytes) {
    constexpr std::size_t kSignature = 8, kFrame = 12;
    std::string file(textOf(bytes));
    for (std::size_t at = kSignature; at + kFrame <= file.size();) {
        const auto byte = [&file, at](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(file[at + i]));
        };
        const std::size_t length = byte(0) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3);
        if (length > file.size() - at - kFrame) break;
        const auto sum =
            crc32_z(0, reinterpret_cast<const Bytef*>(file.data() + at + 4), length + 4);
        for (unsigned i = 0; i < 4; ++i)
            file[at + 8 + length + i] = static_cast<char>(sum >> (24 - 8 * i) & 0xffU);
        at += length + kFrame;
    }
    return file;
}

void require(bool kept, const char* promise) {
    if (kept) return;
    std::fprintf(stderr, "Broken promise: %s\n", promise);
    std::abort();
}

void requireSound(const Error& error) {
    static const bool said = std::getenv("FACELOOM_FUZZ_SAY") != nullptr;
    if (said) std::fprintf(stderr, "Refused: %s\n", error.message.c_str());
    require(!error.message.empty(), "a refusal says what is wrong");
    require(error.code != ErrorCode::Internal, "what is wrong with a file is foreseen");
}

}  // namespace faceloom::fuzz
