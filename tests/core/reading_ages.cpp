// Buckets, names, and the age network's files through OpenCV's dnn.
#include "core/base/one_line.h"
#include "core/reading/age_buckets.h"
#include "core/reading/age_estimator.h"
#include "core/reading/caffe_export.h"
#include "core/reading/caffe_files.h"
#include "core/reading/utkface_names.h"
#include "tests/core/reading_support.h"

#include <cmath>
#include <fstream>
#include <random>

#include <gtest/gtest.h>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>
#include <torch/torch.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

void writeText(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

class AgePair : public testing::Test {
protected:
    AgePair() {
        EXPECT_TRUE(writeAsCaffePair(network_, 8, "test", files_.prototxt, files_.caffemodel));
    }
    // What open() says of the pair as it now is.
    std::string refusal() {
        const auto opened = AgeEstimator::open(files_);
        EXPECT_FALSE(opened.has_value());
        return opened ? std::string() : opened.error().message;
    }

    TempFolder folder_;
    FaceNetwork network_ = someNetwork(10);
    AgeModelFiles files_{
        folder_.path() / "deploy.prototxt", folder_.path() / "deploy.caffemodel", {}};
};

TEST(AgeBuckets, AgesBetweenTwoGoToTheNearerAndTiesToTheYounger) {
    const std::pair<int, const char*> expected[] = {
        {0, "0-2"},     {2, "0-2"},      {3, "0-2"},     {4, "4-6"},    {7, "4-6"},
        {8, "8-12"},    {13, "8-12"},    {14, "15-20"},  {22, "15-20"}, {23, "25-32"},
        {35, "25-32"},  {36, "38-43"},   {45, "38-43"},  {46, "48-53"}, {56, "48-53"},
        {57, "60-100"}, {100, "60-100"}, {116, "60-100"}};
    for (const auto& [years, name] : expected)
        EXPECT_EQ(ageBuckets()[ageBucketOf(years)].name, name) << years;
}

TEST(AgeBuckets, AReadingHasALabelWithItsConfidence) {
    AgeReading reading;
    reading.probabilities = {0, 0, 0, 0.2F, 0.614F, 0.186F, 0, 0};
    EXPECT_EQ(labelOf(reading), "25-32 · 61 %");
    EXPECT_NEAR(reading.expectedYears(), 0.2 * 17.5 + 0.614 * 28.5 + 0.186 * 40.5, 1e-5);
}

TEST(UtkFaceNames, AreReadOrRefused) {
    const auto face = readUtkFaceName("some/folder/26_1_0_20170116.jpg.chip.jpg");
    ASSERT_TRUE(face.has_value());
    EXPECT_EQ(face->years, 26);
    EXPECT_TRUE(face->female);
    for (const char* bad : {"39_1_20170116174525125.jpg.chip.jpg", "", "abc.jpg", "26_1.jpg",
                            "26_2_0_x.jpg", "200_0_0_x.jpg", "-1_0_0_x.jpg", "26_1_9_x.jpg"}) {
        EXPECT_FALSE(readUtkFaceName(bad).has_value()) << bad;
    }
}

TEST_F(AgePair, TheCaffePairAnswersAsTheNetworkDoes) {
    const auto estimator = AgeEstimator::open(files_);
    ASSERT_TRUE(estimator.has_value()) << estimator.error().message;
    EXPECT_EQ(estimator->inputSize(), 64);
    std::vector<RgbImage> faces;
    for (unsigned i = 0; i < 15; ++i)
        faces.push_back(noise(64, 64, i));
    const auto readings = estimator->estimate(faces);
    ASSERT_TRUE(readings.has_value());
    ASSERT_EQ(readings->size(), 15U);
    const torch::NoGradGuard no_grad;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const at::Tensor picture = at::from_blob(faces[i].rgb_u8.data(), {1, 64, 64, 3}, at::kByte)
                                       .permute({0, 3, 1, 2})
                                       .to(at::kFloat) /
                                   255.0;
        const at::Tensor expected =
            at::softmax(network_->forward(picture).narrow(1, 0, 8), 1).squeeze(0);
        for (std::int64_t bucket = 0; bucket < 8; ++bucket) {
            EXPECT_NEAR((*readings)[i].probabilities[static_cast<std::size_t>(bucket)],
                        expected[bucket].item<float>(), 2e-4);
        }
        const auto alone = estimator->estimate(std::span(&faces[i], 1));
        EXPECT_EQ(alone->front(), (*readings)[i]);
    }
}

TEST_F(AgePair, PreparesFacesAsTheAuthorsDo) {
    // The same pair, fed by hand as the published demonstration does.
    auto net = cv::dnn::readNetFromCaffe(files_.prototxt.string(), files_.caffemodel.string());
    const RgbImage face = noise(100, 90, 3);
    cv::Mat rgb(90, 100, CV_8UC3, const_cast<std::uint8_t*>(face.rgb_u8.data())), bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    net.setInput(cv::dnn::blobFromImage(bgr, 1.0, {64, 64},
                                        {78.4263377603, 87.7689143744, 114.895847746}, false));
    const cv::Mat expected = net.forward();
    const auto reading = AgeEstimator::open(files_)->estimate(std::span(&face, 1));
    ASSERT_TRUE(reading.has_value());
    for (std::size_t i = 0; i < 8; ++i)
        EXPECT_NEAR(reading->front().probabilities[i], expected.ptr<float>()[i], 1e-6);
}

TEST_F(AgePair, AMeanPictureIsSubtractedAndItsMiddleUsed) {
    caffe::BlobProto mean;
    mean.set_num(1);
    mean.set_channels(3);
    mean.set_height(72);
    mean.set_width(72);
    for (const double value : {78.4263377603, 87.7689143744, 114.895847746}) {
        for (int i = 0; i < 72 * 72; ++i)
            mean.add_data(static_cast<float>(value));
    }
    files_.mean = folder_.path() / "mean.binaryproto";
    writeText(files_.mean, mean.SerializeAsString());
    const auto with_picture = AgeEstimator::open(files_);
    ASSERT_TRUE(with_picture.has_value()) << with_picture.error().message;
    // A face of the mean picture's size, whose middle is the other's whole.
    const RgbImage whole = noise(72, 72, 9);
    RgbImage middle(64, 64);
    for (int y = 0; y < 64; ++y)
        std::copy_n(whole.pixel(4, y + 4), 64 * 3, middle.pixel(0, y));
    files_.mean.clear();
    const auto plain = AgeEstimator::open(files_)->estimate(std::span(&middle, 1));
    const auto meant = with_picture->estimate(std::span(&whole, 1));
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_NEAR(meant->front().probabilities[i], plain->front().probabilities[i], 1e-4);
    }

    writeText(folder_.path() / "mean.binaryproto", "no blob");
    files_.mean = folder_.path() / "mean.binaryproto";
    EXPECT_NE(refusal().find("mean picture"), std::string::npos);
    mean.clear_data();
    writeText(files_.mean, mean.SerializeAsString());
    EXPECT_NE(refusal().find("mean picture"), std::string::npos);
}

TEST_F(AgePair, MissingAndHalfFilesAreNamed) {
    const auto size = fs::file_size(files_.caffemodel);
    fs::resize_file(files_.caffemodel, size / 2);
    EXPECT_NE(refusal().find("deploy.caffemodel"), std::string::npos);
    writeText(files_.caffemodel, "");
    EXPECT_NE(refusal().find("deploy.caffemodel"), std::string::npos);
    fs::remove(files_.caffemodel);
    EXPECT_EQ(AgeEstimator::open(files_).error().code, ErrorCode::NotFound);
    fs::remove(files_.prototxt);
    EXPECT_EQ(AgeEstimator::open(files_).error().code, ErrorCode::NotFound);
}

TEST_F(AgePair, RandomBytesAreNoWeights) {
    std::mt19937_64 random(1);
    std::string bytes(20'000'000, '\0');
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
        const std::uint64_t value = random();
        std::memcpy(bytes.data() + i, &value, 8);
    }
    writeText(files_.caffemodel, bytes);
    const std::string message = refusal();
    EXPECT_NE(message.find("deploy.caffemodel"), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST_F(AgePair, WeightsOfAnotherNetworkAreRefused) {
    // Ten outputs, and layers of the same names: under AgeNet's name it would answer nonsense.
    const fs::path other = folder_.path() / "other.caffemodel";
    ASSERT_TRUE(writeAsCaffePair(network_, 10, "test", folder_.path() / "other.prototxt", other));
    fs::copy_file(other, files_.caffemodel, fs::copy_options::overwrite_existing);
    EXPECT_NE(refusal().find("not the weights"), std::string::npos);
    files_.prototxt = folder_.path() / "other.prototxt";
    files_.caffemodel = other;
    EXPECT_NE(refusal().find("eight outputs"), std::string::npos);
    // No layer of the description has weights in it.
    caffe::NetParameter empty;
    empty.set_name("nothing");
    files_.prototxt = folder_.path() / "deploy.prototxt";
    writeText(other, empty.SerializeAsString());
    EXPECT_NE(refusal().find("not the weights"), std::string::npos);
}

TEST_F(AgePair, APrototxtWithAnUnknownLayerIsRefused) {
    std::ifstream in(files_.prototxt);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto at = text.find("\"ReLU\"");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 6, "\"Telepathy\"");
    writeText(files_.prototxt, text);
    const std::string message = refusal();
    EXPECT_NE(message.find("deploy.prototxt"), std::string::npos) << message;
    writeText(files_.prototxt, "layer { name: ");
    EXPECT_NE(refusal().find("not a Caffe network description"), std::string::npos);
    writeText(files_.prototxt, "name: \"nothing\"");
    EXPECT_NE(refusal().find("its input, none,"), std::string::npos);
    writeText(files_.prototxt,
              "input: \"data\" input_dim: 1 input_dim: 3 input_dim: 99999 input_dim: 99999");
    EXPECT_NE(refusal().find("is no square picture"), std::string::npos);
}

// Each of these ended the program, or asked for gigabytes, in OpenCV or protobuf.
TEST_F(AgePair, ADescriptionThatMakesNoSenseIsRefused) {
    std::ifstream in(files_.prototxt);
    const std::string sound((std::istreambuf_iterator<char>(in)), {});
    const auto with = [&](const std::string& was, const std::string& is) {
        std::string text = sound;
        const auto at = text.find(was);
        EXPECT_NE(at, std::string::npos) << was;
        text.replace(at, was.size(), is);
        writeText(files_.prototxt, text);
        return refusal();
    };
    for (const char* odd : {"pad: 1 group: 0", "pad: 4294967295", "pad: 1 dilation: 0",
                            "pad: 1 kernel_h: 0 kernel_w: 0", "pad: 1 pad: 1 pad: 1 pad: 1"}) {
        EXPECT_NE(with("pad: 1", odd).find("layer 'conv1' has a size"), std::string::npos) << odd;
    }
    EXPECT_NE(with("stride: 2", "stride: 0").find("layer 'pool1' has a size"), std::string::npos);
    EXPECT_NE(with("kernel_size: 2", "kernel_size: 0").find("'pool1'"), std::string::npos);
    EXPECT_NE(with("\"Softmax\"", "\"Reshape\"").find("not supported"), std::string::npos);
    EXPECT_NE(with("input_dim: 64\ninput_dim: 64", "input_dim: 4096\ninput_dim: 4096")
                  .find("too large a network"),
              std::string::npos);
    std::string deep = "layer { a ";
    for (int i = 0; i < 200'000; ++i)
        deep += "{ a ";
    EXPECT_NE(with(sound, deep).find("not a Caffe network description"), std::string::npos);
}

TEST_F(AgePair, WeightsOfAnotherNumberThanTheirShapeAreRefused) {
    std::ifstream in(files_.caffemodel, std::ios::binary);
    caffe::NetParameter network;
    ASSERT_TRUE(network.ParseFromIstream(&in));
    auto& shape = *network.mutable_layer(0)->mutable_blobs(0)->mutable_shape();
    const std::vector<std::vector<std::int64_t>> shapes = {
        {std::int64_t{1} << 20, std::int64_t{1} << 11, 3, 3},
        {32, -3, 3, -3},
        {32, 0, 3, 3},
        {32, 3, 3},
        {std::int64_t{1} << 62, std::int64_t{1} << 62},
        {},
        {1, 1, 32, 3, 3, 3}};
    for (const auto& sides : shapes) {
        shape.mutable_dim()->Assign(sides.begin(), sides.end());
        writeText(files_.caffemodel, network.SerializeAsString());
        EXPECT_NE(refusal().find("'conv1' are not as many"), std::string::npos) << sides.size();
    }
}

TEST_F(AgePair, AFolderIsSearchedForItsPair) {
    EXPECT_EQ(AgeModelFiles::in(folder_.path())->caffemodel, files_.caffemodel);
    writeText(folder_.path() / "age_net.caffemodel", "another");
    EXPECT_EQ(AgeModelFiles::in(folder_.path())->caffemodel, files_.caffemodel);
    fs::rename(files_.caffemodel, folder_.path() / "third.caffemodel");
    EXPECT_EQ(AgeModelFiles::in(folder_.path()).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(AgeModelFiles::in(folder_.path() / "nowhere").error().code, ErrorCode::NotFound);
    const TempFolder empty;
    EXPECT_NE(AgeModelFiles::in(empty.path()).error().message.find("no .prototxt"),
              std::string::npos);
}

TEST(CaffeFiles, TheThreeWaysToSayTheInputAreRead) {
    const TempFolder folder;
    const fs::path path = folder.path() / "a.prototxt";
    writeText(path,
              "input: \"data\" input_dim: 1 input_dim: 3 input_dim: 227 input_dim: 227 "
              "layers { name: \"old\" type: RELU }");
    EXPECT_EQ(readInputSize(path).value(), 227);
    writeText(path, "input: \"data\" input_shape { dim: 1 dim: 3 dim: 64 dim: 64 }");
    EXPECT_EQ(readInputSize(path).value(), 64);
    writeText(path,
              "layer { name: \"data\" type: \"Input\" top: \"data\" "
              "input_param { shape { dim: 1 dim: 3 dim: 100 dim: 100 } } }");
    EXPECT_EQ(readInputSize(path).value(), 100);
}

TEST(OneLine, LeavesOutWhereInTheLibrary) {
    EXPECT_EQ(firstLineOf("OpenCV(4.6.0) ./modules/dnn/x.cpp:12: error: (-215:Assertion failed) "
                          "x > 0 in function 'f'\nmore"),
              "(-215:Assertion failed) x > 0 in function 'f'");
    EXPECT_EQ(firstLineOf("\n plain:\n"), "plain");
    EXPECT_EQ(firstLineOf(""), "");
}

}  // namespace
}  // namespace faceloom
