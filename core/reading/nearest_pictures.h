// Which pictures of a data set a face is most like: to tell whether a generator invented it or
// copied it. Standard-library types only.
//
// Two faces are alike by the angle between the attribute reader's features (1 − cosine, 0 to 2),
// taken of both pictures softened alike, whitened over the data set, the smaller of the face and
// its mirror image. Measured on 400 of 9,000 CelebA pictures, each hidden in a copy of itself: of
// copies softened by a mean of 5×5 pixels, as a generator's are, the plain Euclidean distance of
// the features finds 0 % first, of those shifted, mirrored, softened and paler 1 %; this one finds
// 100 % of both. Where real faces' nearest others lie is the yardstick.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/packed_dataset.h"
#include "core/reading/attribute_reader.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

struct NearPicture {
    std::size_t index = 0;  // in the data set
    std::string name;       // the source's path relative to its folder; empty if not recorded
    double distance = 0;    // 0 (the same) to 2
    // Share of real pictures, in %, whose own nearest other picture is nearer to them than this one
    // to the face. Near 0: as only copies are; 50: as faces of two people usually are.
    double percentile = 0;
    bool mirrored = false;  // it is the face's mirror image that it is like
};

struct LookThroughProgress {
    std::size_t done = 0;  // pictures
    std::size_t total = 0;
};
using LookThroughObserver = std::function<void(const LookThroughProgress&)>;

// Where open() keeps what it computed: features/ of the user's cache folder.
[[nodiscard]] std::filesystem::path nearestPicturesCache();

// Immutable after opening; may be used from any thread. Copies share what they hold: a
// kilobyte a picture.
class NearestPictures {
public:
    // Looks through all pictures, some 700 a second on two cores, or takes from `cache`, a folder
    // that is created, what was found for these pictures and this reader before (by their SHA-256);
    // what is broken there is computed again. Long work: a window calls it on a thread that has
    // called yieldToInteractiveThreads(). `observer`, if any, is called on the caller's thread.
    // Errors: InvalidArgument (fewer than two pictures), those of the reader, WriteFailed,
    // Cancelled.
    [[nodiscard]] static Result<NearestPictures> open(const PackedDataset& pictures,
                                                      const AttributeReader& reader,
                                                      const std::filesystem::path& cache,
                                                      const std::stop_token& stop,
                                                      const LookThroughObserver& observer);

    [[nodiscard]] const PackedDataset& pictures() const;
    [[nodiscard]] bool fromCache() const;

    // For each face (of any size, framed as the pictures are) its `count` nearest pictures, or all
    // if there are fewer; the nearest first. Errors: InvalidArgument (count below 1, an empty
    // picture), Internal.
    [[nodiscard]] Result<std::vector<std::vector<NearPicture>>> nearest(
        std::span<const RgbImage> faces, std::size_t count) const;

    // Distances of real pictures, at most 2,000 of them spread evenly over the data set, to their
    // own nearest other picture; ascending.
    [[nodiscard]] std::span<const float> yardstick() const;
    // Where a distance stands among them, see NearPicture::percentile.
    [[nodiscard]] double percentileOf(double distance) const;

private:
    struct Engine;
    explicit NearestPictures(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<const Engine> engine_;
};

}  // namespace faceloom
