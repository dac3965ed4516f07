// Trains the age network and the attribute reader and writes them. Synchronous. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/reading/reader_options.h"

#include <cstddef>
#include <filesystem>
#include <stop_token>

namespace faceloom {

struct ReaderReport {
    std::size_t trained_on = 0;  // pictures
    std::size_t held_out = 0;    // left for evaluation, see heldOut
    std::size_t unlabelled = 0;  // skipped
};

// An age network on 64 × 64 faces named as UTKFace names them: writes deploy.prototxt and
// deploy.caffemodel into `folder`, which is created. Errors: those of trainFaceNetwork;
// WriteFailed.
[[nodiscard]] Result<ReaderReport> trainAgeNetwork(const PackedDataset& dataset,
                                                   const ReaderTrainOptions& options,
                                                   const std::filesystem::path& folder,
                                                   const std::stop_token& stop,
                                                   const ReaderObserver& observer);

// A reader of CelebA's forty attributes on 64 × 64 faces that carry them: writes a .safetensors
// file. Errors: those of trainFaceNetwork; InvalidArgument (a data set without CelebA's
// attributes); WriteFailed.
[[nodiscard]] Result<ReaderReport> trainAttributeReader(const PackedDataset& dataset,
                                                        const ReaderTrainOptions& options,
                                                        const std::filesystem::path& file,
                                                        const std::stop_token& stop,
                                                        const ReaderObserver& observer);

// Positions of the forty attributes among a data set's own, by name. Errors: InvalidArgument,
// naming one that is missing.
[[nodiscard]] Result<std::vector<std::size_t>> attributePositions(const PackedDataset& dataset);

}  // namespace faceloom
