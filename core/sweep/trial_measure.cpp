#include "core/sweep/trial_measure.h"

#include "core/base/shipped_models.h"
#include "core/data/hold_out.h"
#include "core/evaluation/checkpoint_measures.h"
#include "core/latent/latent_studio.h"
#include "core/sweep/sharpness.h"
#include "core/sweep/sweep_state.h"

#include <algorithm>
#include <span>

namespace faceloom {

namespace {

constexpr std::size_t kSharpFaces = 256;  // their mean sharpness varies little
constexpr double kLeastSharpness = 1e-9;  // of pictures that are all of one colour

double meanSharpness(std::span<const RgbImage> images) {
    double sum = 0;
    for (const RgbImage& image : images)
        sum += sharpnessOf(image);
    return sum / static_cast<double>(std::max<std::size_t>(images.size(), 1));
}

Result<double> sharpnessOfModel(const std::filesystem::path& model) {
    const auto studio = LatentStudio::open(model);
    if (!studio) return passOn(studio);
    const auto faces =
        studio->render(sampleLatents(kMeasureSeed, kSharpFaces, studio->latentSize()));
    if (!faces) return passOn(faces);
    return meanSharpness(*faces);
}

}  // namespace

Result<const TrialMeasuring::Compared*> TrialMeasuring::realFaces(const PackedDataset& dataset,
                                                                  const std::stop_token& stop) {
    if (const auto known = real_.find(dataset.path()); known != real_.end()) return &known->second;
    const auto reader = AttributeReader::open(shippedAttributeReader());
    if (!reader) return passOn(reader);
    auto faces = RealFaces::read(dataset, hold_out_, faces_, *reader, stop);
    if (!faces) return passOn(faces);
    const auto pictures = dataset.images(splitPictures(dataset.count(), hold_out_).held_out);
    if (!pictures) return passOn(pictures);
    const double sharpness = std::max(meanSharpness(*pictures), kLeastSharpness);
    return &real_.emplace(dataset.path(), Compared{std::move(*faces), sharpness}).first->second;
}

Result<RunMeasure> TrialMeasuring::measure(const std::filesystem::path& checkpoint,
                                           const PackedDataset& dataset,
                                           const std::stop_token& stop) {
    const auto real = realFaces(dataset, stop);
    if (!real) return passOn(real);
    auto measure = measureCheckpoint(checkpoint, (*real)->faces, stop);
    if (!measure) return passOn(measure);
    if (!measure->values.contains(kKernelDistance)) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: {} pictures held out and {} faces are too few for a kernel distance; 20 "
                    "of each are needed, and at most a tenth of the pictures is held out",
                    dataset.path().string(), (*real)->faces.heldOut(), (*real)->faces.faces());
    }
    const auto sharpness = sharpnessOfModel(checkpoint);
    if (!sharpness) return passOn(sharpness);
    measure->values[kSharpness] = *sharpness / (*real)->sharpness;
    return measure;
}

}  // namespace faceloom
