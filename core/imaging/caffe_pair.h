// Caffe's pair of files, looked over before OpenCV's dnn is given it: what is odd there ends in a
// division by zero or in gigabytes. Treats its input as hostile. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace google::protobuf {
class Message;
}

namespace faceloom {

// Both are messages in Caffe's protocol (caffe_subset.proto); fields that it lacks are passed over.
// Errors: NotFound; BrokenFile (not one, too large, nested without end).
[[nodiscard]] Status readCaffeText(const std::filesystem::path& path,
                                   google::protobuf::Message& message);
[[nodiscard]] Status readCaffeBinary(const std::filesystem::path& path,
                                     google::protobuf::Message& message);

// Whether the description has layers of known kinds alone, with sizes, strides and groups that make
// sense, and the weights as many numbers as their shapes say. Whether the two fit each other is
// OpenCV's to say. Errors: those above; BrokenFile, naming the layer.
[[nodiscard]] Status checkCaffePair(const std::filesystem::path& prototxt,
                                    const std::filesystem::path& caffemodel);

}  // namespace faceloom
