// Nearest pictures of a data set, on drawn patterns and a reader of random weights.
#include "core/base/safetensors.h"
#include "core/imaging/picture_decoder.h"
#include "core/reading/likeness.h"
#include "core/reading/likeness_table.h"
#include "core/reading/nearest_pictures.h"
#include "tests/core/reading_support.h"

#include <fstream>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using namespace testing_support;

constexpr std::size_t kPictures = 60;

// Soft patches of colour, 64 × 64.
RgbImage patches(unsigned seed) {
    return resized(noise(7, 7, seed), 64, 64);
}

RgbImage brightened(RgbImage picture, int by) {
    for (auto& value : picture.rgb_u8)
        value = static_cast<std::uint8_t>(std::clamp(value * 9 / 10 + by, 0, 255));
    return picture;
}

class NearestPicturesTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(
            writeAttributeReader(folder.path() / "r.safetensors", someNetwork(kAttributes)));
        std::vector<LabelledFace> faces;
        for (unsigned i = 0; i < kPictures; ++i)
            faces.push_back({patches(100 + i), fmt::format("sub/{:02}.png", i), {}});
        pictures.emplace(packed(folder.path() / "pictures.safetensors", {}, faces));
    }
    AttributeReader reader() const {
        return *AttributeReader::open(folder.path() / "r.safetensors");
    }
    fs::path cache() const { return folder.path() / "cache" / "features"; }
    // The one file in the cache.
    fs::path cached() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(cache()))
            files.push_back(entry.path());
        EXPECT_EQ(files.size(), 1U);
        return files.front();
    }
    Result<NearestPictures> open(const std::stop_token& stop = {},
                                 const LookThroughObserver& observer = {}) const {
        return NearestPictures::open(*pictures, reader(), cache(), stop, observer);
    }

    TempFolder folder;
    std::optional<PackedDataset> pictures;
};

TEST_F(NearestPicturesTest, FindsTheCopiedPictureAndTellsItFromAnInvention) {
    const auto known = open();
    ASSERT_TRUE(known) << known.error().message;
    const RgbImage copied = pictures->image(17).value();
    const std::vector<RgbImage> faces = {copied, brightened(copied, 20), mirrorImage(copied),
                                         resized(resized(copied, 32, 32), 100, 100), patches(9999)};
    const auto found = known->nearest(faces, 3);
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_EQ(found->size(), faces.size());
    for (std::size_t i = 0; i < 4; ++i) {
        ASSERT_EQ((*found)[i].size(), 3U);
        const NearPicture& first = (*found)[i].front();
        EXPECT_EQ(first.index, 17U) << i;
        EXPECT_EQ(first.name, "sub/17.png");
        EXPECT_EQ(first.mirrored, i == 2) << i;
        EXPECT_LT(first.percentile, 1) << i;
        EXPECT_LT(first.distance, (*found)[i][1].distance / 2) << i;
    }
    EXPECT_LT((*found)[0].front().distance, 1e-6);
    EXPECT_GT((*found)[4].front().percentile, 10);
}

// The formulas written out again, with the inverse of the covariance in place of its roots.
TEST_F(NearestPicturesTest, DistancesAndYardstickAreTheFormulas) {
    const auto known = open();
    ASSERT_TRUE(known) << known.error().message;
    std::vector<RgbImage> all, turned;
    for (std::size_t i = 0; i < kPictures; ++i) {
        all.push_back(pictures->image(i).value());
        turned.push_back(mirrorImage(all.back()));
    }
    const auto features = [this](const std::vector<RgbImage>& faces) {
        return softFeatures(reader(), faces)->to(at::kDouble);
    };
    const at::Tensor x = features(all);
    const at::Tensor mean = x.mean(0), centred = x - mean;
    const auto size = static_cast<double>(x.size(1));
    const double share = size / (size + kPictures);
    const at::Tensor covariance = at::matmul(centred.t(), centred) / double(kPictures);
    const at::Tensor inverse =
        at::linalg_inv(covariance * (1 - share) +
                       at::eye(x.size(1), at::kDouble) * covariance.trace() / size * share);
    const auto cosine = [&](const at::Tensor& a, const at::Tensor& b) {
        const auto form = [&](const at::Tensor& u, const at::Tensor& v) {
            return at::dot(at::matmul(u, inverse), v).item<double>();
        };
        return form(a, b) / std::sqrt(form(a, a) * form(b, b));
    };
    const at::Tensor mirrored = features(turned) - mean;
    const auto distance = [&](const at::Tensor& face, const at::Tensor& mirror, std::size_t to) {
        const auto row = static_cast<std::int64_t>(to);
        return 1 - std::max(cosine(face, centred[row]), cosine(mirror, centred[row]));
    };

    const RgbImage face = patches(4711);
    const at::Tensor own = (features({face}) - mean)[0];
    const at::Tensor own_mirror = (features({mirrorImage(face)}) - mean)[0];
    std::vector<std::pair<double, std::size_t>> expected;
    for (std::size_t i = 0; i < kPictures; ++i)
        expected.emplace_back(distance(own, own_mirror, i), i);
    std::ranges::sort(expected);
    const auto found = known->nearest(std::vector{face}, kPictures + 10);
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_EQ(found->front().size(), kPictures);  // there are no more
    for (std::size_t i = 0; i < kPictures; ++i) {
        EXPECT_EQ(found->front()[i].index, expected[i].second) << i;
        EXPECT_NEAR(found->front()[i].distance, expected[i].first, 1e-4) << i;
    }

    std::vector<double> nearest_others;
    for (std::size_t i = 0; i < kPictures; ++i) {
        double least = 2;
        for (std::size_t j = 0; j < kPictures; ++j) {
            const auto row = static_cast<std::int64_t>(i);
            if (j != i) least = std::min(least, distance(centred[row], mirrored[row], j));
        }
        nearest_others.push_back(least);
    }
    std::ranges::sort(nearest_others);
    ASSERT_EQ(known->yardstick().size(), kPictures);
    for (std::size_t i = 0; i < kPictures; ++i)
        EXPECT_NEAR(known->yardstick()[i], nearest_others[i], 1e-4);
    EXPECT_EQ(known->percentileOf(nearest_others.front() - 1e-3), 0);
    EXPECT_EQ(known->percentileOf(nearest_others.back() + 1e-3), 100);
    EXPECT_NEAR(known->percentileOf((nearest_others[29] + nearest_others[30]) / 2), 50, 1e-9);
}

TEST_F(NearestPicturesTest, ATableThatCannotBeWrittenIsSaidBeforeThePicturesAreLookedThrough) {
    int looked_at = 0;
    const auto built = LikenessTable::build(folder.path() / "no" / "table", {}, *pictures, reader(),
                                            {}, [&](const LookThroughProgress&) { ++looked_at; });
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(looked_at, 0);
}

TEST_F(NearestPicturesTest, LooksThroughThePicturesOnceAndKeepsWhatItSaw) {
    std::vector<LookThroughProgress> seen;
    const auto observer = [&](const LookThroughProgress& progress) { seen.push_back(progress); };
    const auto first = open({}, observer);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_FALSE(first->fromCache());
    ASSERT_FALSE(seen.empty());
    EXPECT_TRUE(std::ranges::is_sorted(seen, {}, &LookThroughProgress::done));
    EXPECT_EQ(seen.back().done, seen.back().total);
    seen.clear();
    const auto again = open({}, observer);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->fromCache());
    EXPECT_TRUE(seen.empty());
    EXPECT_TRUE(std::ranges::equal(first->yardstick(), again->yardstick()));
    const std::vector<RgbImage> face = {patches(5)};
    const auto a = first->nearest(face, 4), b = again->nearest(face, 4);
    ASSERT_TRUE(a && b);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(a->front()[i].index, b->front()[i].index);
        EXPECT_EQ(a->front()[i].distance, b->front()[i].distance);
    }
    // Another reader sees them anew.
    ASSERT_TRUE(writeAttributeReader(folder.path() / "r.safetensors", someNetwork(kAttributes, 9)));
    const auto other = open();
    ASSERT_TRUE(other) << other.error().message;
    EXPECT_FALSE(other->fromCache());
}

TEST_F(NearestPicturesTest, ABrokenCacheIsMadeAgain) {
    ASSERT_TRUE(open());
    const fs::path file = cached();
    std::ifstream in(file, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    const auto replaced = [&](std::string from, const std::string& to) {
        std::string text = whole;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    };
    std::string endless = whole;
    const std::string nan = {'\0', '\0', '\xC0', '\x7F'};
    endless.replace(whole.size() - kPictures * 4 - 288 * 288 * 4 - 288 * 4 - 4, 4, nan);
    std::string crossed = whole;  // the yardstick's first number made its largest
    crossed.replace(whole.size() - kPictures * 4, 4, std::string("\0\0\x80\x3F", 4));
    int number = 0;
    for (const std::string& broken :
         {std::string(), std::string("not a table"), whole.substr(0, whole.size() / 2), endless,
          crossed, replaced("faceloom-likeness", "faceloom-likenesz"),
          replaced("\"version\":\"1\"", "\"version\":\"0\"")}) {
        std::ofstream(file, std::ios::binary) << broken;
        const auto known = open();
        ASSERT_TRUE(known) << number << ": " << known.error().message;
        EXPECT_FALSE(known->fromCache()) << number;
        const auto again = open();
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->fromCache()) << number;
        ++number;
    }
    EXPECT_EQ(cached(), file);
}

TEST_F(NearestPicturesTest, StopsWhenAskedAndLeavesNothingBehind) {
    for (const std::size_t at : {std::size_t{1}, kPictures, kPictures + 1}) {
        std::stop_source stop;
        const auto known = open(stop.get_token(), [&](const LookThroughProgress& progress) {
            if (progress.done >= at) stop.request_stop();
        });
        ASSERT_FALSE(known);
        EXPECT_EQ(known.error().code, ErrorCode::Cancelled);
        EXPECT_TRUE(fs::is_empty(cache()));
    }
}

TEST_F(NearestPicturesTest, RefusesWhatCannotBe) {
    const PackedDataset one =
        packed(folder.path() / "one.safetensors", {}, {{patches(1), "a.png", {}}});
    const auto alone = NearestPictures::open(one, reader(), cache(), {}, {});
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().code, ErrorCode::InvalidArgument);
    std::ofstream(folder.path() / "file") << "in the way";
    EXPECT_EQ(NearestPictures::open(*pictures, reader(), folder.path() / "file" / "x", {}, {})
                  .error()
                  .code,
              ErrorCode::WriteFailed);
    const auto known = open();
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(known->nearest(std::vector{patches(1)}, 0).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(known->nearest(std::vector{RgbImage()}, 1).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(known->nearest({}, 1)->empty());
}

TEST_F(NearestPicturesTest, PicturesAllAlikeAreNoMatter) {
    std::vector<LabelledFace> faces(5, {patches(1), "same.png", {}});
    const PackedDataset same = packed(folder.path() / "same.safetensors", {}, faces);
    const auto known = NearestPictures::open(same, reader(), cache(), {}, {});
    ASSERT_TRUE(known) << known.error().message;
    const auto found = known->nearest(std::vector{patches(2)}, 2);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(std::isfinite(found->front().front().distance));
}

}  // namespace
}  // namespace faceloom
