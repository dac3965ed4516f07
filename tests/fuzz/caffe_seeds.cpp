#include "core/reading/age_buckets.h"
#include "core/reading/caffe_files.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/seeds.h"

#include <functional>
#include <numeric>

namespace faceloom::fuzz {
namespace {

namespace fs = std::filesystem;

void fill(caffe::BlobProto& blob, const std::vector<std::int64_t>& shape) {
    blob.mutable_shape()->mutable_dim()->Add(shape.begin(), shape.end());
    const auto count =
        std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    for (std::int64_t i = 0; i < count; ++i)
        blob.add_data(0.01F * static_cast<float>(i % 7));
}

// An age network of the smallest size: a convolution, one dense layer, eight probabilities.
class SmallNetwork {
public:
    SmallNetwork() {
        network_.set_name("small");
        network_.add_input(top_);
        for (const int size : {1, 3, 16, 16})
            network_.add_input_dim(size);
        auto& layer = add("conv1", "Convolution");
        auto& convolution = *layer.mutable_convolution_param();
        convolution.set_num_output(2);
        convolution.add_kernel_size(3);
        convolution.add_stride(2);
        fill(*layer.add_blobs(), {2, 3, 3, 3});
        fill(*layer.add_blobs(), {2});
        add("relu1", "ReLU");
        auto& pool = *add("pool1", "Pooling").mutable_pooling_param();
        pool.set_pool(caffe::PoolingParameter::AVE);
        pool.set_global_pooling(true);
        auto& dense = add("fc8", "InnerProduct");
        dense.mutable_inner_product_param()->set_num_output(kAgeBuckets);
        fill(*dense.add_blobs(), {kAgeBuckets, 2});
        fill(*dense.add_blobs(), {kAgeBuckets});
        add("prob", "Softmax");
    }
    [[nodiscard]] const caffe::NetParameter& network() const { return network_; }

private:
    caffe::LayerParameter& add(const std::string& name, const std::string& type) {
        auto& layer = *network_.add_layer();
        layer.set_name(name);
        layer.set_type(type);
        layer.add_bottom(top_);
        layer.add_top(name);
        top_ = name;
        return layer;
    }

    caffe::NetParameter network_;
    std::string top_ = "data";
};

// As AgeNet's authors wrote theirs.
constexpr const char* kOldDescription = R"(name: "CaffeNet"
input: "data"
input_dim: 1
input_dim: 3
input_dim: 16
input_dim: 16
layers { name: "conv1" type: CONVOLUTION bottom: "data" top: "conv1"
  convolution_param { num_output: 2 kernel_size: 7 stride: 4 pad: 2 group: 1 } }
layers { name: "norm1" type: LRN bottom: "conv1" top: "norm1"
  lrn_param { local_size: 5 alpha: 0.0001 beta: 0.75 } }
layers { name: "drop" type: DROPOUT bottom: "norm1" top: "norm1" dropout_param { dropout_ratio: 0.5 } }
)";

}  // namespace

void writeCaffeSeeds(const SeedFolder& seeds) {
    const fs::path prototxt = scratchFolder() / "deploy.prototxt";
    const fs::path caffemodel = scratchFolder() / "age.caffemodel";
    const SmallNetwork small;
    require(writeCaffePair(small.network(), prototxt, caffemodel).has_value(),
            "a pair can be written");
    seeds.putFile("caffe_description", prototxt);
    seeds.put("caffe_description", "old", kOldDescription);
    const std::string zero(1, '\0'), weights = contentOf(caffemodel);
    seeds.put("caffe_pair", "small", contentOf(prototxt) + zero + weights);
    seeds.put("caffe_pair", "old", kOldDescription + zero + weights);
    caffe::BlobProto mean;
    fill(mean, {1, 3, 4, 4});
    seeds.put("caffe_description", "mean", mean.SerializeAsString());
}

}  // namespace faceloom::fuzz
