// What is measured of a sweep's run: all that measures.csv holds of a checkpoint, and how sharp its
// faces are. No Torch header.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/evaluation/real_faces.h"
#include "core/train/run_measures.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <stop_token>

namespace faceloom {

// Measures against the pictures that training held out, which are looked at once. Not thread-safe.
class TrialMeasuring {
public:
    TrialMeasuring(std::size_t hold_out, std::size_t faces) : hold_out_(hold_out), faces_(faces) {}

    // Of a checkpoint: measureCheckpoint's columns, the kernel distance among them, and kSharpness,
    // the mean of its faces over that of the pictures held out. Always of the same latents. Errors:
    // InvalidArgument (too few pictures held out), Cancelled, those of measureCheckpoint and of the
    // reader.
    [[nodiscard]] Result<RunMeasure> measure(const std::filesystem::path& checkpoint,
                                             const PackedDataset& dataset,
                                             const std::stop_token& stop);

private:
    struct Compared {
        RealFaces faces;
        double sharpness = 0;  // mean over the pictures held out
    };
    [[nodiscard]] Result<const Compared*> realFaces(const PackedDataset& dataset,
                                                    const std::stop_token& stop);

    std::size_t hold_out_;
    std::size_t faces_;
    std::map<std::filesystem::path, Compared> real_;  // by the pictures' file
};

}  // namespace faceloom
