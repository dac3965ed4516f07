#include "core/reading/age_estimator.h"

#include "core/base/one_line.h"
#include "core/imaging/caffe_pair.h"
#include "core/imaging/opencv_image.h"
#include "core/imaging/picture_decoder.h"
#include "core/reading/caffe_files.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <numeric>
#include <optional>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFacesAtOnce = 12;  // bounds memory: AgeNet's maps take 3 MB a face
// Of one face; VGG-16 has 15 million numbers and 31e9 operations, AgeNet a tenth of it.
constexpr double kMostNumbers = 1 << 27;
constexpr double kMostOperations = 2e11;

const cv::Scalar& meanColour() {
    static const cv::Scalar kMean(78.4263377603, 87.7689143744, 114.895847746);  // B, G, R
    return kMean;
}

Result<fs::path> onlyOne(const fs::path& folder, std::string_view extension,
                         std::string_view preferred) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == extension) found.push_back(it->path());
    }
    if (error) return fail(ErrorCode::NotFound, "{}: no such folder", folder.string());
    for (const fs::path& path : found) {
        if (path.filename() == preferred) return path;
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        return fail(ErrorCode::NotFound, "{}: no {} file in this folder", folder.string(),
                    extension);
    }
    return fail(ErrorCode::InvalidArgument, "{}: {} {} files, and none is {}", folder.string(),
                found.size(), extension, preferred);
}

}  // namespace

Result<AgeModelFiles> AgeModelFiles::in(const fs::path& folder, bool use_mean) {
    AgeModelFiles files;
    auto prototxt = onlyOne(folder, ".prototxt", "deploy.prototxt");
    if (!prototxt) return passOn(prototxt);
    files.prototxt = *prototxt;
    auto weights =
        onlyOne(folder, ".caffemodel",
                fs::path(*prototxt).replace_extension(".caffemodel").filename().string());
    if (!weights) return passOn(weights);
    files.caffemodel = *weights;
    if (use_mean) files.mean = folder / "mean.binaryproto";
    return files;
}

Result<AgeModelFiles> AgeModelFiles::with(const fs::path& caffemodel) {
    auto prototxt = onlyOne(caffemodel.parent_path(), ".prototxt", "deploy.prototxt");
    if (!prototxt) return passOn(prototxt);
    return AgeModelFiles{*prototxt, caffemodel, {}};
}

struct AgeEstimator::Engine {
    AgeModelFiles files;
    int side = 0;
    std::optional<CaffeMean> mean;
    std::mutex mutex;  // one forward pass at a time
    cv::dnn::Net net;

    // [3, side, side] float32 in the order the network was trained with: BGR, mean subtracted.
    cv::Mat inputOf(const RgbImage& face) const {
        const int target = mean ? mean->side : side;
        RgbImage smaller;
        const RgbImage* source = &face;
        // dnn resizes bilinearly; beyond half the size that would skip pixels.
        if (std::min(face.width, face.height) > 2 * target) {
            smaller = resized(face, target, target);
            source = &smaller;
        }
        cv::Mat bgr;
        cv::cvtColor(asMat(*source), bgr, cv::COLOR_RGB2BGR);
        if (!mean) {
            return cv::dnn::blobFromImage(bgr, 1.0, {side, side}, meanColour(), /*swapRB=*/false);
        }
        cv::Mat blob = cv::dnn::blobFromImage(bgr, 1.0, {target, target}, {}, false);
        auto* number = blob.ptr<float>();
        for (const float value : mean->bgr)
            *number++ -= value;
        const int from = (target - side) / 2;
        const cv::Range all = cv::Range::all(), middle(from, from + side);
        return blob(std::vector<cv::Range>{all, all, middle, middle}).clone();
    }

    std::vector<AgeReading> forward(std::span<const RgbImage> faces) {
        const auto count = static_cast<int>(faces.size());
        const int shape[] = {count, 3, side, side};
        cv::Mat input(4, shape, CV_32F);
        for (int i = 0; i < count; ++i) {
            const cv::Mat one = inputOf(faces[static_cast<std::size_t>(i)]);
            std::copy_n(one.ptr<float>(), one.total(), input.ptr<float>(i));
        }
        net.setInput(input);
        const cv::Mat output = net.forward();
        if (output.total() != faces.size() * kAgeBuckets) {
            CV_Error(cv::Error::StsUnmatchedSizes, "not eight outputs a face");
        }
        std::vector<AgeReading> readings(faces.size());
        const auto* number = output.ptr<float>();
        for (AgeReading& reading : readings) {
            std::copy_n(number, kAgeBuckets, reading.probabilities.begin());
            number += kAgeBuckets;
        }
        return readings;
    }
};

namespace {

// Before anything is computed or room made for it: what a face costs is the description's to say.
void requireBounded(const cv::dnn::Net& net, int side) {
    const cv::dnn::MatShape input = {1, 3, side, side};
    std::vector<int> layers;
    std::vector<std::vector<cv::dnn::MatShape>> from, to;
    net.getLayersShapes(input, layers, from, to);
    double numbers = 0;
    for (const auto& outputs : to) {
        for (const cv::dnn::MatShape& shape : outputs) {
            numbers += std::accumulate(shape.begin(), shape.end(), 1.0, std::multiplies<>());
        }
    }
    if (numbers > kMostNumbers || static_cast<double>(net.getFLOPS(input)) > kMostOperations)
        CV_Error(cv::Error::StsOutOfRange, "too large a network for a face");
}

bool areProbabilities(const AgeReading& reading) {
    constexpr float kRounding = 1e-3F;
    float sum = 0;
    for (const float value : reading.probabilities) {
        if (!(value >= 0 && value <= 1)) return false;
        sum += value;
    }
    return std::abs(sum - 1) < kRounding;
}

}  // namespace

Result<AgeEstimator> AgeEstimator::open(const AgeModelFiles& files) {
    auto side = readInputSize(files.prototxt);
    if (!side) return passOn(side);
    if (auto status = checkCaffePair(files.prototxt, files.caffemodel); !status)
        return passOn(status);
    auto engine = std::make_shared<Engine>();
    engine->files = files;
    engine->side = *side;
    if (!files.mean.empty()) {
        auto mean = readCaffeMean(files.mean);
        if (!mean) return passOn(mean);
        if (mean->side < *side) {
            return fail(ErrorCode::BrokenFile,
                        "{}: a mean picture of {} pixels is smaller than the network's {}",
                        files.mean.string(), mean->side, *side);
        }
        engine->mean = std::move(*mean);
    }
    // What goes wrong comes as an exception; OpenCV would print it on stderr as well.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    try {
        engine->net = cv::dnn::readNetFromCaffe(files.prototxt.string(), files.caffemodel.string());
        engine->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        requireBounded(engine->net, *side);
        const RgbImage blank(*side, *side, 128);
        const auto readings = engine->forward(std::span(&blank, 1));
        if (!areProbabilities(readings.front())) {
            return fail(ErrorCode::BrokenFile, "{}: what it answers are no probabilities",
                        files.caffemodel.string());
        }
    } catch (const std::exception& exception) {
        return fail(ErrorCode::BrokenFile,
                    "{}: not the weights of the age network that {} describes ({})",
                    files.caffemodel.string(), files.prototxt.filename().string(),
                    firstLineOf(exception.what()));
    }
    return AgeEstimator(std::move(engine));
}

const AgeModelFiles& AgeEstimator::files() const {
    return engine_->files;
}

int AgeEstimator::inputSize() const {
    return engine_->side;
}

Result<std::vector<AgeReading>> AgeEstimator::estimate(std::span<const RgbImage> faces) const {
    for (const RgbImage& face : faces) {
        if (face.width < 1 || face.height < 1) {
            return fail(ErrorCode::InvalidArgument, "an empty picture has no age");
        }
    }
    std::vector<AgeReading> readings;
    try {
        const std::lock_guard lock(engine_->mutex);
        for (std::size_t i = 0; i < faces.size(); i += kFacesAtOnce) {
            const auto some =
                engine_->forward(faces.subspan(i, std::min(kFacesAtOnce, faces.size() - i)));
            readings.insert(readings.end(), some.begin(), some.end());
        }
    } catch (const std::exception& exception) {
        return fail(ErrorCode::Internal, "reading ages failed: {}", firstLineOf(exception.what()));
    }
    return readings;
}

}  // namespace faceloom
