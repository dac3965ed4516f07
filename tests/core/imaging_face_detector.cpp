#include "core/imaging/face_detector.h"
#include "core/imaging/picture_decoder.h"
#include "tests/core/imaging_support.h"

#include <algorithm>
#include <cstdlib>

namespace faceloom {
namespace {

// Finds what it is told to.
class FixedDetector final : public FaceDetector {
public:
    explicit FixedDetector(std::vector<DetectedFace> faces) : faces_(std::move(faces)) {}
    std::vector<DetectedFace> find(const RgbImage&) override { return faces_; }
    BoxFraming framing() const override { return {1.5, 0.5, 0.4}; }

private:
    std::vector<DetectedFace> faces_;
};

TEST(FaceSquare, FramesTheFirstFace) {
    FixedDetector detector({{{40, 50, 20, 20}, 1.0F}, {{0, 0, 5, 5}, 1.0F}});
    EXPECT_EQ(faceSquare(detector, RgbImage(100, 100)), (PixelRect{35, 43, 30, 30}));
}

TEST(FaceSquare, StaysInsideThePicture) {
    FixedDetector corner({{{-10, -10, 30, 30}, 1.0F}});
    EXPECT_EQ(faceSquare(corner, RgbImage(100, 80)), (PixelRect{0, 0, 45, 45}));
    FixedDetector huge({{{10, 0, 90, 90}, 1.0F}});
    EXPECT_EQ(faceSquare(huge, RgbImage(100, 80))->width, 80);
    FixedDetector none({});
    EXPECT_FALSE(faceSquare(none, RgbImage(100, 80)));
}

TEST(FramedSquare, MayReachOutside) {
    EXPECT_EQ(framedSquare({-10, -10, 30, 30}, {1.5, 0.5, 0.4}), (PixelRect{-18, -21, 45, 45}));
}

TEST(MakeDetector, SaysWhichFileIsMissing) {
    const TempFolder folder;
    for (const DetectorKind kind : {DetectorKind::Haar, DetectorKind::Mtcnn}) {
        const auto detector = makeDetector(kind, folder.path() / "no");
        ASSERT_FALSE(detector);
        EXPECT_EQ(detector.error().code, ErrorCode::NotFound);
        EXPECT_NE(detector.error().message.find(folder.path().string()), std::string::npos);
    }
}

TEST(MakeDetector, RefusesFilesThatAreSomethingElse) {
    const TempFolder folder;
    for (const char* name :
         {"haarcascade_frontalface_default.xml", "det1.prototxt", "det1.caffemodel"}) {
        ASSERT_TRUE(writeTextAtomically(folder.path() / name, "nothing of the kind"));
    }
    ASSERT_TRUE(writeTextAtomically(folder.path() / "det2.prototxt", ""));
    for (const DetectorKind kind : {DetectorKind::Haar, DetectorKind::Mtcnn}) {
        const auto detector = makeDetector(kind, folder.path());
        ASSERT_FALSE(detector);
        EXPECT_EQ(detector.error().code, ErrorCode::BrokenFile) << detector.error().message;
    }
}

// A sketched face of 100 pixels in a larger picture.
RgbImage pictureWithFace(int left, int top) {
    constexpr int kSide = 100;
    RgbImage picture(240, 200, 190);
    const RgbImage face = drawSketchFace(1, 8, kSide);
    for (int y = 0; y < kSide; ++y) {
        std::copy_n(face.pixel(0, y), kSide * 3, picture.pixel(left, top + y));
    }
    return picture;
}

void expectFindsTheFace(FaceDetector& detector) {
    for (const auto& [left, top] : {std::pair(20, 30), std::pair(120, 80)}) {
        const RgbImage picture = pictureWithFace(left, top);
        const auto square = faceSquare(detector, picture);
        ASSERT_TRUE(square) << left;
        EXPECT_NEAR(square->x + square->width / 2.0, left + 50, 20);
        EXPECT_NEAR(square->y + square->height / 2.0, top + 50, 20);
        EXPECT_GT(square->width, 45);
        EXPECT_LT(square->width, 130);
    }
    EXPECT_TRUE(detector.find(RgbImage(120, 120, 128)).empty());
    EXPECT_TRUE(detector.find(RgbImage()).empty());
    EXPECT_TRUE(detector.find(RgbImage(8, 8, 128)).empty());
}

TEST(HaarDetector, FindsADrawnFace) {
    auto detector = makeDetector(DetectorKind::Haar);
    if (!detector) GTEST_SKIP() << detector.error().message;
    expectFindsTheFace(**detector);
}

TEST(HaarDetector, FindsSmallFacesWhereItSearchesForEvery) {
    constexpr int kColumns = 8, kRows = 5, kSide = 64, kStep = 104;
    RgbImage crowd(kColumns * kStep, kRows * kStep, 190);
    const RgbImage face = drawSketchFace(1, 8, kSide);
    for (int i = 0; i < kColumns * kRows; ++i) {
        const int left = i % kColumns * kStep + 20, top = i / kColumns * kStep + 20;
        for (int y = 0; y < kSide; ++y)
            std::copy_n(face.pixel(0, y), kSide * 3, crowd.pixel(left, top + y));
    }
    auto coarse = makeDetector(DetectorKind::Haar);
    if (!coarse) GTEST_SKIP() << coarse.error().message;
    EXPECT_TRUE((*coarse)->find(crowd).empty());
    auto fine = makeDetector(DetectorKind::Haar, {}, FaceSearch::EveryFace);
    ASSERT_TRUE(fine);
    const auto squares = faceSquares(**fine, crowd);
    // Its steps over the picture pass over some.
    EXPECT_GE(squares.size(), 30U);
    EXPECT_LE(squares.size(), std::size_t{kColumns * kRows});
    for (const PixelRect& square : squares) {
        EXPECT_NEAR((square.x + square.width / 2) % kStep, 20 + kSide / 2, 12);
        EXPECT_NEAR((square.y + square.height / 2) % kStep, 20 + kSide / 2, 12);
    }
}

TEST(MtcnnDetector, FindsADrawnFace) {
    const char* folder = std::getenv("FACELOOM_MTCNN_DIR");
    if (folder == nullptr) GTEST_SKIP() << "FACELOOM_MTCNN_DIR is not set";
    auto detector = makeDetector(DetectorKind::Mtcnn, folder);
    ASSERT_TRUE(detector) << detector.error().message;
    expectFindsTheFace(**detector);
}

}  // namespace
}  // namespace faceloom
