#include "core/imaging/caffe_pair.h"

#include "core/base/regular_file.h"
#include "core/imaging/caffe_subset.pb.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
namespace pb = google::protobuf;

constexpr std::size_t kLargestText = 1 << 20;  // bytes; descriptions have a few thousand
constexpr std::size_t kLargestBinary = std::size_t{1} << 30;  // bytes; VGG-16 has half of it
constexpr int kDeepest = 32;  // messages in one another; Caffe's own are four deep
constexpr int kMostLayers = 1000;
constexpr std::int64_t kMostOutputs = 65536;  // of a layer
constexpr std::int64_t kLargestSide = 1024;   // of a kernel, a stride, a border
constexpr int kMostDimensions = 5;
// What age networks and MTCNN are made of.
constexpr std::array<std::string_view, 19> kKinds = {
    "Input",   "Convolution", "ReLU",    "PReLU",     "ELU",         "Sigmoid", "TanH",
    "Pooling", "LRN",         "Dropout", "BatchNorm", "Scale",       "Concat",  "Eltwise",
    "Split",   "Flatten",     "Softmax", "Data",      "InnerProduct"};

// Remembers the first complaint instead of printing them all.
class FirstError : public pb::io::ErrorCollector {
public:
    void AddError(int line, int column, const std::string& message) override {
        if (text.empty())
            text = fmt::format("line {}, column {}: {}", line + 1, column + 1, message);
    }
    void AddWarning(int, int, const std::string&) override {}
    std::string text;
};

bool within(std::int64_t least, std::int64_t value, std::int64_t most) {
    return value >= least && value <= most;
}

template <class Numbers>
bool allWithin(std::int64_t least, const Numbers& numbers, std::int64_t most) {
    return numbers.size() <= 3 && std::ranges::all_of(numbers, [=](std::int64_t number) {
               return within(least, number, most);
           });
}

// A field that is not there is sound: Caffe's own defaults are, or OpenCV misses it.
template <class Parameter>
bool windowIsSound(const Parameter& window) {
    return (!window.has_kernel_h() || within(1, window.kernel_h(), kLargestSide)) &&
           (!window.has_kernel_w() || within(1, window.kernel_w(), kLargestSide)) &&
           (!window.has_stride_h() || within(1, window.stride_h(), kLargestSide)) &&
           (!window.has_stride_w() || within(1, window.stride_w(), kLargestSide)) &&
           within(0, window.pad_h(), kLargestSide) && within(0, window.pad_w(), kLargestSide);
}

bool isSound(const caffe::ConvolutionParameter& convolution) {
    return within(1, convolution.num_output(), kMostOutputs) && windowIsSound(convolution) &&
           allWithin(1, convolution.kernel_size(), kLargestSide) &&
           allWithin(1, convolution.stride(), kLargestSide) &&
           allWithin(0, convolution.pad(), kLargestSide) &&
           allWithin(1, convolution.dilation(), kLargestSide) &&
           (!convolution.has_group() || within(1, convolution.group(), kMostOutputs));
}

bool isSound(const caffe::PoolingParameter& pooling) {
    return windowIsSound(pooling) && within(0, pooling.pad(), kLargestSide) &&
           (!pooling.has_kernel_size() || within(1, pooling.kernel_size(), kLargestSide)) &&
           (!pooling.has_stride() || within(1, pooling.stride(), kLargestSide));
}

// Of a layer of either of Caffe's ways to write one.
template <class Layer>
bool parametersAreSound(const Layer& layer) {
    if (layer.has_convolution_param() && !isSound(layer.convolution_param())) return false;
    if (layer.has_pooling_param() && !isSound(layer.pooling_param())) return false;
    if (layer.has_inner_product_param() &&
        !within(1, layer.inner_product_param().num_output(), kMostOutputs)) {
        return false;
    }
    return !layer.has_lrn_param() || !layer.lrn_param().has_local_size() ||
           within(1, layer.lrn_param().local_size(), kLargestSide);
}

bool isKnown(const caffe::LayerParameter& layer) {
    return std::ranges::find(kKinds, layer.type()) != kKinds.end();
}

bool isKnown(const caffe::V1LayerParameter& layer) {
    return layer.type() != caffe::V1LayerParameter::NONE;
}

// As many numbers as the shape says; a shape of no numbers is none.
bool isSound(const caffe::BlobProto& blob) {
    std::vector<std::int64_t> shape(blob.shape().dim().begin(), blob.shape().dim().end());
    if (!blob.has_shape() && (blob.has_num() || blob.has_channels() || blob.has_height()))
        shape = {blob.num(), blob.channels(), blob.height(), blob.width()};
    if (shape.size() > kMostDimensions) return false;
    std::int64_t numbers = 1;
    for (const std::int64_t side : shape) {
        if (side < 1 || __builtin_mul_overflow(numbers, side, &numbers)) return false;
    }
    if (blob.data_size() > 0) return numbers == blob.data_size();
    const auto bytes = static_cast<std::int64_t>(blob.raw_data().size());
    return numbers <= bytes && (bytes == 2 * numbers || bytes == 4 * numbers);
}

template <class Layers>
Status checkDescribed(const fs::path& path, const Layers& layers) {
    for (const auto& layer : layers) {
        if (!isKnown(layer)) {
            return fail(ErrorCode::BrokenFile, "{}: layer '{}' is of a kind that is not supported",
                        path.string(), layer.name().substr(0, 80));
        }
        if (!parametersAreSound(layer)) {
            return fail(ErrorCode::BrokenFile, "{}: layer '{}' has a size that makes no sense",
                        path.string(), layer.name().substr(0, 80));
        }
    }
    return {};
}

template <class Layers>
Status checkWeights(const fs::path& path, const Layers& layers) {
    for (const auto& layer : layers) {
        for (const caffe::BlobProto& blob : layer.blobs()) {
            if (isSound(blob)) continue;
            return fail(ErrorCode::BrokenFile,
                        "{}: the weights of layer '{}' are not as many as their shape says",
                        path.string(), layer.name().substr(0, 80));
        }
    }
    return {};
}

}  // namespace

Status readCaffeText(const fs::path& path, pb::Message& message) {
    const auto file = readRegularFile(path, kLargestText);
    if (!file) return passOn(file);
    FirstError error;
    pb::TextFormat::Parser parser;
    parser.AllowUnknownField(true);
    parser.SetRecursionLimit(kDeepest);
    parser.RecordErrorsTo(&error);
    pb::io::ArrayInputStream text(file->data(), static_cast<int>(file->size()));
    if (parser.Parse(&text, &message)) return {};
    return fail(ErrorCode::BrokenFile, "{}: not a Caffe network description ({})", path.string(),
                error.text);
}

Status readCaffeBinary(const fs::path& path, pb::Message& message) {
    const auto file = readRegularFile(path, kLargestBinary);
    if (!file) return passOn(file);
    if (message.ParseFromString(*file)) return {};
    return fail(ErrorCode::BrokenFile, "{}: not a file of Caffe's", path.string());
}

Status checkCaffePair(const fs::path& prototxt, const fs::path& caffemodel) {
    caffe::NetParameter description;
    if (auto status = readCaffeText(prototxt, description); !status) return status;
    if (description.layer_size() + description.layers_size() > kMostLayers) {
        return fail(ErrorCode::BrokenFile, "{}: more than {} layers", prototxt.string(),
                    kMostLayers);
    }
    if (auto status = checkDescribed(prototxt, description.layer()); !status) return status;
    if (auto status = checkDescribed(prototxt, description.layers()); !status) return status;
    caffe::NetParameter weights;
    if (auto status = readCaffeBinary(caffemodel, weights); !status) return status;
    if (auto status = checkWeights(caffemodel, weights.layer()); !status) return status;
    return checkWeights(caffemodel, weights.layers());
}

}  // namespace faceloom
