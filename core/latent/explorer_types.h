// What sessions and pictures' provenance hold of the explorer. Standard-library types only.
// Thread-safe: no shared state.
#pragma once

#include "core/latent/latent_ops.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

inline constexpr int kLargestLatentSize = 65536;        // numbers
inline constexpr std::size_t kMostStoredFaces = 10000;  // of one list
inline constexpr std::size_t kLongestLabel = 1000;      // bytes

// Which model latents belong to.
struct ModelReference {
    std::string sha256;  // of the file, lower-case hexadecimal
    std::string path;    // where it was; may be empty, may have moved
    int latent_size = 0;
    bool operator==(const ModelReference&) const = default;
};

// A face that a seed gives.
struct SeedFace {
    std::uint64_t seed = 0;
    int number = 0;         // from 1
    double truncation = 1;  // of the grid, 0..1
    bool operator==(const SeedFace&) const = default;
};

struct LabelledLatent {
    std::string label;  // "face 7", "result 3"
    Latent latent;
    std::optional<SeedFace> grid = {};  // where it is from, if from a grid
    bool operator==(const LabelledLatent&) const = default;
};

// What a set is meant to hold.
struct ExpectedLook {
    bool smiling = false;
    bool male = false;
    bool operator==(const ExpectedLook&) const = default;
};

struct LatentSet {
    std::string letter;  // its name in formulas
    std::string name;
    int look = 0;  // number of its colour
    std::optional<ExpectedLook> expected = {};
    std::vector<LabelledLatent> members;
    bool operator==(const LatentSet&) const = default;
};

// The sets and what is made of them.
struct SetArithmetic {
    std::vector<LatentSet> sets;
    std::string formula;        // over the sets' letters; empty where it cannot be read yet
    std::string draft = {};     // what was typed of a formula that cannot be read yet
    bool renormalized = false;  // the result is brought to the typical norm
    bool operator==(const SetArithmetic&) const = default;
};

}  // namespace faceloom
