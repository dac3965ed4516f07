#include "core/imaging/dataset_builder.h"

#include "core/imaging/ordered_decoder.h"
#include "core/imaging/picture_decoder.h"
#include "core/imaging/picture_sources.h"

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include <opencv2/core.hpp>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::size_t threadCount(const PrepareOptions& options, std::size_t pictures) {
    const std::size_t wanted = options.threads > 0 ? static_cast<std::size_t>(options.threads)
                                                   : std::thread::hardware_concurrency();
    return std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(1, pictures));
}

std::string cropName(const PrepareOptions& options, const std::optional<CropRect>& rect) {
    if (options.detect) return *options.detect == DetectorKind::Haar ? "haar" : "mtcnn";
    return rect ? rect->toString() : "none";
}

// As small as the cropper allows.
Result<RgbImage> decodeFor(const FaceCropper& cropper, const fs::path& path) {
    int expected_width = 0, by = 1;
    auto picture = decodePicture(path, [&](int width, int height) {
        by = cropper.reductionFor(width, height);
        expected_width = (width + by - 1) / by;
        return by;
    });
    // Turned by EXIF: its face lies elsewhere than was reckoned with.
    const bool turned = picture && by > 1 && picture->width != expected_width;
    return turned ? decodePicture(path) : picture;
}

// One preparation from sources that are settled.
class Builder {
public:
    Builder(const PrepareOptions& options, PictureSources sources, const PrepareObserver& observer)
        : options_(options), sources_(std::move(sources)), observer_(observer) {}

    [[nodiscard]] Result<PreparedData> build(const fs::path& out, const std::stop_token& stop);

private:
    [[nodiscard]] Status prepare(const fs::path& out, const std::stop_token& stop);
    [[nodiscard]] Status writeAll(PackedWriter& writer, const std::stop_token& stop);
    [[nodiscard]] Result<RgbImage> face(std::size_t worker, std::size_t index);
    void count(bool decoded);

    const PrepareOptions& options_;
    const PictureSources sources_;
    const PrepareObserver& observer_;
    AttributeRows rows_;
    ExtraTables extras_;
    std::vector<FaceCropper> croppers_;  // one a worker
    PrepareProgress progress_;
    std::vector<SkippedPicture> skipped_;
};

Result<PreparedData> Builder::build(const fs::path& out, const std::stop_token& stop) {
    if (auto prepared = prepare(out, stop); !prepared) return passOn(prepared);
    auto dataset = PackedDataset::open(out);
    if (!dataset) return passOn(dataset);
    return PreparedData{std::move(*dataset), false, std::move(skipped_), rows_.warnings()};
}

Status Builder::prepare(const fs::path& out, const std::stop_token& stop) {
    auto rows = AttributeRows::read(sources_);
    if (!rows) return passOn(rows);
    rows_ = std::move(*rows);
    auto extras = ExtraTables::read(sources_.folder);
    if (!extras) return passOn(extras);
    extras_ = std::move(*extras);
    const auto rect = settleCrop(options_, sources_, stop);
    if (!rect) return passOn(rect);
    const std::size_t threads = threadCount(options_, sources_.files.size());
    for (std::size_t i = 0; i < threads; ++i) {
        auto cropper = FaceCropper::make(options_, *rect);
        if (!cropper) return passOn(cropper);
        croppers_.push_back(std::move(*cropper));
    }
    auto writer =
        PackedWriter::create(out, options_.image_size,
                             {cropName(options_, *rect), sources_.fingerprint, rows_.names(),
                              extras_.hasLandmarks(), extras_.hasIdentities()});
    if (!writer) return passOn(writer);
    if (auto written = writeAll(*writer, stop); !written) return written;
    if (writer->count() == 0) {
        return fail(ErrorCode::InvalidArgument, "{}: no usable picture among {}; the first, {}: {}",
                    sources_.folder.root.string(), sources_.files.size(), skipped_.front().name,
                    skipped_.front().reason);
    }
    return writer->finish();
}

Status Builder::writeAll(PackedWriter& writer, const std::stop_token& stop) {
    progress_.total = sources_.files.size();
    OrderedDecoder decoder(
        sources_.files.size(), croppers_.size(),
        [this](std::size_t worker, std::size_t index) { return face(worker, index); },
        [this](bool decoded) { count(decoded); });
    for (std::size_t index = 0; index < sources_.files.size(); ++index) {
        auto result = decoder.next(stop);
        if (!result) {
            return fail(ErrorCode::Cancelled, "{}: cancelled after {} of {} pictures",
                        sources_.folder.root.string(), index, sources_.files.size());
        }
        const std::string name = sources_.files[index].generic_string();
        if (!*result) {
            skipped_.push_back({name, result->error().message});
            continue;
        }
        const fs::path& file = sources_.files[index];
        if (auto added = writer.add(**result, rows_.of(file), name, extras_.of(file)); !added) {
            return added;
        }
    }
    return {};
}

// Runs on a worker's thread. Messages lose the path: the list of skipped pictures names it beside
// them.
Result<RgbImage> Builder::face(std::size_t worker, std::size_t index) {
    try {
        const fs::path path = sources_.folder.root / sources_.files[index];
        FaceCropper& cropper = croppers_[worker];
        const auto region = decodePictureRegion(
            path, [&](int width, int height) { return cropper.regionIn(width, height); });
        if (region) return resized(*region, options_.image_size, options_.image_size);
        const auto picture = decodeFor(cropper, path);
        if (picture) return cropper.crop(*picture);
        std::string reason = picture.error().message;
        const std::string prefix = path.string() + ": ";
        if (reason.starts_with(prefix)) reason.erase(0, prefix.size());
        return fail(picture.error().code, "{}", reason);
    } catch (const cv::Exception& error) {
        return fail(ErrorCode::Internal, "{}", error.err);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}", error.what());
    }
}

void Builder::count(bool decoded) {
    ++progress_.done;
    if (!decoded) ++progress_.skipped;
    if (observer_) observer_(progress_);
}

}  // namespace

Result<PreparedData> prepareFromSources(const PrepareOptions& options, PictureSources sources,
                                        const fs::path& out, const std::stop_token& stop,
                                        const PrepareObserver& observer) {
    try {
        return Builder(options, std::move(sources), observer).build(out, stop);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", options.images.string(), error.what());
    }
}

Result<PreparedData> prepareDataset(const PrepareOptions& options, const fs::path& out,
                                    std::stop_token stop, const PrepareObserver& observer) {
    auto sources = findSources(options);
    if (!sources) return passOn(sources);
    return prepareFromSources(options, std::move(*sources), out, stop, observer);
}

}  // namespace faceloom
