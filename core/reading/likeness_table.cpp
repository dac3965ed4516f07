#include "core/reading/likeness_table.h"

#include "core/base/atomic_file.h"
#include "core/gan/tensor_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "faceloom-likeness";
constexpr const char* kVersion = "1";  // of what likeness.h computes, too
constexpr std::size_t kMostYardsticks = 2000;
constexpr std::size_t kFacesAtOnce = 64;
constexpr std::int64_t kRowsAtOnce = 4096;
constexpr std::int64_t kComparedAtOnce = 32;

std::size_t yardstickCount(std::size_t pictures) {
    return std::min(pictures, kMostYardsticks);
}

Metadata metadataOf(const LikenessKey& key) {
    return {{"format", kFormat},
            {"version", kVersion},
            {"reader", key.reader_sha256},
            {"pictures", key.pictures_sha256}};
}

// One table being made.
class Building {
public:
    Building(const PackedDataset& pictures, const AttributeReader& reader,
             const std::stop_token& stop, const LookThroughObserver& observer)
        : pictures_(pictures), reader_(reader), stop_(stop), observer_(observer) {}

    Status carryOut(const fs::path& path, const LikenessKey& key) {
        // Where nothing can be written, that is said before the pictures are looked through.
        if (const auto probe = AtomicFile::create(path); !probe) return passOn(probe);
        if (auto status = readFeatures(); !status) return status;
        const Whitening whitening = whiteningOf(rows_);
        for (at::Tensor rows : rows_.split(kRowsAtOnce)) {
            if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            rows.copy_(whitening(rows));
        }
        const auto yardstick = measureYardstick(whitening);
        if (!yardstick) return passOn(yardstick);
        return writeTensors(path,
                            {{"rows", rows_},
                             {"mean", whitening.mean},
                             {"whitening", whitening.matrix},
                             {"yardstick", *yardstick}},
                            metadataOf(key));
    }

private:
    [[nodiscard]] std::size_t total() const {
        return pictures_.count() + yardstickCount(pictures_.count());
    }

    // The softened features of the pictures at these positions, or of their mirror images.
    Result<at::Tensor> featuresAt(std::span<const std::size_t> positions, bool mirrored) {
        if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        auto faces = pictures_.images(positions);
        if (!faces) return passOn(faces);
        if (mirrored) std::ranges::transform(*faces, faces->begin(), mirrorImage);
        auto features = softFeatures(reader_, *faces);
        done_ += positions.size();
        if (features && observer_) observer_({done_, total()});
        return features;
    }

    // All pictures', which become the rows.
    Status readFeatures() {
        for (std::size_t first = 0; first < pictures_.count(); first += kFacesAtOnce) {
            std::vector<std::size_t> positions;
            for (std::size_t i = first; i < std::min(first + kFacesAtOnce, pictures_.count()); ++i)
                positions.push_back(i);
            const auto features = featuresAt(positions, false);
            if (!features) return passOn(features);
            if (first == 0) {
                rows_ =
                    at::empty({static_cast<std::int64_t>(pictures_.count()), features->size(1)});
            }
            rows_.narrow(0, static_cast<std::int64_t>(first), features->size(0)).copy_(*features);
        }
        return {};
    }

    Result<at::Tensor> measureYardstick(const Whitening& whitening) {
        const std::size_t count = yardstickCount(pictures_.count());
        std::vector<at::Tensor> distances;
        for (std::size_t first = 0; first < count; first += kComparedAtOnce) {
            std::vector<std::size_t> positions;
            for (std::size_t i = first; i < std::min(first + kComparedAtOnce, count); ++i)
                positions.push_back(i * pictures_.count() / count);
            const auto mirrored = featuresAt(positions, true);
            if (!mirrored) return passOn(mirrored);
            const at::Tensor own =
                at::tensor(std::vector<std::int64_t>(positions.begin(), positions.end()));
            at::Tensor cosines =
                likenessOf(rows_.index_select(0, own), whitening(*mirrored), rows_).cosines;
            constexpr double kLeast = -2;  // than any cosine
            cosines.scatter_(1, own.unsqueeze(1), kLeast);
            distances.push_back(1 - cosines.amax(1));
        }
        return std::get<0>(at::cat(distances).clamp_min(0).sort()).contiguous();
    }

    const PackedDataset& pictures_;
    const AttributeReader& reader_;
    const std::stop_token& stop_;
    const LookThroughObserver& observer_;
    std::size_t done_ = 0;
    at::Tensor rows_;
};

}  // namespace

Likeness likenessOf(const at::Tensor& faces, const at::Tensor& mirrored, const at::Tensor& rows) {
    const at::Tensor across = rows.t();
    const at::Tensor plain = at::matmul(faces, across);
    const at::Tensor turned = at::matmul(mirrored, across);
    return {at::maximum(plain, turned), turned > plain};
}

Status LikenessTable::build(const fs::path& path, const LikenessKey& key,
                            const PackedDataset& pictures, const AttributeReader& reader,
                            const std::stop_token& stop, const LookThroughObserver& observer) {
    const torch::NoGradGuard no_grad;
    return Building(pictures, reader, stop, observer).carryOut(path, key);
}

Result<LikenessTable> LikenessTable::open(const fs::path& path, const LikenessKey& key,
                                          std::int64_t count, std::int64_t size) {
    const torch::NoGradGuard no_grad;
    auto file = SafetensorsFile::open(path);
    if (!file) return passOn(file);
    if (file->metadata() != metadataOf(key)) {
        return fail(ErrorCode::BrokenFile, "{}: made of other pictures or by another reader",
                    path.string());
    }
    LikenessTable table;
    const std::array shape = {count, size};
    if (const auto entry = file->expect("rows", DType::F32, shape); !entry) return passOn(entry);
    table.rows_ = at::empty(shape);
    // Into its place, without a copy: it is large.
    const std::span rows(static_cast<std::byte*>(table.rows_.data_ptr()), table.rows_.nbytes());
    if (auto status = file->read("rows", 0, rows); !status) return passOn(status);
    // One number that is not finite makes the sum so.
    if (!at::isfinite(table.rows_.sum()).item<bool>()) {
        return fail(ErrorCode::BrokenFile, "{}: it holds a number that is not finite",
                    path.string());
    }
    table.whitening_ = {at::empty({size}), at::empty({size, size})};
    table.yardstick_ =
        at::empty({static_cast<std::int64_t>(yardstickCount(static_cast<std::size_t>(count)))});
    for (const auto& [name, target] :
         {std::pair("mean", table.whitening_.mean), std::pair("whitening", table.whitening_.matrix),
          std::pair("yardstick", table.yardstick_)}) {
        if (auto status = readTensor(*file, name, target); !status) return passOn(status);
    }
    if (!std::ranges::is_sorted(table.yardstick()))
        return fail(ErrorCode::BrokenFile, "{}: its yardstick is out of order", path.string());
    return table;
}

std::span<const float> LikenessTable::yardstick() const {
    return {yardstick_.data_ptr<float>(), static_cast<std::size_t>(yardstick_.numel())};
}

}  // namespace faceloom
