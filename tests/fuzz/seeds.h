// Small real files to begin with, as the program writes them: no photographs, no weights of a
// model.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace faceloom::fuzz {

// A whole file.
[[nodiscard]] std::string contentOf(const std::filesystem::path& path);

// One input of a target: FOLDER/TARGET/NAME.
class SeedFolder {
public:
    explicit SeedFolder(std::filesystem::path root) : root_(std::move(root)) {}
    void put(const std::string& target, const std::string& name, std::string_view bytes) const;
    void putFile(const std::string& target, const std::filesystem::path& file) const;
    // In the form that safetensorsFrom() takes, without its checksum: nothing that is changed would
    // pass. Without its data where that is long: what is not there is zeros to the reader.
    void putSafetensors(const std::string& target, const std::filesystem::path& file) const;

private:
    std::filesystem::path root_;
};

void writePictureSeeds(const SeedFolder& seeds);
void writeExplorerSeeds(const SeedFolder& seeds);
void writeTableSeeds(const SeedFolder& seeds);
void writeNetworkSeeds(const SeedFolder& seeds);  // in networks.cpp, with Torch
void writeCaffeSeeds(const SeedFolder& seeds);    // in caffe_seeds.cpp, with protobuf

}  // namespace faceloom::fuzz
