// Private to imaging: what a data set is prepared from, settled before anything is decoded.
#pragma once

#include "core/base/result.h"
#include "core/data/celeba_tables.h"
#include "core/data/crop_rect.h"
#include "core/data/packed_dataset.h"
#include "core/data/picture_folder.h"
#include "core/imaging/face_detector.h"
#include "core/imaging/jpeg_region.h"
#include "core/imaging/prepare_options.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace faceloom {

struct PictureSources {
    PictureFolder folder;                      // every picture found
    std::vector<std::filesystem::path> files;  // those to be used, relative to folder.root
    std::optional<std::filesystem::path> attribute_file;
    std::string fingerprint;  // changes when a file, the crop, the size or the attribute file does
    std::string key;          // names the cached file: the same for the same folder and options
};

// Errors: those of PrepareOptions::check and findPictures; NotFound (the attribute file).
[[nodiscard]] Result<PictureSources> findSources(const PrepareOptions& options);

// The attribute rows of the pictures, and what does not fit together.
class AttributeRows {
public:
    [[nodiscard]] static Result<AttributeRows> read(const PictureSources& sources);

    [[nodiscard]] const std::vector<std::string>& names() const { return table_.names; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
    // Empty when there is no row.
    [[nodiscard]] std::span<const std::int8_t> of(const std::filesystem::path& file) const;

private:
    void compare(const PictureSources& sources);

    AttributeTable table_;
    std::vector<std::string> warnings_;
};

// CelebA's landmark and identity tables, where they lie beside the pictures.
class ExtraTables {
public:
    // Errors: BrokenFile.
    [[nodiscard]] static Result<ExtraTables> read(const PictureFolder& folder);

    [[nodiscard]] bool hasLandmarks() const { return !landmarks_.empty(); }
    [[nodiscard]] bool hasIdentities() const { return !identities_.empty(); }
    [[nodiscard]] PackedExtras of(const std::filesystem::path& file) const;

private:
    std::unordered_map<std::string, Landmarks> landmarks_;  // by file name
    std::unordered_map<std::string, int> identities_;
};

// Where the face is: by rectangle, by detector, or the largest centred square. One object a thread.
class FaceCropper {
public:
    // `rect` with its reference size set. Errors: those of makeDetector.
    [[nodiscard]] static Result<FaceCropper> make(const PrepareOptions& options,
                                                  const std::optional<CropRect>& rect);
    // By how much a picture may be reduced while it is decoded without the face losing by it; see
    // ReductionChoice. For a picture that is not turned.
    [[nodiscard]] int reductionFor(int width, int height) const;
    // Which part of a JPEG the face is, where that is known before it is decoded.
    [[nodiscard]] std::optional<JpegRegion> regionIn(int width, int height) const;
    // The face at image_size × image_size. Errors: BrokenFile and InvalidArgument, one line without
    // the path.
    [[nodiscard]] Result<RgbImage> crop(const RgbImage& picture);

private:
    [[nodiscard]] Result<PixelRect> faceIn(int width, int height) const;

    int side_ = 0;
    std::optional<CropRect> rect_;
    std::unique_ptr<FaceDetector> detector_;
};

// The options' rectangle, or CelebA's; nothing where a detector or the centred square decides. A
// rectangle without a reference takes the first sound picture's size. Errors: InvalidArgument
// (outside the first picture); Cancelled.
[[nodiscard]] Result<std::optional<CropRect>> settleCrop(const PrepareOptions& options,
                                                         const PictureSources& sources,
                                                         const std::stop_token& stop);

}  // namespace faceloom
