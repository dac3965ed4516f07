// Reads ages off faces with a Caffe network of AgeNet's kind, through OpenCV's dnn. No OpenCV
// header.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/reading/age_buckets.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace faceloom {

// The files of an age network. The mean picture is optional: without it, the three means that the
// authors' demonstration subtracts are used (B 78.4263377603, G 87.7689143744, R 114.895847746).
struct AgeModelFiles {
    std::filesystem::path prototxt;
    std::filesystem::path caffemodel;
    std::filesystem::path mean;  // a .binaryproto, or empty

    // In `folder`: deploy.prototxt or the only .prototxt, the only .caffemodel or that of the
    // prototxt's name, and mean.binaryproto where `use_mean` asks for it. Errors: NotFound, saying
    // what is missing; InvalidArgument (several that fit).
    [[nodiscard]] static Result<AgeModelFiles> in(const std::filesystem::path& folder,
                                                  bool use_mean = false);
    // The weights and the deploy.prototxt or only .prototxt beside them. Errors: as above.
    [[nodiscard]] static Result<AgeModelFiles> with(const std::filesystem::path& caffemodel);
};

// Immutable after opening; estimate() may be called from any thread and runs one call at a time.
// Copies share the network.
class AgeEstimator {
public:
    // The pair is read whole and run once on an empty picture before it counts as open. Errors:
    // NotFound; BrokenFile (not a Caffe pair, half a download, a layer that is not known, weights
    // that do not fit the layers, not eight outputs, a mean picture of another size).
    [[nodiscard]] static Result<AgeEstimator> open(const AgeModelFiles& files);

    [[nodiscard]] const AgeModelFiles& files() const;
    [[nodiscard]] int inputSize() const;  // pixels a side, as the prototxt says

    // One reading a face; faces of any size are resized to the network's. A reading does not depend
    // on the other faces. Errors: InvalidArgument (an empty picture), Internal.
    [[nodiscard]] Result<std::vector<AgeReading>> estimate(std::span<const RgbImage> faces) const;

private:
    struct Engine;
    explicit AgeEstimator(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}
    std::shared_ptr<Engine> engine_;
};

}  // namespace faceloom
