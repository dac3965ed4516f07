#include "core/reading/caffe_files.h"

#include "core/base/atomic_file.h"
#include "core/imaging/caffe_pair.h"

#include <google/protobuf/text_format.h>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargestSide = 4096;

std::vector<std::int64_t> inputShapeOf(const caffe::NetParameter& network) {
    if (network.input_dim_size() > 0) {
        return {network.input_dim().begin(), network.input_dim().end()};
    }
    if (network.input_shape_size() > 0) {
        const auto& shape = network.input_shape(0).dim();
        return {shape.begin(), shape.end()};
    }
    for (const caffe::LayerParameter& layer : network.layer()) {
        if (layer.type() != "Input" || layer.input_param().shape_size() == 0) continue;
        const auto& shape = layer.input_param().shape(0).dim();
        return {shape.begin(), shape.end()};
    }
    return {};
}

}  // namespace

Result<int> readInputSize(const fs::path& prototxt) {
    caffe::NetParameter network;
    if (auto status = readCaffeText(prototxt, network); !status) return passOn(status);
    const auto shape = inputShapeOf(network);
    if (shape.size() != 4 || shape[1] != 3 || shape[2] != shape[3] || shape[2] < 1 ||
        shape[2] > kLargestSide) {
        return fail(
            ErrorCode::BrokenFile, "{}: its input, {}, is no square picture of three channels",
            prototxt.string(),
            shape.empty() ? std::string("none") : fmt::format("{}", fmt::join(shape, " × ")));
    }
    return static_cast<int>(shape[2]);
}

Result<CaffeMean> readCaffeMean(const fs::path& binaryproto) {
    caffe::BlobProto blob;
    if (auto status = readCaffeBinary(binaryproto, blob); !status) {
        return fail(status.error().code, "{}; a mean picture is needed", status.error().message);
    }
    std::vector<std::int64_t> shape = {blob.channels(), blob.height(), blob.width()};
    if (blob.shape().dim_size() >= 3)
        shape.assign(blob.shape().dim().end() - 3, blob.shape().dim().end());
    const bool sound = shape[0] == 3 && shape[1] == shape[2] && shape[1] >= 1 &&
                       shape[1] <= kLargestSide && blob.data_size() == 3 * shape[1] * shape[2];
    if (!sound) {
        return fail(ErrorCode::BrokenFile,
                    "{}: not a square mean picture of three channels ({}, {} numbers)",
                    binaryproto.string(), fmt::join(shape, " × "), blob.data_size());
    }
    return CaffeMean{static_cast<int>(shape[1]), {blob.data().begin(), blob.data().end()}};
}

Status writeCaffePair(const caffe::NetParameter& network, const fs::path& prototxt,
                      const fs::path& caffemodel) {
    caffe::NetParameter described = network;
    for (caffe::LayerParameter& layer : *described.mutable_layer())
        layer.clear_blobs();
    std::string text;
    google::protobuf::TextFormat::PrintToString(described, &text);
    if (auto status = writeTextAtomically(prototxt, text); !status) return status;
    return writeTextAtomically(caffemodel, network.SerializeAsString());
}

}  // namespace faceloom
