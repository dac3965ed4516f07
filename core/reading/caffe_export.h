// A FaceNetwork as Caffe's pair. Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/reading/face_network.h"

#include <filesystem>
#include <string>

namespace faceloom {

// The first `outputs` of the network, with softmax, for input as AgeNet takes it: BGR in 0..255,
// the three means subtracted. Batch norm is worked into the convolutions. Errors: WriteFailed.
[[nodiscard]] Status writeAsCaffePair(const FaceNetwork& network, std::int64_t outputs,
                                      const std::string& name,
                                      const std::filesystem::path& prototxt,
                                      const std::filesystem::path& caffemodel);

}  // namespace faceloom
