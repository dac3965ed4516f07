// Pictures decoded once: a safetensors file with `pictures` U8 [N,3,S,S] and, if known,
// `attributes` I8 [N,A] (1, -1, or 0 for unknown), `landmarks` F32 [N,10] (NaN for unknown),
// `identities` I64 [N] (-1 for unknown) and `names` U8 (the sources' relative paths, each ended by
// a line feed). Its metadata: version, crop, fingerprint of the sources, attribute names. No OpenCV
// and no Torch here.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/base/safetensors.h"
#include "core/data/celeba_tables.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace faceloom {

inline constexpr int kPackedVersion = 1;
inline constexpr const char* kPackedFormat = "faceloom-pictures";  // metadata key "format"
inline constexpr int kLargestPackedSide = 1024;                    // pixels

// What CelebA's further tables say of a picture, where they know it.
struct PackedExtras {
    std::optional<Landmarks> landmarks;  // as in the table: pixels of the aligned 178 × 218 picture
    std::optional<std::int64_t> identity;  // the person's number, 0 or more
};

struct PackedInfo {
    std::string crop;         // "24,56,128,128@178x218", "haar", "mtcnn", "none", "sketch"
    std::string fingerprint;  // of the sources' names, sizes, times and the crop; hexadecimal
    std::vector<std::string> attribute_names;  // empty: no attributes
    bool has_landmarks = false;
    bool has_identities = false;
};

// Immutable after opening and thread-safe; copies share the open file. Pictures are read when asked
// for: memory grows with what is known of each (some hundred bytes), not with its pixels.
class PackedDataset {
public:
    // Errors: NotFound; BrokenFile (not safetensors, another version, wrong shapes).
    [[nodiscard]] static Result<PackedDataset> open(const std::filesystem::path& path);
    // Whether the file's first bytes look like one (cheap; says nothing of the rest).
    [[nodiscard]] static bool looksLikeOne(const std::filesystem::path& path);

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] int imageSize() const;  // S, pixels
    [[nodiscard]] const PackedInfo& info() const;
    [[nodiscard]] const std::filesystem::path& path() const;

    // Fills `to` with the picture's 3 × S × S bytes, planes R G B. Index < count(). Errors:
    // BrokenFile (the file was shortened since it was opened, or can no longer be read).
    [[nodiscard]] Status readPlanes(std::size_t index, std::span<std::uint8_t> to) const;
    // The same of several, one after another.
    template <std::ranges::input_range Indices>
    [[nodiscard]] Status readPlanes(const Indices& indices, std::span<std::uint8_t> to) const;
    // As many as attribute names; empty if there are none.
    [[nodiscard]] std::span<const std::int8_t> attributes(std::size_t index) const;
    [[nodiscard]] PackedExtras extras(std::size_t index) const;
    // The source's path relative to its folder; empty if not recorded.
    [[nodiscard]] std::string name(std::size_t index) const;
    // Errors: those of readPlanes(); of the first picture that cannot be read.
    [[nodiscard]] Result<RgbImage> image(std::size_t index) const;
    template <std::ranges::input_range Indices>
    [[nodiscard]] Result<std::vector<RgbImage>> images(const Indices& indices) const;
    // Of all pictures' bytes, in order: what the data is, whatever its files' names and times.
    // Reads them all: some second a gigabyte. Errors: those of readPlanes().
    [[nodiscard]] Result<std::string> picturesSha256() const;

private:
    struct Content;
    explicit PackedDataset(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
    std::shared_ptr<const Content> content_;
};

template <std::ranges::input_range Indices>
Status PackedDataset::readPlanes(const Indices& indices, std::span<std::uint8_t> to) const {
    const auto side = static_cast<std::size_t>(imageSize());
    for (const auto index : indices) {
        if (auto status = readPlanes(static_cast<std::size_t>(index), to); !status) return status;
        to = to.subspan(3 * side * side);
    }
    return {};
}

template <std::ranges::input_range Indices>
Result<std::vector<RgbImage>> PackedDataset::images(const Indices& indices) const {
    std::vector<RgbImage> images;
    for (const auto index : indices) {
        auto read = image(static_cast<std::size_t>(index));
        if (!read) return passOn(read);
        images.push_back(std::move(*read));
    }
    return images;
}

// Writes one picture after another; the file appears only at finish(). Not thread-safe.
class PackedWriter {
public:
    // Errors: WriteFailed.
    [[nodiscard]] static Result<PackedWriter> create(const std::filesystem::path& path,
                                                     int image_size, PackedInfo info);
    PackedWriter(PackedWriter&&) noexcept;
    ~PackedWriter();

    // A picture of image_size × image_size; attributes as many as names (or empty: unknown).
    // Errors: WriteFailed.
    [[nodiscard]] Status add(const RgbImage& image, std::span<const std::int8_t> attributes,
                             const std::string& name, const PackedExtras& extras = {});
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Status finish();

private:
    struct State;
    explicit PackedWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace faceloom
