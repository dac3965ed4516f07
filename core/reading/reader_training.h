// Trains a FaceNetwork on labelled faces. Synchronous; knows no threads. Internal to core: includes
// Torch.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/reading/face_network.h"
#include "core/reading/reader_options.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include <torch/torch.h>

namespace faceloom {

// What is to be learnt. The loss is given logits [N, outputs] and the positions in the data set of
// the N pictures.
struct ReaderTask {
    int outputs = 0;
    std::vector<std::size_t> training;  // positions in the data set
    std::function<at::Tensor(const at::Tensor& logits, const std::vector<std::size_t>& positions)>
        loss;
};

// AdamW (Loshchilov and Hutter 2019) under one cycle of the learning rate (Smith and Topin 2019),
// on jittered pictures; the result is a running average of the weights, in evaluation mode, on the
// CPU. Errors: InvalidArgument (options out of range, pictures that are not 64 × 64, fewer of them
// than a batch), BrokenFile (a picture that can no longer be read), Unavailable (bf16 where there
// is none), NonFinite (with the step), Cancelled.
[[nodiscard]] Result<FaceNetwork> trainFaceNetwork(const PackedDataset& dataset,
                                                   const ReaderTask& task,
                                                   const ReaderTrainOptions& options,
                                                   const std::stop_token& stop,
                                                   const ReaderObserver& observer);

}  // namespace faceloom
