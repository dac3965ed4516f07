// The cascade of Zhang, Zhang, Li and Qiao, "Joint Face Detection and Alignment Using Multitask
// Cascaded Convolutional Networks" (2016): P-Net proposes over an image pyramid, R-Net and O-Net
// refine.
#include "core/imaging/caffe_pair.h"
#include "core/imaging/detectors.h"
#include "core/imaging/opencv_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numeric>
#include <string>
#include <system_error>
#include <utility>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

constexpr int kProposalCell = 12;       // pixels that one P-Net output sees
constexpr int kProposalStride = 2;      // pixels between its outputs
constexpr double kPyramidStep = 0.709;  // about half the area a level
constexpr double kLeastFacePart =
    0.12;  // of the shorter side: what is smaller is not the picture's subject
constexpr double kLeastFace = 20;  // pixels
constexpr std::size_t kMostCandidates = 256;

struct Candidate {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
    float score = 0;
    std::array<float, 4> shift{};  // of the four sides, in parts of the box

    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] float area() const { return width() * height(); }
};

enum class Overlap { OfUnion, OfSmaller };

float overlapOf(const Candidate& a, const Candidate& b, Overlap overlap) {
    const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    if (width <= 0 || height <= 0) return 0;
    const float shared = width * height;
    return overlap == Overlap::OfUnion ? shared / (a.area() + b.area() - shared)
                                       : shared / std::min(a.area(), b.area());
}

// Non-maximum suppression: of boxes that overlap by more than `most`, the best stays.
std::vector<Candidate> suppressed(std::vector<Candidate> boxes, float most, Overlap overlap) {
    std::ranges::stable_sort(boxes, std::greater<>(), &Candidate::score);
    std::vector<Candidate> kept;
    for (const Candidate& box : boxes) {
        const bool covered = std::ranges::any_of(
            kept, [&](const Candidate& better) { return overlapOf(better, box, overlap) > most; });
        if (!covered) kept.push_back(box);
        if (kept.size() == kMostCandidates) break;
    }
    return kept;
}

void applyShift(Candidate& box) {
    const float width = box.width();
    const float height = box.height();
    box.left += box.shift[0] * width;
    box.top += box.shift[1] * height;
    box.right += box.shift[2] * width;
    box.bottom += box.shift[3] * height;
}

// Whether it is a box, and not far larger than the picture or far from it: shifts may be anything.
bool isSound(const Candidate& box, const cv::Mat& picture) {
    const auto longer = static_cast<float>(std::max(picture.cols, picture.rows));
    return box.width() > 0 && box.height() > 0 && box.left >= -longer && box.top >= -longer &&
           box.right <= 2 * longer && box.bottom <= 2 * longer;
}

// Without those that are none any more.
std::vector<Candidate> shifted(std::vector<Candidate> boxes, const cv::Mat& picture) {
    std::ranges::for_each(boxes, applyShift);
    std::erase_if(boxes, [&](const Candidate& box) { return !isSound(box, picture); });
    return boxes;
}

void makeSquare(Candidate& box) {
    const float side = std::max(box.width(), box.height());
    const float x = (box.left + box.right) / 2;
    const float y = (box.top + box.bottom) / 2;
    box.left = x - side / 2;
    box.right = x + side / 2;
    box.top = y - side / 2;
    box.bottom = y + side / 2;
}

// The box's pixels at side × side; what lies outside the picture is black, as in training.
cv::Mat patchOf(const cv::Mat& picture, const Candidate& box, int side) {
    const cv::Rect wanted(cv::Point(cvRound(box.left), cvRound(box.top)),
                          cv::Point(cvRound(box.right), cvRound(box.bottom)));
    const cv::Rect inside = wanted & cv::Rect(0, 0, picture.cols, picture.rows);
    cv::Mat patch = cv::Mat::zeros(side, side, CV_8UC3);
    if (inside.empty()) return patch;
    cv::Mat padded;
    if (inside == wanted) {
        padded = picture(wanted);
    } else {
        padded = cv::Mat::zeros(wanted.size(), CV_8UC3);
        picture(inside).copyTo(padded(inside - wanted.tl()));
    }
    cv::resize(padded, patch, patch.size(), 0, 0,
               padded.cols > side ? cv::INTER_AREA : cv::INTER_LINEAR);
    return patch;
}

// RGB to −1..1. The networks were trained from Matlab, whose pictures are stored column by column:
// they see faces transposed, while the shifts they give are those of the upright box.
cv::Mat blobOf(const std::vector<cv::Mat>& pictures) {
    std::vector<cv::Mat> transposed(pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i)
        cv::transpose(pictures[i], transposed[i]);
    return cv::dnn::blobFromImages(transposed, 0.0078125, {}, cv::Scalar::all(127.5), false, false);
}

// A network's files may describe other outputs than those that are read.
void requireOutputs(bool sound) {
    if (!sound) CV_Error(cv::Error::StsUnmatchedSizes, "the networks' outputs are not MTCNN's");
}

// Of P-Net for one picture: {1, 2, h, w} and {1, 4, h, w}, a cell for each place it looks at.
void requireMaps(const cv::Mat& scores, const cv::Mat& shifts, const cv::Mat& blob) {
    const auto is_map = [](const cv::Mat& output, int channels) {
        return output.dims == 4 && output.type() == CV_32F && output.size[0] == 1 &&
               output.size[1] == channels;
    };
    requireOutputs(is_map(scores, 2) && is_map(shifts, 4));
    for (const int side : {2, 3}) {
        // Its pooling rounds up.
        const int most = (blob.size[side] - kProposalCell + 1) / kProposalStride + 1;
        requireOutputs(scores.size[side] == shifts.size[side] && scores.size[side] <= most);
    }
}

// Of the others: {n, 2} and {n, 4}, or with further sides of 1.
void requireRows(const cv::Mat& scores, const cv::Mat& shifts, std::size_t count) {
    const auto is_rows = [&](const cv::Mat& output, std::size_t columns) {
        return output.dims >= 2 && output.type() == CV_32F && output.isContinuous() &&
               static_cast<std::size_t>(output.size[0]) == count &&
               output.total() == count * columns;
    };
    requireOutputs(is_rows(scores, 2) && is_rows(shifts, 4));
}

struct Stage {
    cv::dnn::Net net;
    const char* score_layer;
    const char* shift_layer;

    // Scores and shifts, of whatever shape the files make them.
    std::pair<cv::Mat, cv::Mat> run(const cv::Mat& blob) {
        net.setInput(blob);
        std::vector<cv::Mat> outputs;
        net.forward(outputs, std::vector<cv::String>{score_layer, shift_layer});
        return {outputs[0], outputs[1]};
    }
};

class MtcnnDetector final : public FaceDetector {
public:
    MtcnnDetector(std::array<cv::dnn::Net, 3> nets, FaceSearch search)
        : search_(search),
          proposal_{nets[0], "prob1", "conv4-2"},
          refinement_{nets[1], "prob1", "conv5-2"},
          output_{nets[2], "prob1", "conv6-2"} {}

    // Throws cv::Exception where the networks answer something else than MTCNN does.
    std::vector<DetectedFace> find(const RgbImage& image) override;

    // Medians over aligned CelebA pictures.
    BoxFraming framing() const override { return {1.30, 0.50, 0.473}; }

private:
    std::vector<Candidate> propose(const cv::Mat& picture);
    std::vector<Candidate> proposeAt(const cv::Mat& picture, double scale);
    static std::vector<Candidate> judge(Stage& stage, const cv::Mat& picture,
                                        const std::vector<Candidate>& candidates, int side,
                                        float least_score);

    FaceSearch search_;
    Stage proposal_;
    Stage refinement_;
    Stage output_;
};

std::vector<Candidate> MtcnnDetector::proposeAt(const cv::Mat& picture, double scale) {
    cv::Mat level;
    cv::resize(picture, level,
               {static_cast<int>(std::ceil(picture.cols * scale)),
                static_cast<int>(std::ceil(picture.rows * scale))},
               0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const cv::Mat blob = blobOf({level});
    const auto [scores, shifts] = proposal_.run(blob);
    requireMaps(scores, shifts, blob);
    constexpr float kLeastScore = 0.6F;
    std::vector<Candidate> found;
    for (int x = 0; x < scores.size[2];
         ++x) {  // transposed: the map's rows are the picture's columns
        for (int y = 0; y < scores.size[3]; ++y) {
            const float score = scores.ptr<float>(0, 1, x)[y];
            if (!(score >= kLeastScore)) continue;  // nor what is no number
            Candidate box;
            box.left = static_cast<float>(kProposalStride * x / scale);
            box.top = static_cast<float>(kProposalStride * y / scale);
            box.right = static_cast<float>((kProposalStride * x + kProposalCell) / scale);
            box.bottom = static_cast<float>((kProposalStride * y + kProposalCell) / scale);
            box.score = score;
            for (int i = 0; i < 4; ++i) {
                box.shift[static_cast<std::size_t>(i)] = shifts.ptr<float>(0, i, x)[y];
            }
            found.push_back(box);
        }
    }
    return suppressed(std::move(found), 0.5F, Overlap::OfUnion);
}

std::vector<Candidate> MtcnnDetector::propose(const cv::Mat& picture) {
    const double shorter = std::min(picture.cols, picture.rows);
    const double least_part = search_ == FaceSearch::EveryFace ? 0 : kLeastFacePart;
    double scale = kProposalCell / std::max(kLeastFace, least_part * shorter);
    std::vector<Candidate> all;
    for (; shorter * scale >= kProposalCell; scale *= kPyramidStep) {
        const auto level = proposeAt(picture, scale);
        all.insert(all.end(), level.begin(), level.end());
    }
    return shifted(suppressed(std::move(all), 0.7F, Overlap::OfUnion), picture);
}

std::vector<Candidate> MtcnnDetector::judge(Stage& stage, const cv::Mat& picture,
                                            const std::vector<Candidate>& candidates, int side,
                                            float least_score) {
    std::vector<Candidate> squares;
    std::vector<cv::Mat> patches;
    for (Candidate box : candidates) {
        makeSquare(box);
        if (box.width() < 2) continue;
        squares.push_back(box);
        patches.push_back(patchOf(picture, box, side));
    }
    std::vector<Candidate> kept;
    if (squares.empty()) return kept;
    const auto [scores, shifts] = stage.run(blobOf(patches));
    requireRows(scores, shifts, squares.size());
    for (std::size_t i = 0; i < squares.size(); ++i) {
        const int row = static_cast<int>(i);
        const float score = scores.ptr<float>(row)[1];
        if (!(score >= least_score)) continue;  // nor what is no number
        squares[i].score = score;
        std::copy_n(shifts.ptr<float>(row), 4, squares[i].shift.begin());
        kept.push_back(squares[i]);
    }
    return kept;
}

std::vector<DetectedFace> MtcnnDetector::find(const RgbImage& image) {
    if (image.empty()) return {};
    const double scale = std::min(
        1.0, static_cast<double>(searchSide(search_)) / std::max(image.width, image.height));
    cv::Mat picture = asMat(image);
    if (scale < 1.0) {
        cv::Mat smaller;
        cv::resize(picture, smaller, {}, scale, scale, cv::INTER_AREA);
        picture = smaller;
    }
    auto boxes = propose(picture);
    boxes = suppressed(judge(refinement_, picture, boxes, 24, 0.7F), 0.7F, Overlap::OfUnion);
    boxes = judge(output_, picture, shifted(std::move(boxes), picture), 48, 0.7F);
    boxes = shifted(std::move(boxes), picture);
    boxes = suppressed(std::move(boxes), 0.7F, Overlap::OfSmaller);
    std::ranges::stable_sort(boxes, std::greater<>(), &Candidate::area);
    std::vector<DetectedFace> faces;
    for (const Candidate& box : boxes) {
        const int left = static_cast<int>(std::lround(box.left / scale));
        const int top = static_cast<int>(std::lround(box.top / scale));
        const int right = static_cast<int>(std::lround(box.right / scale));
        const int bottom = static_cast<int>(std::lround(box.bottom / scale));
        faces.push_back({{left, top, right - left, bottom - top}, box.score});
    }
    return faces;
}

}  // namespace

Result<std::unique_ptr<FaceDetector>> makeMtcnnDetector(const fs::path& folder, FaceSearch search) {
    std::array<cv::dnn::Net, 3> nets;
    for (std::size_t i = 0; i < nets.size(); ++i) {
        const fs::path layers = folder / fmt::format("det{}.prototxt", i + 1);
        const fs::path weights = folder / fmt::format("det{}.caffemodel", i + 1);
        if (auto status = checkCaffePair(layers, weights); !status) return passOn(status);
        try {
            nets[i] = cv::dnn::readNetFromCaffe(layers.string(), weights.string());
        } catch (const std::exception&) {
            return fail(ErrorCode::BrokenFile, "{}: cannot be read as a Caffe network with {}",
                        weights.string(), layers.filename().string());
        }
    }
    return std::make_unique<MtcnnDetector>(std::move(nets), search);
}

}  // namespace faceloom
