#include "core/imaging/picture_sources.h"

#include "core/imaging/picture_decoder.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <sys/stat.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

// FNV-1a, 64 bits: against accident, not against malice.
class Hash {
public:
    void add(std::string_view text) {
        for (const char c : text)
            addByte(static_cast<std::uint8_t>(c));
        addByte(0);  // "ab","c" is not "a","bc"
    }
    void add(std::uint64_t value) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            addByte(static_cast<std::uint8_t>(value >> shift));
        }
    }
    // Size and time of change, or that it is not there.
    void addFile(const fs::path& path) {
        struct stat status {};
        const bool there = ::stat(path.c_str(), &status) == 0;
        add(std::uint64_t{there});
        add(static_cast<std::uint64_t>(status.st_size));
        add(static_cast<std::uint64_t>(status.st_mtim.tv_sec));
        add(static_cast<std::uint64_t>(status.st_mtim.tv_nsec));
    }
    [[nodiscard]] std::string hex() const { return fmt::format("{:016x}", value_); }

private:
    void addByte(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3ULL; }
    std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

constexpr std::array kDetectorFiles = {"det1.prototxt",
                                       "det1.caffemodel",
                                       "det2.prototxt",
                                       "det2.caffemodel",
                                       "det3.prototxt",
                                       "det3.caffemodel",
                                       "haarcascade_frontalface_default.xml"};

std::string absoluteText(const fs::path& path) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(path, error);
    return error ? path.string() : whole.string();
}

Hash optionsHash(const PrepareOptions& options, const PictureSources& sources) {
    Hash hash;
    hash.add(static_cast<std::uint64_t>(kPackedVersion));
    hash.add(absoluteText(sources.folder.root));
    hash.add(std::uint64_t{sources.folder.is_celeba});
    hash.add(options.crop ? options.crop->toString() : "");
    hash.add(options.detect ? (*options.detect == DetectorKind::Haar ? "haar" : "mtcnn") : "");
    hash.add(options.detect ? absoluteText(options.detector_folder) : "");
    hash.add(static_cast<std::uint64_t>(options.image_size));
    hash.add(options.limit);
    hash.add(sources.attribute_file ? absoluteText(*sources.attribute_file) : "");
    return hash;
}

void fingerprint(const PrepareOptions& options, PictureSources& sources) {
    Hash hash = optionsHash(options, sources);
    sources.key = hash.hex();
    for (const fs::path& file : sources.files) {
        hash.add(file.native());
        hash.addFile(sources.folder.root / file);
    }
    if (sources.attribute_file) {
        hash.addFile(*sources.attribute_file);
        // A warning tells of rows without a picture, so pictures beyond the limit count as well.
        hash.add(sources.folder.files.size());
    }
    for (const auto* table : {&sources.folder.landmark_file, &sources.folder.identity_file}) {
        if (*table) hash.addFile(**table);
    }
    if (options.detect && !options.detector_folder.empty()) {
        for (const char* name : kDetectorFiles)
            hash.addFile(options.detector_folder / name);
    }
    sources.fingerprint = hash.hex();
}

std::string plural(std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

Result<PictureSources> findSources(const PrepareOptions& options) {
    if (auto sound = options.check(); !sound) return passOn(sound);
    auto folder = findPictures(options.images);
    if (!folder) return passOn(folder);
    PictureSources sources;
    sources.folder = std::move(*folder);
    sources.files = sources.folder.files;
    if (options.limit > 0 && sources.files.size() > options.limit)
        sources.files.resize(options.limit);
    sources.attribute_file =
        options.attribute_file ? options.attribute_file : sources.folder.attribute_file;
    std::error_code ignored;
    if (sources.attribute_file && !fs::exists(*sources.attribute_file, ignored)) {
        return fail(ErrorCode::NotFound, "{}: no such file", sources.attribute_file->string());
    }
    fingerprint(options, sources);
    return sources;
}

Result<AttributeRows> AttributeRows::read(const PictureSources& sources) {
    AttributeRows rows;
    if (!sources.attribute_file) return rows;
    auto table = readAttributeTable(*sources.attribute_file);
    if (!table) return passOn(table);
    rows.table_ = std::move(*table);
    rows.compare(sources);
    return rows;
}

std::span<const std::int8_t> AttributeRows::of(const fs::path& file) const {
    auto row = table_.by_file.find(file.generic_string());
    if (row == table_.by_file.end()) row = table_.by_file.find(file.filename().string());
    if (row == table_.by_file.end()) return {};
    return row->second;
}

// A user may keep some of the pictures only: said, not refused.
void AttributeRows::compare(const PictureSources& sources) {
    const std::string table = sources.attribute_file->string();
    std::unordered_set<std::string> there;
    for (const fs::path& file : sources.folder.files) {
        there.insert(file.generic_string());
        there.insert(file.filename().string());
    }
    std::size_t absent = 0;
    const std::string* first_absent = nullptr;
    for (const auto& [name, values] : table_.by_file) {
        if (there.contains(name)) continue;
        ++absent;
        if (first_absent == nullptr || name < *first_absent) first_absent = &name;
    }
    if (absent > 0) {
        warnings_.push_back(fmt::format(
            "{}: {} not there, the first is {}", table,
            plural(absent, "row names a picture that is", "rows name pictures that are"),
            *first_absent));
    }
    const auto has_no_row = [this](const fs::path& file) { return of(file).empty(); };
    const auto missing = std::ranges::count_if(sources.files, has_no_row);
    if (missing > 0) {
        const auto first = std::ranges::find_if(sources.files, has_no_row);
        warnings_.push_back(
            fmt::format("{}: {} no row, the first is {}", table,
                        plural(static_cast<std::size_t>(missing), "picture has", "pictures have"),
                        first->string()));
    }
}

Result<ExtraTables> ExtraTables::read(const PictureFolder& folder) {
    ExtraTables tables;
    if (folder.landmark_file) {
        auto landmarks = readLandmarkTable(*folder.landmark_file);
        if (!landmarks) return passOn(landmarks);
        tables.landmarks_.swap(*landmarks);
    }
    if (folder.identity_file) {
        auto identities = readIdentityTable(*folder.identity_file);
        if (!identities) return passOn(identities);
        tables.identities_.swap(*identities);
    }
    return tables;
}

PackedExtras ExtraTables::of(const fs::path& file) const {
    PackedExtras extras;
    const std::string name = file.filename().string();
    if (const auto row = landmarks_.find(name); row != landmarks_.end())
        extras.landmarks = row->second;
    if (const auto row = identities_.find(name); row != identities_.end())
        extras.identity = row->second;
    return extras;
}

Result<FaceCropper> FaceCropper::make(const PrepareOptions& options,
                                      const std::optional<CropRect>& rect) {
    FaceCropper cropper;
    cropper.side_ = options.image_size;
    cropper.rect_ = rect;
    if (options.detect) {
        auto detector = makeDetector(*options.detect, options.detector_folder);
        if (!detector) return passOn(detector);
        cropper.detector_ = std::move(*detector);
    }
    return cropper;
}

Result<PixelRect> FaceCropper::faceIn(int width, int height) const {
    const CropRect rect = rect_ ? *rect_ : defaultCrop(false, width, height);
    return rect.scaledTo(width, height);
}

int FaceCropper::reductionFor(int width, int height) const {
    if (detector_) return 1;  // small faces would be missed
    const auto face = faceIn(width, height);
    if (!face) return 1;
    for (const int by : {8, 4, 2}) {
        const int side = std::min(face->width, face->height) / by;
        // Where the rectangle falls between the reduced pixels, half of one must not matter.
        const bool exact =
            (face->x | face->y | face->width | face->height | width | height) % by == 0;
        if (side >= (exact ? side_ : 2 * side_)) return by;
    }
    return 1;
}

std::optional<JpegRegion> FaceCropper::regionIn(int width, int height) const {
    if (detector_) return std::nullopt;
    const int by = reductionFor(width, height);
    const auto face = faceIn((width + by - 1) / by, (height + by - 1) / by);
    if (!face) return std::nullopt;
    return JpegRegion{by, *face};
}

Result<RgbImage> FaceCropper::crop(const RgbImage& picture) {
    if (detector_) {
        const auto square = faceSquare(*detector_, picture);
        if (!square) return fail(ErrorCode::BrokenFile, "no face found");
        return cropAndResize(picture, *square, side_);
    }
    const auto pixels = faceIn(picture.width, picture.height);
    if (!pixels) return passOn(pixels);
    return cropAndResize(picture, *pixels, side_);
}

Result<std::optional<CropRect>> settleCrop(const PrepareOptions& options,
                                           const PictureSources& sources,
                                           const std::stop_token& stop) {
    if (options.detect) return std::nullopt;
    if (!options.crop) {
        if (sources.folder.is_celeba) return celebaCrop();
        return std::nullopt;
    }
    CropRect rect = *options.crop;
    for (const fs::path& file : sources.files) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "cancelled");
        const auto picture = decodePicture(sources.folder.root / file);
        if (!picture) continue;  // counted and listed later
        if (rect.reference_width == 0) {
            rect.reference_width = picture->width;
            rect.reference_height = picture->height;
        }
        const auto fits = rect.scaledTo(picture->width, picture->height);
        if (fits) return rect;
        return fail(fits.error().code, "{}: {}", (sources.folder.root / file).string(),
                    fits.error().message);
    }
    return rect;
}

}  // namespace faceloom
