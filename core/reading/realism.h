// How near a generator's faces are to real ones, and whose it does worse: in the features of the
// attribute reader, by what the reader takes the faces for. Standard-library types only.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/latent/latent_studio.h"
#include "core/metrics/kernel_distance.h"
#include "core/reading/attribute_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

struct GroupRealism {
    std::string group;  // "all", "women", "men", "young", "not young", as the reader sees them
    std::size_t real = 0;
    std::size_t generated = 0;
    // Of the generated to the real; nothing where there are fewer than 20 of either.
    std::optional<KernelDistance> distance;
    // Between two halves of the real ones, which nothing generated can be expected to beat.
    std::optional<KernelDistance> floor;
};

// `count` pictures of the data set, spread evenly over it, against as many faces of the seed.
// Errors: InvalidArgument (fewer than 40 pictures), Cancelled, those of the studio and the reader.
[[nodiscard]] Result<std::vector<GroupRealism>> measureRealism(
    const LatentStudio& studio, const AttributeReader& reader, const PackedDataset& dataset,
    std::size_t count, const GridSeed& seed, const std::stop_token& stop);

}  // namespace faceloom
