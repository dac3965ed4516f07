#include "core/reading/caffe_files.h"

#include "core/base/atomic_file.h"

#include <fstream>
#include <limits>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/text_format.h>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargestSide = 4096;
constexpr std::uintmax_t kLargestText = 1 << 20;    // bytes; descriptions have a few thousand
constexpr std::uintmax_t kLargestMean = 256 << 20;  // bytes

// Remembers the first complaint instead of printing them all.
class FirstError : public google::protobuf::io::ErrorCollector {
public:
    void AddError(int line, int column, const std::string& message) override {
        if (text.empty())
            text = fmt::format("line {}, column {}: {}", line + 1, column + 1, message);
    }
    void AddWarning(int, int, const std::string&) override {}
    std::string text;
};

Result<std::string> readWhole(const fs::path& path, std::uintmax_t most) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return fail(ErrorCode::NotFound, "{}: no such file", path.string());
    if (size > most) {
        return fail(ErrorCode::BrokenFile, "{}: {} bytes are more than such a file has",
                    path.string(), size);
    }
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (file.read(text.data(), static_cast<std::streamsize>(size))) return text;
    return fail(ErrorCode::NotFound, "{}: cannot be read", path.string());
}

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
    const auto text = readWhole(prototxt, kLargestText);
    if (!text) return passOn(text);
    caffe::NetParameter network;
    FirstError error;
    google::protobuf::TextFormat::Parser parser;
    parser.AllowUnknownField(true);
    parser.RecordErrorsTo(&error);
    if (!parser.ParseFromString(*text, &network)) {
        return fail(ErrorCode::BrokenFile, "{}: not a Caffe network description ({})",
                    prototxt.string(), error.text);
    }
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
    const auto bytes = readWhole(binaryproto, kLargestMean);
    if (!bytes) return passOn(bytes);
    caffe::BlobProto blob;
    if (!blob.ParseFromString(*bytes)) {
        return fail(ErrorCode::BrokenFile, "{}: not a Caffe mean picture", binaryproto.string());
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
