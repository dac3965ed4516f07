// Which real pictures a training step sees. Internal to core: includes Torch.
#pragma once

#include "core/data/packed_dataset.h"
#include "core/gan/network_options.h"

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace faceloom {

// An endless stream: one random permutation of the pictures after another, cut into batches of one
// size, so that every batch is full and every picture is seen once an epoch. What step s sees
// depends on the seed and s alone: resuming needs no state. Not thread-safe.
class BatchSource {
public:
    // `hold_out` pictures are never seen: see hold_out.h.
    BatchSource(PackedDataset dataset, int batch, std::uint64_t seed, bool mirror,
                OutputActivation output, int hold_out = 0);

    // The pictures of a step (counted from 0): [batch, 3, S, S] float32 in 0..1, or −1..1 for tanh.
    // Errors: BrokenFile (a picture can no longer be read).
    [[nodiscard]] Result<at::Tensor> batchOf(std::int64_t step);
    // The same in parts, for who keeps a GPU busy: which are mirrored ([batch] bool), the bytes
    // ([batch, 3, S, S] uint8, into `target`), and both made ready for the networks on any device.
    [[nodiscard]] at::Tensor mirroredOf(std::int64_t step) const;
    [[nodiscard]] Status copyBytesOf(std::int64_t step, const at::Tensor& target);
    [[nodiscard]] at::Tensor toInput(const at::Tensor& bytes, const at::Tensor& mirrored) const;
    // Positions in the data set of a step's pictures.
    [[nodiscard]] std::vector<std::size_t> indicesOf(std::int64_t step);
    // For whatever else a step draws at random.
    [[nodiscard]] std::uint64_t seedOf(std::int64_t step) const;
    [[nodiscard]] std::int64_t batch() const { return batch_; }
    [[nodiscard]] const PackedDataset& dataset() const { return dataset_; }
    [[nodiscard]] std::int64_t pictures() const {  // that an epoch shows
        return static_cast<std::int64_t>(training_.size());
    }
    // The pass over the data, counted from 0, in which a step begins.
    [[nodiscard]] std::int64_t epochOf(std::int64_t step) const;
    // Steps until `epochs` passes are complete.
    [[nodiscard]] std::int64_t stepsFor(std::int64_t epochs) const;

private:
    void shuffleFor(std::int64_t epoch);

    PackedDataset dataset_;
    std::vector<std::uint32_t> training_;  // positions in the data set
    std::int64_t batch_;
    std::uint64_t seed_;
    bool mirror_;
    OutputActivation output_;
    std::int64_t shuffled_epoch_ = -1;
    std::vector<std::uint32_t> order_;
};

}  // namespace faceloom
