// What is to be known of a model: its section of the README.md beside it. Thread-safe: no shared
// state.
#pragma once

#include "core/gan/model_info.h"

#include <string>
#include <string_view>

namespace faceloom {

// The part of a Markdown text under the heading "## NAME" (NAME may be in backquotes), to the next
// heading of its level; empty if there is none.
[[nodiscard]] std::string sectionOf(std::string_view markdown, std::string_view name);

// The model's section in the README.md of its folder, Markdown; empty if there is none or it cannot
// be read.
[[nodiscard]] std::string cardSection(const ModelInfo& info);

// The model's card, Markdown: what its file says of itself, escaped so that it is shown as it is
// written, then its section in the README.md of its folder, if there is one, as it is: it may name
// files and addresses, which whoever lays it out must not open. Never fails: a README that cannot
// be read is left out.
[[nodiscard]] std::string modelCard(const ModelInfo& info);

}  // namespace faceloom
