#include "ui/training/sample_loader.h"

#include "core/data/picture_folder.h"
#include "core/imaging/face_detector.h"
#include "core/imaging/picture_decoder.h"
#include "core/imaging/sketch_faces.h"
#include "ui/base/image_convert.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr int kLargestShown = 1024;  // pixels; no pane shows a sample larger

QRect toQRect(const PixelRect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

}  // namespace

// What was listed, decoded or loaded stays until other pictures are asked for: a drag of the
// rectangle must not read the folder again.
class SampleLoader::Worker {
public:
    Result<Sample> load(const SampleRequest& request) {
        if (const auto* folder = std::get_if<PrepareOptions>(&request.pictures)) {
            return fromFolder(*folder, request.index);
        }
        if (const auto* file = std::get_if<PackedFile>(&request.pictures)) {
            return fromFile(file->path, request.index);
        }
        return fromSketch(std::get<SketchPictures>(request.pictures), request.index);
    }

private:
    Result<Sample> fromFolder(const PrepareOptions& options, std::size_t index) {
        if (!folder_ || folder_path_ != options.images) {
            folder_.reset();
            decoded_index_.reset();
            auto found = findPictures(options.images);
            if (!found) return passOn(found);
            folder_ = std::move(*found);
            folder_path_ = options.images;
        }
        Sample sample;
        sample.count = folder_->files.size();
        sample.is_celeba = folder_->is_celeba;
        sample.image_size = options.image_size;
        decode(index % sample.count);
        const fs::path& file = folder_->files[*decoded_index_];
        sample.name = QString::fromStdString(file.string());
        if (!picture_) {
            sample.problem = QString::fromStdString(picture_.error().message);
            return sample;
        }
        sample.shown = shown_;
        sample.size = QSize(picture_->width, picture_->height);
        cut(options, sample);
        return sample;
    }

    void decode(std::size_t index) {
        if (decoded_index_ == index) return;
        decoded_index_ = index;
        picture_ = decodePicture(folder_->root / folder_->files[index]);
        if (!picture_) return;
        shown_ = toQImage(*picture_);
        if (std::max(shown_.width(), shown_.height()) > kLargestShown) {
            shown_ = shown_.scaled(kLargestShown, kLargestShown, Qt::KeepAspectRatio,
                                   Qt::SmoothTransformation);
        }
    }

    void cut(const PrepareOptions& options, Sample& sample) {
        if (const Status ready = makeReady(options); !ready) {
            sample.problem = QString::fromStdString(ready.error().message);
            sample.concerns_all = true;
            return;
        }
        const Result<PixelRect> rect = options.detect ? detected() : chosen(options);
        if (!rect) {
            sample.problem = QString::fromStdString(rect.error().message);
            return;
        }
        sample.crop = toQRect(*rect);
        sample.result = toQImage(cropAndResize(*picture_, *rect, options.image_size));
    }

    Result<PixelRect> chosen(const PrepareOptions& options) const {
        const CropRect crop = options.crop.value_or(
            defaultCrop(folder_->is_celeba, picture_->width, picture_->height));
        return crop.scaledTo(picture_->width, picture_->height);
    }

    // The detector that the options name, made once.
    Status makeReady(const PrepareOptions& options) {
        const bool at_hand = detector_ && detector_kind_ == options.detect &&
                             detector_folder_ == options.detector_folder;
        if (!options.detect || at_hand) return {};
        detector_.reset();
        auto made = makeDetector(*options.detect, options.detector_folder);
        if (!made) return passOn(made);
        detector_ = std::move(*made);
        detector_kind_ = options.detect;
        detector_folder_ = options.detector_folder;
        return {};
    }

    Result<PixelRect> detected() {
        const auto square = faceSquare(*detector_, *picture_);
        if (!square) return fail(ErrorCode::NotFound, "No face was found in this picture.");
        return *square;
    }

    Result<Sample> fromFile(const fs::path& path, std::size_t index) {
        if (!packed_ || packed_->path() != path) {
            packed_.reset();
            auto opened = PackedDataset::open(path);
            if (!opened) return passOn(opened);
            packed_ = std::move(*opened);
        }
        Sample sample;
        sample.count = packed_->count();
        sample.image_size = packed_->imageSize();
        if (sample.count == 0) {
            return fail(ErrorCode::BrokenFile, "{}: there is no picture in it", path.string());
        }
        const std::size_t wrapped = index % sample.count;
        sample.name = QString::fromStdString(packed_->name(wrapped));
        const auto image = packed_->image(wrapped);
        if (!image) {
            packed_.reset();  // the file may be whole again next time
            return passOn(image);
        }
        finish(sample, *image);
        return sample;
    }

    static Result<Sample> fromSketch(const SketchPictures& sketch, std::size_t index) {
        Sample sample;
        sample.count = sketch.count;
        sample.image_size = sketch.image_size;
        sample.name = SampleLoader::tr("face %1").arg(index % sketch.count + 1);
        finish(sample, drawSketchFace(sketch.seed, index % sketch.count, sketch.image_size));
        return sample;
    }

    static void finish(Sample& sample, const RgbImage& image) {
        sample.result = toQImage(image);
        sample.shown = sample.result;
        sample.size = sample.result.size();
    }

    fs::path folder_path_;
    std::optional<PictureFolder> folder_;
    std::optional<std::size_t> decoded_index_;
    Result<RgbImage> picture_;
    QImage shown_;
    std::optional<PackedDataset> packed_;
    std::unique_ptr<FaceDetector> detector_;
    std::optional<DetectorKind> detector_kind_;
    fs::path detector_folder_;
};

SampleLoader::SampleLoader(QObject* parent)
    : QObject(parent),
      worker_(std::make_unique<Worker>()),
      thread_([this](std::uint64_t id, const SampleRequest& request) {
          Result<Sample> sample = [&]() -> Result<Sample> {
              try {
                  return worker_->load(request);
              } catch (const std::exception& error) {
                  return fail(ErrorCode::Internal, "The pictures could not be looked at: {}",
                              error.what());
              }
          }();
          to_gui_.post([this, id, looked = std::move(sample)] { deliver(id, looked); });
      }) {}

SampleLoader::~SampleLoader() = default;

void SampleLoader::request(const SampleRequest& request, bool moving) {
    const std::uint64_t id = thread_.submit(request);
    if (!moving) oldest_wanted_id_ = id;
}

void SampleLoader::deliver(std::uint64_t id, const Result<Sample>& sample) {
    if (id < oldest_wanted_id_) return;
    if (sample)
        emit loaded(*sample);
    else
        emit failed(QString::fromStdString(sample.error().message));
}

}  // namespace faceloom
