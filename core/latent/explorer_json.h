// The parts that sessions and provenance have in common, as JSON. Internal to core. Thread-safe: no
// shared state.
#pragma once

#include "core/latent/explorer_types.h"
#include "core/latent/json_node.h"
#include "core/latent/latent_path.h"

namespace faceloom {

[[nodiscard]] Json jsonOf(const ModelReference& model);
[[nodiscard]] ModelReference modelFrom(const JsonNode& node);

// The key "truncation" of a grid; without it there was none, which is 1.
void putTruncation(Json& object, double truncation);
[[nodiscard]] double truncationFrom(const JsonNode& object);

[[nodiscard]] Json jsonOf(const std::vector<LabelledLatent>& faces);
[[nodiscard]] std::vector<LabelledLatent> facesFrom(const JsonNode& node, int latent_size);

// The keys "sets", "formula", "draft" and "renormalized" of the object.
void putArithmetic(Json& object, const SetArithmetic& arithmetic);
// Letters are names for formulas and differ; the formula, where there is one, can be read.
[[nodiscard]] SetArithmetic arithmeticFrom(const JsonNode& object, int latent_size);

[[nodiscard]] Json jsonOf(const LatentPath& path);
[[nodiscard]] LatentPath pathFrom(const JsonNode& node, int latent_size);

// As a file's or chunk's text. Text that is not UTF-8 loses what cannot be read.
[[nodiscard]] std::string textOf(const Json& json, bool indented);

}  // namespace faceloom
