#include "ui/photograph/nearest_controller.h"

#include "core/imaging/sketch_cache.h"
#include "ui/base/image_convert.h"

#include <utility>

namespace faceloom {

// What was looked through last: another face is then answered at once.
struct NearestController::Opened {
    std::optional<NearestPictures> pictures;
};

NearestController::NearestController(std::filesystem::path reader, std::filesystem::path cache,
                                     QObject* parent)
    : QObject(parent),
      reader_(std::move(reader)),
      cache_(std::move(cache)),
      opened_(std::make_shared<Opened>()),
      worker_([this](const QString& what) { fail(what); }) {}

void NearestController::setImageSize(int size) {
    if (size == image_size_) return;
    image_size_ = size;
    opened_ = std::make_shared<Opened>();
}

void NearestController::setPictures(const TrainingPictures& pictures) {
    pictures_ = pictures;
    opened_ = std::make_shared<Opened>();
    state_.pictures = nameOf(pictures);
    state_.count = 0;
    start();
}

void NearestController::ask(const QImage& face) {
    state_.face = face;
    start();
}

void NearestController::start() {
    state_.nearest.clear();
    state_.problem.clear();
    if (!pictures_ || state_.face.isNull()) {
        state_.stage = NearestStage::NoPictures;
        emit changed();
        return;
    }
    Wanted wanted{*pictures_, reader_, cache_, state_.face};
    if (auto* folder = std::get_if<PrepareOptions>(&wanted.pictures); folder && image_size_ > 0)
        folder->image_size = image_size_;
    if (auto* sketch = std::get_if<SketchPictures>(&wanted.pictures); sketch && image_size_ > 0)
        sketch->image_size = image_size_;
    state_.stage = NearestStage::Comparing;
    worker_.start([this, wanted, opened = opened_](const std::stop_token& stop) {
        auto found = [&]() -> Result<Found> {
            if (!opened->pictures) {
                auto pictures = open(wanted, stop);
                if (!pictures) return passOn(pictures);
                opened->pictures = std::move(*pictures);
            }
            return compare(*opened->pictures, wanted.face);
        }();
        // The file may be whole again next time.
        if (!found && found.error().code == ErrorCode::BrokenFile) opened->pictures.reset();
        worker_.post(stop, [this, found = std::move(found)] { take(found); });
    });
    emit changed();
}

Result<NearestPictures> NearestController::open(const Wanted& wanted, const std::stop_token& stop) {
    auto dataset = [&]() -> Result<PackedDataset> {
        if (const auto* file = std::get_if<PackedFile>(&wanted.pictures))
            return PackedDataset::open(file->path);
        if (const auto* sketch = std::get_if<SketchPictures>(&wanted.pictures))
            return openSketchFaces(*sketch, stop);
        auto prepared = prepareCached(
            std::get<PrepareOptions>(wanted.pictures), stop, [&](const PrepareProgress& progress) {
                tell(stop, NearestStage::Preparing, progress.done, progress.total);
            });
        if (!prepared) return passOn(prepared);
        return prepared->dataset;
    }();
    if (!dataset) return passOn(dataset);
    const auto reader = AttributeReader::open(wanted.reader);
    if (!reader) return passOn(reader);
    return NearestPictures::open(
        *dataset, *reader, wanted.cache, stop, [&](const LookThroughProgress& progress) {
            tell(stop, NearestStage::Comparing, progress.done, progress.total);
        });
}

Result<NearestController::Found> NearestController::compare(const NearestPictures& pictures,
                                                            const QImage& face) {
    const RgbImage asked = fromQImage(face);
    const auto answers = pictures.nearest({&asked, 1}, kShown);
    if (!answers) return passOn(answers);
    Found found{pictures.pictures().count(), {}};
    for (const NearPicture& near : answers->front()) {
        const auto picture = pictures.pictures().image(near.index);
        if (!picture) return passOn(picture);
        found.nearest.push_back(
            {toQImage(*picture), QString::fromStdString(near.name), near.percentile});
    }
    return found;
}

void NearestController::tell(const std::stop_token& stop, NearestStage stage, std::size_t done,
                             std::size_t total) {
    worker_.post(stop, [this, stage, done, total] {
        if (state_.stage != stage) {
            state_.stage = stage;
            emit changed();
        }
        emit progressed(done, total);
    });
}

void NearestController::take(const Result<Found>& found) {
    if (!found) return fail(QString::fromStdString(found.error().message));
    state_.count = found->count;
    state_.nearest = found->nearest;
    state_.stage = NearestStage::Ready;
    emit changed();
}

void NearestController::fail(const QString& problem) {
    state_.problem = problem;
    state_.stage = NearestStage::Ready;
    emit changed();
}

void NearestController::cancel() {
    if (state_.stage != NearestStage::Preparing && state_.stage != NearestStage::Comparing) return;
    worker_.cancel();
    fail(tr("Stopped."));
}

}  // namespace faceloom
