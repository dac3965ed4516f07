#include "core/reading/nearest_pictures.h"

#include "core/base/one_line.h"
#include "core/base/sha256.h"
#include "core/base/unfinished_files.h"
#include "core/base/user_folders.h"
#include "core/reading/likeness_table.h"

#include <algorithm>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

struct NearestPictures::Engine {
    PackedDataset pictures;
    AttributeReader reader;
    LikenessTable table;
    bool from_cache = false;
};

namespace {

// More than are asked for, so that float32's rounding does not decide which are the nearest.
constexpr std::int64_t kSpare = 8;

double product(const at::Tensor& a, const at::Tensor& b) {
    return at::dot(a.to(at::kDouble), b.to(at::kDouble)).item<double>();
}

// `face` and its mirror image, [1, F]. Without names and percentiles.
std::vector<NearPicture> nearestRows(const at::Tensor& rows, const at::Tensor& face,
                                     const at::Tensor& mirror, std::size_t count) {
    const Likeness likeness = likenessOf(face, mirror, rows);
    const std::int64_t chosen = std::min(static_cast<std::int64_t>(count) + kSpare, rows.size(0));
    const at::Tensor positions = std::get<1>(likeness.cosines[0].topk(chosen));
    std::vector<NearPicture> found;
    for (std::int64_t i = 0; i < chosen; ++i) {
        const auto index = positions[i].item<std::int64_t>();
        const bool mirrored = likeness.mirrored[0][index].item<bool>();
        const double cosine = product((mirrored ? mirror : face)[0], rows[index]);
        found.push_back(
            {static_cast<std::size_t>(index), {}, std::max(0.0, 1 - cosine), 0, mirrored});
    }
    std::ranges::sort(found, [](const NearPicture& a, const NearPicture& b) {
        return std::pair(a.distance, a.index) < std::pair(b.distance, b.index);
    });
    found.resize(count);
    return found;
}

Result<LikenessTable> openOrBuild(const fs::path& path, const LikenessKey& key,
                                  const PackedDataset& pictures, const AttributeReader& reader,
                                  const std::stop_token& stop, const LookThroughObserver& observer,
                                  bool& from_cache) {
    const auto first = pictures.image(0);
    if (!first) return passOn(first);
    const auto features = softFeatures(reader, std::span(&*first, 1));
    if (!features) return passOn(features);
    const auto count = static_cast<std::int64_t>(pictures.count());
    auto table = LikenessTable::open(path, key, count, features->size(1));
    from_cache = table.has_value();
    if (table) return table;
    if (auto status = LikenessTable::build(path, key, pictures, reader, stop, observer); !status)
        return passOn(status);
    return LikenessTable::open(path, key, count, features->size(1));
}

}  // namespace

fs::path nearestPicturesCache() {
    return userCacheFolder() / "features";
}

Result<NearestPictures> NearestPictures::open(const PackedDataset& pictures,
                                              const AttributeReader& reader, const fs::path& cache,
                                              const std::stop_token& stop,
                                              const LookThroughObserver& observer) {
    if (pictures.count() < 2) {
        return fail(ErrorCode::InvalidArgument, "{}: one picture alone has no nearest other",
                    pictures.path().string());
    }
    std::error_code error;
    fs::create_directories(cache, error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: cannot be created: {}", cache.string(),
                    error.message());
    }
    removeUnfinished(cache);
    try {
        auto reader_hash = sha256OfFile(reader.path());
        if (!reader_hash) return passOn(reader_hash);
        auto pictures_hash = pictures.picturesSha256();
        if (!pictures_hash) return passOn(pictures_hash);
        const LikenessKey key{std::move(*reader_hash), std::move(*pictures_hash)};
        const fs::path path = cache / fmt::format("{}-{}.safetensors", shortHash(key.reader_sha256),
                                                  shortHash(key.pictures_sha256));
        bool from_cache = false;
        auto table = openOrBuild(path, key, pictures, reader, stop, observer, from_cache);
        if (!table) return passOn(table);
        return NearestPictures(std::make_shared<const Engine>(
            Engine{pictures, reader, std::move(*table), from_cache}));
    } catch (const std::exception& exception) {
        return fail(ErrorCode::Internal, "{}: looking through the pictures failed: {}",
                    pictures.path().string(), firstLineOf(exception.what()));
    }
}

const PackedDataset& NearestPictures::pictures() const {
    return engine_->pictures;
}

bool NearestPictures::fromCache() const {
    return engine_->from_cache;
}

std::span<const float> NearestPictures::yardstick() const {
    return engine_->table.yardstick();
}

double NearestPictures::percentileOf(double distance) const {
    const auto values = yardstick();
    const auto nearer = std::ranges::lower_bound(values, static_cast<float>(distance));
    return 100.0 * static_cast<double>(nearer - values.begin()) /
           static_cast<double>(values.size());
}

Result<std::vector<std::vector<NearPicture>>> NearestPictures::nearest(
    std::span<const RgbImage> faces, std::size_t count) const {
    if (count < 1)
        return fail(ErrorCode::InvalidArgument, "{} nearest pictures are not one or more", count);
    try {
        const torch::NoGradGuard no_grad;
        const auto features = softFeatures(engine_->reader, faces);
        if (!features) return passOn(features);
        std::vector<RgbImage> mirror_images;
        for (const RgbImage& face : faces)
            mirror_images.push_back(mirrorImage(face));
        const auto turned = softFeatures(engine_->reader, mirror_images);
        if (!turned) return passOn(turned);
        const Whitening& whitened = engine_->table.whitening();
        std::vector<std::vector<NearPicture>> all;
        for (std::int64_t i = 0; i < features->size(0); ++i) {
            auto& found = all.emplace_back(nearestRows(
                engine_->table.rows(), whitened(features->narrow(0, i, 1)),
                whitened(turned->narrow(0, i, 1)), std::min(count, pictures().count())));
            for (NearPicture& near : found) {
                near.name = pictures().name(near.index);
                near.percentile = percentileOf(near.distance);
            }
        }
        return all;
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "comparing the faces failed: {}",
                    firstLineOf(error.what()));
    }
}

}  // namespace faceloom
