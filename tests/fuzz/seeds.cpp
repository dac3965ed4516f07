#include "tests/fuzz/seeds.h"

#include "core/base/checked_safetensors.h"
#include "tests/core/safetensors_content.h"
#include "tests/fuzz/input_file.h"

#include <fstream>
#include <iterator>

namespace faceloom::fuzz {

namespace fs = std::filesystem;

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    require(file.good(), "a seed that was written is there");
    return {std::istreambuf_iterator<char>(file), {}};
}

void SeedFolder::put(const std::string& target, const std::string& name,
                     std::string_view bytes) const {
    fs::create_directories(root_ / target);
    std::ofstream file(root_ / target / name, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    require(file.good(), "a seed can be written");
}

void SeedFolder::putFile(const std::string& target, const fs::path& file) const {
    put(target, file.filename().string(), contentOf(file));
}

void SeedFolder::putSafetensors(const std::string& target, const fs::path& file) const {
    constexpr std::size_t kLongData = 65536;  // bytes
    const auto opened = SafetensorsFile::open(file);
    require(opened.has_value(), "a seed that was written can be read");
    SafetensorsContent content(*opened);
    content.metadata.erase(kChecksumKey);
    std::string data;
    for (const auto& bytes : content.data)
        data.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::string input = safetensorsHeader(content.views, content.metadata).substr(8) + '\n';
    if (data.size() <= kLongData) input += data;
    put(target, file.stem().string(), input);
}

}  // namespace faceloom::fuzz
