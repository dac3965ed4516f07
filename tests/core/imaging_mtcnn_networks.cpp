// MTCNN with networks of a layer or two, whose outputs are what their biases say: what such files
// may claim, and what is made of it.
#include "core/imaging/face_detector.h"
#include "tests/core/imaging_support.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

#include <opencv2/core.hpp>

namespace faceloom {
namespace {

// Protocol buffers by hand: what the weights' file needs of them.
std::string varint(std::uint64_t number) {
    std::string bytes;
    for (; number >= 0x80; number >>= 7)
        bytes += static_cast<char>(number | 0x80);
    return bytes + static_cast<char>(number);
}

std::string field(std::uint64_t number, const std::string& content) {
    return varint(number << 3 | 2) + varint(content.size()) + content;
}

std::string blob(const std::vector<int>& shape, const std::vector<float>& values) {
    std::string sides, bytes(values.size() * sizeof(float), '\0');
    for (const int side : shape)
        sides += varint(static_cast<std::uint64_t>(side));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return field(7, field(1, sides)) + field(5, bytes);
}

// Weights are zero: every output is its bias.
struct Layer {
    std::string name;
    std::string type;
    std::string bottom;
    std::vector<float> biases;
    int stride = 2;  // of a convolution
};

class NetworkFiles {
public:
    NetworkFiles(int number, int side) : number_(number), side_(side) {}

    NetworkFiles& add(const Layer& layer) {
        const auto outputs = static_cast<int>(layer.biases.size());
        std::string parameters;
        std::vector<int> shape;
        if (layer.type == "Convolution") {
            parameters =
                fmt::format("convolution_param {{ num_output: {} kernel_size: {} stride: {} }}",
                            outputs, side_, layer.stride);
            shape = {outputs, 3, side_, side_};
        } else if (layer.type == "InnerProduct") {
            parameters = fmt::format("inner_product_param {{ num_output: {} }}", outputs);
            shape = {outputs, 3 * side_ * side_};
        }
        layers_ += fmt::format(
            "layer {{ name: \"{0}\" type: \"{1}\" bottom: \"{2}\" top: \"{0}\" {3} }}\n",
            layer.name, layer.type, layer.bottom, parameters);
        if (shape.empty()) return *this;
        const auto count = std::accumulate(shape.begin(), shape.end(), 1, std::multiplies<>());
        weights_ += field(
            100,
            field(1, layer.name) + field(2, layer.type) +
                field(7, blob(shape, std::vector<float>(static_cast<std::size_t>(count), 0.0F))) +
                field(7, blob({outputs}, layer.biases)));
        return *this;
    }

    void write(const std::filesystem::path& folder) const {
        const auto name = fmt::format("det{}", number_);
        ASSERT_TRUE(writeTextAtomically(
            folder / (name + ".prototxt"),
            fmt::format("input: \"data\"\ninput_dim: 1\ninput_dim: 3\ninput_dim: {0}\n"
                        "input_dim: {0}\n{1}",
                        side_, layers_)));
        ASSERT_TRUE(writeTextAtomically(folder / (name + ".caffemodel"), weights_));
    }

private:
    int number_;
    int side_;
    std::string layers_;
    std::string weights_;
};

class MtcnnNetworks : public testing::Test {
protected:
    MtcnnNetworks() {
        proposal({0, 5}, {0, 0, 0, 0});
        refinement({0, 5}, {0, 0, 0, 0});
        NetworkFiles(3, 48)
            .add({"scores", "InnerProduct", "data", {0, 5}})
            .add({"prob1", "Softmax", "scores", {}})
            .add({"conv6-2", "InnerProduct", "data", {0, 0, 0, 0}})
            .write(folder_.path());
    }
    void proposal(const std::vector<float>& scores, const std::vector<float>& shifts,
                  int shift_stride = 2) {
        NetworkFiles(1, 12)
            .add({"scores", "Convolution", "data", scores})
            .add({"prob1", "Softmax", "scores", {}})
            .add({"conv4-2", "Convolution", "data", shifts, shift_stride})
            .write(folder_.path());
    }
    void refinement(const std::vector<float>& scores, const std::vector<float>& shifts) {
        NetworkFiles(2, 24)
            .add({"scores", "InnerProduct", "data", scores})
            .add({"prob1", "Softmax", "scores", {}})
            .add({"conv5-2", "InnerProduct", "data", shifts})
            .write(folder_.path());
    }
    [[nodiscard]] std::vector<DetectedFace> find() const {
        auto detector = makeDetector(DetectorKind::Mtcnn, folder_.path());
        EXPECT_TRUE(detector) << detector.error().message;
        return detector ? (*detector)->find(RgbImage(60, 50, 128)) : std::vector<DetectedFace>();
    }

    TempFolder folder_;
};

TEST_F(MtcnnNetworks, OutputsOfMtcnnsShapesAreTaken) {
    const auto faces = find();
    ASSERT_FALSE(faces.empty());
    for (const DetectedFace& face : faces) {
        EXPECT_GT(face.confidence, 0.9F);
        EXPECT_EQ(face.box.width, face.box.height);
        EXPECT_LE(face.box.width, 50);
    }
}

TEST_F(MtcnnNetworks, OtherMapsOfProposalsAreRefused) {
    proposal({5}, {0, 0, 0, 0});
    EXPECT_THROW((void)find(), cv::Exception) << "one score a cell";
    proposal({0, 5, 0}, {0, 0, 0, 0});
    EXPECT_THROW((void)find(), cv::Exception);
    proposal({0, 5}, {0, 0});
    EXPECT_THROW((void)find(), cv::Exception);
    proposal({0, 5}, {0, 0, 0, 0}, 3);
    EXPECT_THROW((void)find(), cv::Exception) << "fewer shifts than scores";
    NetworkFiles(1, 12)
        .add({"scores", "Convolution", "data", {0, 5}, 1})
        .add({"prob1", "Softmax", "scores", {}})
        .add({"conv4-2", "Convolution", "data", {0, 0, 0, 0}, 1})
        .write(folder_.path());
    EXPECT_THROW((void)find(), cv::Exception) << "more cells than the picture has";
    NetworkFiles(1, 12)
        .add({"scores", "Convolution", "data", {0, 5}})
        .add({"prob1", "Flatten", "scores", {}})
        .add({"conv4-2", "Convolution", "data", {0, 0, 0, 0}})
        .write(folder_.path());
    EXPECT_THROW((void)find(), cv::Exception) << "no map";
}

TEST_F(MtcnnNetworks, OtherRowsOfJudgementsAreRefused) {
    refinement({5}, {0, 0, 0, 0});
    EXPECT_THROW((void)find(), cv::Exception);
    refinement({0, 5}, {0, 0, 0});
    EXPECT_THROW((void)find(), cv::Exception);
    refinement({0, 5}, {0, 0, 0, 0});
    EXPECT_FALSE(find().empty());
}

TEST_F(MtcnnNetworks, ShiftsBeyondReasonLeaveNoFace) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
    const std::vector<std::vector<float>> beyond = {
        {-50, -50, 50, 50},           {-1e30F, -1e30F, 1e30F, 1e30F},
        {0, 0, kInfinity, kInfinity}, {kNothing, 0, 0, 0},
        {1e9F, 0, 1e9F, 0},           {2, 0, 0, 0}};
    for (const auto& shifts : beyond) {
        proposal({0, 5}, shifts);
        EXPECT_TRUE(find().empty()) << shifts[0];
    }
    proposal({0, 5}, {0, 0, 0, 0});
    for (const auto& shifts : beyond) {
        refinement({0, 5}, shifts);
        EXPECT_TRUE(find().empty()) << shifts[0];
    }
}

TEST_F(MtcnnNetworks, ScoresThatAreNoNumbersLeaveNoFace) {
    constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
    proposal({kNothing, kNothing}, {0, 0, 0, 0});
    EXPECT_TRUE(find().empty());
}

}  // namespace
}  // namespace faceloom
