// What of Caffe's files is read apart from OpenCV's dnn. Internal to reading: includes protobuf.
#pragma once

#include "core/base/result.h"
#include "core/imaging/caffe_subset.pb.h"

#include <filesystem>
#include <vector>

namespace faceloom {

// Pixels a side of the square three-channel input that a .prototxt describes, in whichever of
// Caffe's three ways. Errors: NotFound; BrokenFile (not a network description, no input, not square
// or not of three channels, more than 4096 pixels).
[[nodiscard]] Result<int> readInputSize(const std::filesystem::path& prototxt);

// A mean picture as Caffe's tools write it.
struct CaffeMean {
    int side = 0;
    std::vector<float> bgr;  // 3 × side × side, planes B G R
};
// Errors: NotFound; BrokenFile (not a blob, not three square planes).
[[nodiscard]] Result<CaffeMean> readCaffeMean(const std::filesystem::path& binaryproto);

// Writes a network as Caffe's pair: its layers without their blobs as text, with them in binary.
// Errors: WriteFailed.
[[nodiscard]] Status writeCaffePair(const caffe::NetParameter& network,
                                    const std::filesystem::path& prototxt,
                                    const std::filesystem::path& caffemodel);

}  // namespace faceloom
