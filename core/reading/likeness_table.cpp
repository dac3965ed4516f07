#include "core/reading/likeness_table.h"

#include "core/base/atomic_file.h"
#include "core/base/mapped_file.h"
#include "core/gan/tensor_file.h"

#include <algorithm>
#include <cstdint>
#include <optional>
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

std::span<const std::byte> bytesOf(const at::Tensor& tensor) {
    return {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()};
}

// The file's tensors in their order; without bytes.
std::vector<TensorView> layoutOf(std::int64_t count, std::int64_t size) {
    const auto yardsticks =
        static_cast<std::int64_t>(yardstickCount(static_cast<std::size_t>(count)));
    return {{"rows", DType::F32, {count, size}, {}},
            {"mean", DType::F32, {size}, {}},
            {"whitening", DType::F32, {size, size}, {}},
            {"yardstick", DType::F32, {yardsticks}, {}}};
}

// One table being made.
class Building {
public:
    Building(AtomicFile file, const PackedDataset& pictures, const AttributeReader& reader,
             const std::stop_token& stop, const LookThroughObserver& observer)
        : file_(std::move(file)),
          pictures_(pictures),
          reader_(reader),
          stop_(stop),
          observer_(observer) {}

    Status carryOut(const LikenessKey& key) {
        if (auto status = writeFeatures(key); !status) return status;
        if (auto status = mapRows(); !status) return status;
        whitening_ = whiteningOf(rows_);
        if (auto status = whitenRows(); !status) return status;
        // Mapped again, so that what is seen is what was written.
        if (auto status = mapRows(); !status) return status;
        const auto yardstick = measureYardstick();
        if (!yardstick) return passOn(yardstick);
        for (const at::Tensor& tensor : {whitening_.mean, whitening_.matrix, *yardstick}) {
            if (auto status = file_.write(bytesOf(tensor)); !status) return status;
        }
        return file_.commit();
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

    // The header and, for now, the features as they are where the rows will be.
    Status writeFeatures(const LikenessKey& key) {
        for (std::size_t first = 0; first < pictures_.count(); first += kFacesAtOnce) {
            std::vector<std::size_t> positions;
            for (std::size_t i = first; i < std::min(first + kFacesAtOnce, pictures_.count()); ++i)
                positions.push_back(i);
            const auto features = featuresAt(positions, false);
            if (!features) return passOn(features);
            if (first == 0) {
                size_ = features->size(1);
                const std::string header = safetensorsHeader(
                    layoutOf(static_cast<std::int64_t>(pictures_.count()), size_), metadataOf(key));
                header_size_ = header.size();
                if (auto status = file_.write(std::as_bytes(std::span(header))); !status)
                    return status;
            }
            if (auto status = file_.write(bytesOf(*features)); !status) return status;
        }
        return {};
    }

    Status mapRows() {
        auto mapped = MappedFile::open(file_.temporaryPath());
        if (!mapped) return passOn(mapped);
        mapped_.emplace(std::move(*mapped));
        const std::byte* data = mapped_->bytes().data() + header_size_;
        rows_ = at::from_blob(const_cast<std::byte*>(data),
                              {static_cast<std::int64_t>(pictures_.count()), size_}, at::kFloat);
        return {};
    }

    Status whitenRows() {
        const auto row_bytes = static_cast<std::uint64_t>(size_) * sizeof(float);
        for (std::int64_t first = 0; first < rows_.size(0); first += kRowsAtOnce) {
            if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            const at::Tensor white =
                whitening_(rows_.narrow(0, first, std::min(kRowsAtOnce, rows_.size(0) - first)));
            const std::uint64_t at = header_size_ + static_cast<std::uint64_t>(first) * row_bytes;
            if (auto status = file_.writeAt(at, bytesOf(white.contiguous())); !status)
                return status;
        }
        return {};
    }

    Result<at::Tensor> measureYardstick() {
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
                likenessOf(rows_.index_select(0, own), whitening_(*mirrored), rows_).cosines;
            constexpr double kLeast = -2;  // than any cosine
            cosines.scatter_(1, own.unsqueeze(1), kLeast);
            distances.push_back(1 - cosines.amax(1));
        }
        return std::get<0>(at::cat(distances).clamp_min(0).sort()).contiguous();
    }

    AtomicFile file_;
    const PackedDataset& pictures_;
    const AttributeReader& reader_;
    const std::stop_token& stop_;
    const LookThroughObserver& observer_;
    std::size_t done_ = 0;
    std::int64_t size_ = 0;  // of a picture's features
    std::size_t header_size_ = 0;
    std::optional<MappedFile> mapped_;
    at::Tensor rows_;
    Whitening whitening_;
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
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    const torch::NoGradGuard no_grad;
    return Building(std::move(*file), pictures, reader, stop, observer).carryOut(key);
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
    LikenessTable table(std::move(*file));
    const auto layout = layoutOf(count, size);
    auto entry = table.file_.expect("rows", layout[0].dtype, layout[0].shape);
    if (!entry) return passOn(entry);
    const std::byte* data = table.file_.bytes("rows").data();
    if (reinterpret_cast<std::uintptr_t>(data) % alignof(float) != 0)
        return fail(ErrorCode::BrokenFile, "{}: its rows are not aligned", path.string());
    table.rows_ = at::from_blob(const_cast<std::byte*>(data), layout[0].shape, at::kFloat);
    // One that is not finite makes the sum so.
    if (!at::isfinite(table.rows_.sum()).item<bool>()) {
        return fail(ErrorCode::BrokenFile, "{}: it holds a number that is not finite",
                    path.string());
    }
    table.whitening_ = {at::empty({size}), at::empty({size, size})};
    table.yardstick_ = at::empty(layout[3].shape);
    for (const auto& [name, target] :
         {std::pair("mean", table.whitening_.mean), std::pair("whitening", table.whitening_.matrix),
          std::pair("yardstick", table.yardstick_)}) {
        if (auto status = readTensor(table.file_, name, target); !status) return passOn(status);
    }
    if (!std::ranges::is_sorted(table.yardstick()))
        return fail(ErrorCode::BrokenFile, "{}: its yardstick is out of order", path.string());
    return table;
}

std::span<const float> LikenessTable::yardstick() const {
    return {yardstick_.data_ptr<float>(), static_cast<std::size_t>(yardstick_.numel())};
}

}  // namespace faceloom
