// The readers of files that end in a network, behind a header without Torch: one slow file instead
// of five.
#pragma once

#include <filesystem>

namespace faceloom::fuzz {

void readAsGenerator(const std::filesystem::path& path);
void readAsCheckpoint(const std::filesystem::path& path);
void readAsAttributeReader(const std::filesystem::path& path);
void readAsEncoder(const std::filesystem::path& path);
void readAsLikenessTable(const std::filesystem::path& path);

}  // namespace faceloom::fuzz
