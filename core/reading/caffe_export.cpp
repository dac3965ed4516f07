#include "core/reading/caffe_export.h"

#include "core/reading/caffe_files.h"

namespace faceloom {

namespace {

void setBlob(caffe::BlobProto& blob, const at::Tensor& tensor) {
    const at::Tensor data = tensor.to(at::kFloat).contiguous();
    for (const std::int64_t size : data.sizes())
        blob.mutable_shape()->add_dim(size);
    const float* numbers = data.data_ptr<float>();
    blob.mutable_data()->Add(numbers, numbers + data.numel());
}

// Adds layers one on the other, each from the one before to a blob of its own name.
class Stack {
public:
    explicit Stack(const std::string& name) {
        network_.set_name(name);
        network_.add_input(top_);
        for (const int size : {1, 3, kReadSide, kReadSide})
            network_.add_input_dim(size);
    }

    caffe::LayerParameter& add(const std::string& name, const std::string& type) {
        caffe::LayerParameter& layer = *network_.add_layer();
        layer.set_name(name);
        layer.set_type(type);
        layer.add_bottom(top_);
        layer.add_top(name);
        top_ = name;
        return layer;
    }

    void addConvolution(const std::string& number, const FaceNetworkImpl::FoldedLayer& folded) {
        caffe::LayerParameter& layer = add("conv" + number, "Convolution");
        auto& parameter = *layer.mutable_convolution_param();
        parameter.set_num_output(static_cast<unsigned>(folded.weight.size(0)));
        parameter.add_kernel_size(3);
        parameter.add_pad(1);
        parameter.add_stride(1);
        setBlob(*layer.add_blobs(), folded.weight);
        setBlob(*layer.add_blobs(), folded.bias);
        add("relu" + number, "ReLU");
        if (!folded.pooled) return;
        auto& pool = *add("pool" + number, "Pooling").mutable_pooling_param();
        pool.set_pool(caffe::PoolingParameter::MAX);
        pool.set_kernel_size(2);
        pool.set_stride(2);
    }

    [[nodiscard]] const caffe::NetParameter& network() const { return network_; }

private:
    caffe::NetParameter network_;
    std::string top_ = "data";
};

}  // namespace

Status writeAsCaffePair(const FaceNetwork& network, std::int64_t outputs, const std::string& name,
                        const std::filesystem::path& prototxt,
                        const std::filesystem::path& caffemodel) {
    const torch::NoGradGuard no_grad;
    Stack stack(name);
    auto layers = network->foldedLayers();
    // Ours are RGB, and contrast is part of the input; there both are the weights' business.
    layers.front().weight = layers.front().weight.flip(1) / FaceNetworkImpl::kContrast;
    for (std::size_t i = 0; i < layers.size(); ++i)
        stack.addConvolution(std::to_string(i + 1), layers[i]);
    auto& mean = *stack.add("mean", "Pooling").mutable_pooling_param();
    mean.set_pool(caffe::PoolingParameter::AVE);
    mean.set_global_pooling(true);
    caffe::LayerParameter& dense = stack.add("fc8", "InnerProduct");
    dense.mutable_inner_product_param()->set_num_output(static_cast<unsigned>(outputs));
    setBlob(*dense.add_blobs(), network->dense()->weight.narrow(0, 0, outputs));
    setBlob(*dense.add_blobs(), network->dense()->bias.narrow(0, 0, outputs));
    stack.add("prob", "Softmax");
    return writeCaffePair(stack.network(), prototxt, caffemodel);
}

}  // namespace faceloom
