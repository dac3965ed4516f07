#include "core/evaluation/real_faces.h"

#include "core/base/one_line.h"
#include "core/data/hold_out.h"
#include "core/evaluation/real_faces_content.h"
#include "core/evaluation/set_measures.h"
#include "core/metrics/judgement.h"
#include "core/train/run_measures.h"
#include "core/train/run_watch.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr std::size_t kTrainingPictures = 5000;  // looked at
constexpr std::size_t kFacesAtOnce = 64;
constexpr std::size_t kSurePictures = 20;  // fewer have no kernel distance

using Positions = std::vector<std::uint32_t>;

// At most `most`, spread evenly.
Positions spread(const Positions& all, std::size_t most) {
    const std::size_t count = std::min(most, all.size());
    Positions chosen;
    for (std::size_t i = 0; i < count; ++i)
        chosen.push_back(all[i * all.size() / count]);
    return chosen;
}

// Calls `look` with a few pictures at a time.
template <class Look>
Status inTurns(const PackedDataset& pictures, const Positions& positions,
               const std::stop_token& stop, const Look& look) {
    const std::span<const std::uint32_t> all(positions);
    for (std::size_t first = 0; first < all.size(); first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const auto images =
            pictures.images(all.subspan(first, std::min(kFacesAtOnce, all.size() - first)));
        if (!images) return passOn(images);
        if (auto status = look(*images); !status) return status;
    }
    return {};
}

// Fills a content step by step.
class Reading {
public:
    Reading(const PackedDataset& pictures, const PictureSplit& split, RealFaces::Content& content,
            const std::stop_token& stop)
        : pictures_(pictures), split_(split), content_(content), stop_(stop) {}

    Status carryOut() {
        const Positions sample = spread(split_.training, kTrainingPictures);
        auto held_out = featuresAt(split_.held_out);
        if (!held_out) return passOn(held_out);
        content_.held_out = std::move(*held_out);
        const auto as_generated = featuresAt(spread(split_.training, content_.faces));
        if (!as_generated) return passOn(as_generated);
        auto floors = measuresBetween(content_.held_out, *as_generated, stop_);
        if (!floors) return passOn(floors);
        content_.floors = std::move(*floors);
        if (auto status = lookForNearest(sample); !status) return status;
        if (auto status = keepPictures(); !status) return status;
        writeNotes();
        return {};
    }

private:
    Result<std::vector<Features>> featuresAt(const Positions& positions) const {
        std::vector<Features> features;
        const auto status = inTurns(pictures_, positions, stop_, [&](const auto& images) -> Status {
            auto seen = content_.reader.features(images);
            if (!seen) return passOn(seen);
            std::ranges::move(*seen, std::back_inserter(features));
            return {};
        });
        if (!status) return passOn(status);
        return features;
    }

    Status lookForNearest(const Positions& sample) {
        std::vector<at::Tensor> parts;
        const auto status = inTurns(pictures_, sample, stop_, [&](const auto& images) -> Status {
            const auto seen = softFeatures(content_.reader, images);
            if (!seen) return passOn(seen);
            parts.push_back(*seen);
            return {};
        });
        if (!status) return status;
        content_.nearness.emplace(at::cat(parts));
        const auto held_out = pictures_.images(spread(split_.held_out, kComparedFaces));
        if (!held_out) return passOn(held_out);
        const auto compared = softFaces(content_.reader, *held_out, stop_);
        if (!compared) return passOn(compared);
        content_.floors[kNearestTraining] =
            medianOf(content_.nearness->distances(compared->faces, compared->mirrored));
        return {};
    }

    Status keepPictures() {
        auto training = pictures_.images(spread(split_.training, kComparedFaces));
        if (!training) return passOn(training);
        auto held_out = pictures_.images(spread(split_.held_out, kComparedFaces));
        if (!held_out) return passOn(held_out);
        const auto varied = pictures_.images(spread(split_.held_out, kVariedFaces));
        if (!varied) return passOn(varied);
        content_.judged_training = std::move(*training);
        content_.judged_held_out = std::move(*held_out);
        content_.floors[kVariety] = varietyOf(*varied);
        content_.floors[kSeparation] = 0.5;
        content_.floors[kGameValue] = kUndecidedGameValue;
        return {};
    }

    void writeNotes() {
        const std::size_t count = content_.held_out.size();
        const std::size_t size = content_.held_out.front().size();
        if (count < kSurePictures) {
            content_.notes.push_back(fmt::format(
                "{} pictures held out are too few for the kernel distance, which needs {}: no "
                "checkpoint is marked as the best",
                count, kSurePictures));
        }
        if (std::min(count, content_.faces) < size) {
            content_.notes.push_back(
                fmt::format("{} pictures held out and {} faces for {} features: the Fréchet "
                            "distance is a shrunk estimate, to be compared only with others of "
                            "this run",
                            count, content_.faces, size));
        }
    }

    const PackedDataset& pictures_;
    const PictureSplit& split_;
    RealFaces::Content& content_;
    const std::stop_token& stop_;
};

}  // namespace

Result<SoftFaces> softFaces(const AttributeReader& reader, std::span<const RgbImage> faces,
                            const std::stop_token& stop) {
    std::vector<at::Tensor> plain, turned;
    for (std::size_t first = 0; first < faces.size(); first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const auto few = faces.subspan(first, std::min(kFacesAtOnce, faces.size() - first));
        std::vector<RgbImage> mirror_images;
        for (const RgbImage& face : few)
            mirror_images.push_back(mirrorImage(face));
        const auto seen = softFeatures(reader, few);
        if (!seen) return passOn(seen);
        const auto mirrored = softFeatures(reader, mirror_images);
        if (!mirrored) return passOn(mirrored);
        plain.push_back(*seen);
        turned.push_back(*mirrored);
    }
    return SoftFaces{at::cat(plain), at::cat(turned)};
}

Result<RealFaces> RealFaces::read(const PackedDataset& pictures, std::size_t hold_out,
                                  std::size_t wanted_faces, const AttributeReader& reader,
                                  const std::stop_token& stop) {
    const PictureSplit split = splitPictures(pictures.count(), hold_out);
    if (split.held_out.size() < kLeastHeldOut) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: {} of {} pictures held out, and at least {} are needed to measure with",
                    pictures.path().string(), split.held_out.size(), pictures.count(),
                    kLeastHeldOut);
    }
    auto content = std::make_shared<Content>(Content{reader, 0, {}, {}, {}, {}, {}, {}});
    content->faces = std::max(kLeastHeldOut, facesToDraw(wanted_faces, split.held_out.size()));
    try {
        const torch::NoGradGuard no_grad;
        if (auto status = Reading(pictures, split, *content, stop).carryOut(); !status)
            return passOn(status);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: looking at the pictures failed: {}",
                    pictures.path().string(), firstLineOf(error.what()));
    }
    return RealFaces(std::move(content));
}

std::size_t RealFaces::heldOut() const {
    return content_->held_out.size();
}

std::size_t RealFaces::faces() const {
    return content_->faces;
}

const std::map<std::string, double>& RealFaces::floors() const {
    return content_->floors;
}

const std::vector<std::string>& RealFaces::notes() const {
    return content_->notes;
}

}  // namespace faceloom
