// A data set's pictures in the space that likeness.h makes, kept as a file: a kilobyte a picture.
// Internal to core: includes Torch.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/reading/attribute_reader.h"
#include "core/reading/likeness.h"
#include "core/reading/nearest_pictures.h"

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include <torch/torch.h>

namespace faceloom {

// What a table was made of.
struct LikenessKey {
    std::string reader_sha256;
    std::string pictures_sha256;
};

// Of each of two pictures, the smaller distance of the first and its mirror image. Rows as
// Whitening gives them: faces [Q, F] and mirrored [Q, F] to rows [N, F] → cosines [Q, N], and which
// of the two it was.
struct Likeness {
    at::Tensor cosines;   // float32
    at::Tensor mirrored;  // bool
};
[[nodiscard]] Likeness likenessOf(const at::Tensor& faces, const at::Tensor& mirrored,
                                  const at::Tensor& rows);

// Immutable; safe to share between threads.
class LikenessTable {
public:
    // Looks through the pictures and writes the file. Errors: those of NearestPictures::open.
    [[nodiscard]] static Status build(const std::filesystem::path& path, const LikenessKey& key,
                                      const PackedDataset& pictures, const AttributeReader& reader,
                                      const std::stop_token& stop,
                                      const LookThroughObserver& observer);
    // Features have `size` numbers. Errors: NotFound; BrokenFile (also one of another key).
    [[nodiscard]] static Result<LikenessTable> open(const std::filesystem::path& path,
                                                    const LikenessKey& key, std::int64_t count,
                                                    std::int64_t size);

    [[nodiscard]] const at::Tensor& rows() const { return rows_; }  // [N, F]
    [[nodiscard]] const Whitening& whitening() const { return whitening_; }
    [[nodiscard]] std::span<const float> yardstick() const;

private:
    LikenessTable() = default;

    at::Tensor rows_;
    Whitening whitening_;
    at::Tensor yardstick_;  // [M], ascending
};

}  // namespace faceloom
