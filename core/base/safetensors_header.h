// Private to the safetensors reader: its JSON header, checked as it is read. Thread-safe: no shared
// state.
#pragma once

#include "core/base/safetensors.h"

#include <map>
#include <string>
#include <string_view>

namespace faceloom {

struct SafetensorsHeader {
    std::map<std::string, TensorEntry> tensors;
    Metadata metadata;
};

// Fails unless the text is one object of the format's form: known keys and types, no key twice,
// nothing nested deeper than the format does. Offsets are not compared with each other or with the
// file here. Errors: BrokenFile, worded to follow "PATH: ".
[[nodiscard]] Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json);

}  // namespace faceloom
