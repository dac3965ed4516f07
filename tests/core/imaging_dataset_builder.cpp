#include "core/imaging/dataset_builder.h"
#include "core/imaging/picture_decoder.h"
#include "tests/core/imaging_support.h"

#include <algorithm>
#include <csignal>

#include <opencv2/core.hpp>
#include <sys/resource.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

class DatasetBuilder : public ::testing::Test {
protected:
    DatasetBuilder()
        : pictures_(folder_.path() / "pictures"), out_(folder_.path() / "out.safetensors") {
        options_.images = pictures_;
    }
    // CelebA's layout around `count` pictures, with an attribute that tells odd from even.
    void drawCeleba(int count) {
        drawPictures(pictures_ / "img_align_celeba", count);
        std::string table = std::to_string(count) + "\r\nSmiling Odd\r\n";
        for (int i = 0; i < count; ++i) {
            table += (i < 10 ? "0" : "") + std::to_string(i) + ".png -1 " +
                     (i % 2 == 1 ? " 1" : "-1") + "\r\n";
        }
        ASSERT_TRUE(writeTextAtomically(pictures_ / "list_attr_celeba.txt", table));
    }
    void expectError(ErrorCode code, const std::string& words) {
        const auto data = prepareDataset(options_, out_);
        ASSERT_FALSE(data) << words;
        EXPECT_EQ(data.error().code, code) << data.error().message;
        EXPECT_NE(data.error().message.find(words), std::string::npos) << data.error().message;
        EXPECT_EQ(data.error().message.find('\n'), std::string::npos);
        EXPECT_FALSE(fs::exists(out_));
    }

    TempFolder folder_;
    fs::path pictures_;
    fs::path out_;
    PrepareOptions options_;
};

TEST_F(DatasetBuilder, PacksAFolder) {
    drawPictures(pictures_ / "b", 3, 64);
    drawPictures(pictures_ / "a", 2, 64);
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data) << data.error().message;
    ASSERT_EQ(data->dataset.count(), 5U);
    EXPECT_FALSE(data->from_cache);
    EXPECT_TRUE(data->skipped.empty());
    EXPECT_TRUE(data->warnings.empty());
    EXPECT_EQ(data->dataset.info().crop, "none");
    EXPECT_EQ(data->dataset.name(0), "a/00.png");
    EXPECT_EQ(data->dataset.name(4), "b/02.png");
    EXPECT_EQ(data->dataset.image(4), drawSketchFace(3, 2, 64));
}

TEST_F(DatasetBuilder, CelebaHasItsCropAndAttributes) {
    drawCeleba(4);
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data) << data.error().message;
    EXPECT_EQ(data->dataset.info().crop, "24,56,128,128@178x218");
    EXPECT_EQ(data->dataset.info().attribute_names, (std::vector<std::string>{"Smiling", "Odd"}));
    EXPECT_EQ(data->dataset.attributes(3)[1], 1);
    EXPECT_EQ(data->dataset.attributes(2)[1], -1);
    EXPECT_TRUE(data->warnings.empty());
    const auto rect = celebaCrop().scaledTo(48, 48);
    EXPECT_EQ(data->dataset.image(1), cropAndResize(drawSketchFace(3, 1, 48), *rect, 64));
}

TEST_F(DatasetBuilder, LandmarksAndIdentitiesLieBesideThePictures) {
    drawCeleba(3);
    const std::string landmarks =
        "2\r\nlefteye_x lefteye_y righteye_x righteye_y nose_x nose_y leftmouth_x leftmouth_y "
        "rightmouth_x rightmouth_y\r\n"
        "00.png 69 109 106 113 77 142 73 152 108 154\r\n02.png 1 2 3 4 5 6 7 8 9 10.5\r\n";
    ASSERT_TRUE(writeTextAtomically(pictures_ / "list_landmarks_align_celeba.txt", landmarks));
    ASSERT_TRUE(writeTextAtomically(pictures_ / "identity_CelebA.txt", "01.png 2880\n02.png 7\n"));
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data) << data.error().message;
    EXPECT_TRUE(data->dataset.info().has_landmarks);
    EXPECT_TRUE(data->dataset.info().has_identities);
    ASSERT_TRUE(data->dataset.extras(0).landmarks);
    EXPECT_EQ(data->dataset.extras(0).landmarks->at(5), 142.0F);
    EXPECT_FALSE(data->dataset.extras(0).identity);
    EXPECT_FALSE(data->dataset.extras(1).landmarks);
    EXPECT_EQ(data->dataset.extras(1).identity, 2880);
    EXPECT_EQ(data->dataset.extras(2).landmarks->at(9), 10.5F);
    ASSERT_TRUE(writeTextAtomically(pictures_ / "identity_CelebA.txt", "01.png\n"));
    const auto broken = prepareDataset(options_, out_);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::BrokenFile);
}

TEST_F(DatasetBuilder, ThreadsDoNotChangeTheFile) {
    drawPictures(pictures_, 60);
    std::string first;
    for (const int threads : {1, 2, 7}) {
        options_.threads = threads;
        ASSERT_TRUE(prepareDataset(options_, out_));
        if (first.empty()) first = contentOf(out_);
        EXPECT_EQ(contentOf(out_), first) << threads;
    }
}

TEST_F(DatasetBuilder, LimitAndProgress) {
    drawPictures(pictures_, 12);
    ASSERT_TRUE(writeTextAtomically(pictures_ / "03.png", "broken"));
    options_.limit = 5;
    options_.threads = 3;
    std::vector<std::size_t> seen;
    PrepareProgress last;
    const auto data = prepareDataset(options_, out_, {}, [&](const PrepareProgress& progress) {
        seen.push_back(progress.done);
        last = progress;
    });
    ASSERT_TRUE(data);
    EXPECT_EQ(data->dataset.count(), 4U);
    EXPECT_EQ(seen, (std::vector<std::size_t>{1, 2, 3, 4, 5}));
    EXPECT_EQ(last.total, 5U);
    EXPECT_EQ(last.skipped, 1U);
}

// Changing it while another thread finds a face in a photograph ends the program.
TEST_F(DatasetBuilder, LeavesTheProgramsOpenCvThreadsAsTheyAre) {
    drawPictures(pictures_, 6);
    const int before = cv::getNumThreads();
    ASSERT_GT(before, 0);
    if (before == 1) cv::setNumThreads(2);
    const int usual = cv::getNumThreads();
    std::vector<int> seen;
    ASSERT_TRUE(prepareDataset(
        options_, out_, {}, [&](const PrepareProgress&) { seen.push_back(cv::getNumThreads()); }));
    EXPECT_EQ(seen, std::vector<int>(6, usual));
    cv::setNumThreads(before);
}

TEST_F(DatasetBuilder, BadPicturesAreSkippedAndListed) {
    drawPictures(pictures_, 2);
    const std::string jpeg = contentOf(pictureFixture("plain.jpg"));
    ASSERT_TRUE(writeTextAtomically(pictures_ / "empty.jpg", ""));
    ASSERT_TRUE(writeTextAtomically(pictures_ / "half.jpg", jpeg.substr(0, jpeg.size() - 30)));
    ASSERT_TRUE(writeTextAtomically(pictures_ / "text.jpg", "text"));
    ASSERT_TRUE(writePng(pictures_ / "tiny.png", RgbImage(1, 1)));
    ASSERT_TRUE(writePng(pictures_ / "wide.png", RgbImage(20000, 10)));
    fs::copy_file(pictureFixture("cmyk.jpg"), pictures_ / "whole.jpg");
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data);
    EXPECT_EQ(data->dataset.count(), 3U);
    ASSERT_EQ(data->skipped.size(), 5U);
    EXPECT_EQ(data->skipped[0].name, "empty.jpg");
    EXPECT_EQ(data->skipped[0].reason, "empty file");
    EXPECT_EQ(data->skipped[1].reason, "truncated JPEG: its end marker is missing");
    EXPECT_NE(data->skipped[4].reason.find("20000 x 10"), std::string::npos);
}

TEST_F(DatasetBuilder, CropsOfTheFirstPictureScaleToTheOthers) {
    drawPictures(pictures_, 1, 100);
    ASSERT_TRUE(writePng(pictures_ / "01.png", drawSketchFace(3, 1, 50)));
    options_.crop = CropRect{10, 20, 64, 64, 0, 0};
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data) << data.error().message;
    EXPECT_EQ(data->dataset.info().crop, "10,20,64,64@100x100");
    EXPECT_EQ(data->dataset.image(1), cropAndResize(drawSketchFace(3, 1, 50), {5, 10, 32, 32}, 64));
}

TEST_F(DatasetBuilder, AttributeRowsMayNameAbsentPictures) {
    drawCeleba(4);
    fs::remove(pictures_ / "img_align_celeba" / "02.png");
    ASSERT_TRUE(writePng(pictures_ / "img_align_celeba" / "extra.png", drawSketchFace(3, 1, 48)));
    const auto data = prepareDataset(options_, out_);
    ASSERT_TRUE(data);
    ASSERT_EQ(data->warnings.size(), 2U);
    EXPECT_NE(
        data->warnings[0].find("1 row names a picture that is not there, the first is 02.png"),
        std::string::npos)
        << data->warnings[0];
    EXPECT_NE(data->warnings[1].find("1 picture has no row, the first is extra.png"),
              std::string::npos)
        << data->warnings[1];
    EXPECT_EQ(data->dataset.attributes(3)[0], 0);
    // A limit makes no row's picture absent.
    options_.limit = 2;
    EXPECT_EQ(prepareDataset(options_, out_)->warnings.size(), 1U);
}

TEST_F(DatasetBuilder, SaysWhatCannotBeUsed) {
    expectError(ErrorCode::NotFound, "no such folder");
    fs::create_directories(pictures_);
    expectError(ErrorCode::InvalidArgument, "no picture");
    ASSERT_TRUE(writeTextAtomically(pictures_ / "a.jpg", "x"));
    ASSERT_TRUE(writeTextAtomically(pictures_ / "b.jpg", ""));
    expectError(ErrorCode::InvalidArgument,
                "no usable picture among 2; the first, a.jpg: not a JPEG");
    drawPictures(pictures_, 2);
    options_.crop = CropRect{0, 0, 49, 48, 0, 0};
    expectError(ErrorCode::InvalidArgument,
                "00.png: the crop 0,0,49,48@48x48 lies outside a picture of 48 x 48");
    options_.detect = DetectorKind::Haar;
    expectError(ErrorCode::InvalidArgument, "choose one");
    options_.crop.reset();
    options_.detector_folder = folder_.path();
    expectError(ErrorCode::NotFound, "haarcascade");
    options_.detect = DetectorKind::Mtcnn;
    options_.detector_folder.clear();
    expectError(ErrorCode::InvalidArgument, "MTCNN needs");
    options_.detect.reset();
    options_.image_size = 63;
    expectError(ErrorCode::InvalidArgument, "image size 63");
    options_.image_size = 64;
    options_.threads = -1;
    expectError(ErrorCode::InvalidArgument, "-1 threads");
    options_.threads = 0;
    options_.attribute_file = folder_.path() / "no.txt";
    expectError(ErrorCode::NotFound, "no.txt");
    ASSERT_TRUE(writeTextAtomically(folder_.path() / "short.txt", "1\nA B\n00.png 1\n"));
    options_.attribute_file = folder_.path() / "short.txt";
    expectError(ErrorCode::BrokenFile, "short.txt: line 3");
    options_.attribute_file.reset();
    out_ = folder_.path() / "no" / "out";
    expectError(ErrorCode::WriteFailed, "No such file or directory");
}

TEST_F(DatasetBuilder, CancellingLeavesNothing) {
    drawPictures(pictures_, 30);
    options_.threads = 2;
    std::stop_source stop;
    const auto data =
        prepareDataset(options_, out_, stop.get_token(), [&](const PrepareProgress& progress) {
            if (progress.done == 5) stop.request_stop();
        });
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);  // the pictures only
}

TEST_F(DatasetBuilder, AFullDiskLeavesNothing) {
    drawPictures(pictures_, 10);
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{40'000, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto data = prepareDataset(options_, out_);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(data.error().message.find(out_.string()), std::string::npos);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(DatasetBuilder, DetectorsGiveFacesAndSkipTheRest) {
    drawPictures(pictures_, 1, 128);
    ASSERT_TRUE(writePng(pictures_ / "blank.png", RgbImage(128, 128, 128)));
    ASSERT_TRUE(writePng(pictures_ / "00.png", drawSketchFace(1, 8, 128)));
    options_.detect = DetectorKind::Haar;
    const auto data = prepareDataset(options_, out_);
    if (!data && data.error().code == ErrorCode::NotFound) GTEST_SKIP() << data.error().message;
    ASSERT_TRUE(data) << data.error().message;
    EXPECT_EQ(data->dataset.info().crop, "haar");
    EXPECT_EQ(data->dataset.count(), 1U);
    ASSERT_EQ(data->skipped.size(), 1U);
    EXPECT_EQ(data->skipped[0].reason, "no face found");
}

TEST(DefaultCrop, IsTheLargestCentredSquare) {
    EXPECT_EQ(defaultCrop(true, 89, 109), celebaCrop());
    EXPECT_EQ(*defaultCrop(false, 100, 60).scaledTo(100, 60), (PixelRect{20, 0, 60, 60}));
    EXPECT_EQ(*defaultCrop(false, 61, 100).scaledTo(61, 100), (PixelRect{0, 19, 61, 61}));
}

}  // namespace
}  // namespace faceloom
