#include "ui/reading/reading_controller.h"

#include "core/base/shipped_models.h"

#include <algorithm>

namespace faceloom {

ReadingController::ReadingController(QObject* parent)
    : QObject(parent), opener_([this](std::uint64_t, const Opening& opening) { open(opening); }) {
    for (std::size_t i = 0; i < kReadingPlaces; ++i) {
        const auto place = static_cast<ReadingPlace>(i);
        connect(&at(place).channel, &ReadingChannel::read, this,
                [this, place](const std::vector<FaceReading>& readings) {
                    last_failure_.clear();
                    at(place).readings = readings;
                    emit readingsChanged(place, readings);
                });
        connect(&at(place).channel, &ReadingChannel::failed, this, [this](const QString& message) {
            if (message == last_failure_) return;
            last_failure_ = message;
            emit messageRaised(message, true);
        });
    }
}

void ReadingController::openAgeModel(const AgeModelFiles& files) {
    opener_.submit({files, std::nullopt});
}

void ReadingController::openAttributeReader(const std::filesystem::path& file) {
    opener_.submit({std::nullopt, file});
}

void ReadingController::openShipped() {
    Opening opening;
    std::error_code ignored;
    if (std::filesystem::exists(shippedAgeModel(), ignored)) {
        const auto files = AgeModelFiles::in(shippedAgeModel());
        if (files)
            opening.age_model = *files;
        else
            emit messageRaised(QString::fromStdString(files.error().message), true);
    }
    if (std::filesystem::exists(shippedAttributeReader(), ignored))
        opening.attribute_reader = shippedAttributeReader();
    opener_.submit(opening);
}

void ReadingController::open(const Opening& opening) {
    std::optional<Result<AgeEstimator>> ages;
    std::optional<Result<AttributeReader>> attributes;
    if (opening.age_model) ages = AgeEstimator::open(*opening.age_model);
    if (opening.attribute_reader) attributes = AttributeReader::open(*opening.attribute_reader);
    to_gui_.post([this, ages, attributes] { takeReaders(ages, attributes); });
}

void ReadingController::takeReaders(const std::optional<Result<AgeEstimator>>& ages,
                                    const std::optional<Result<AttributeReader>>& attributes) {
    bool changed = false;
    const auto take = [&](const auto& opened, auto& own) {
        if (!opened) return;
        if (*opened) {
            own = **opened;
            changed = true;
        } else {
            emit messageRaised(QString::fromStdString(opened->error().message), true);
        }
    };
    take(ages, ages_);
    take(attributes, attributes_);
    if (!changed) return;
    readers_.emplace(ages_, attributes_);
    emit readersChanged();
    for (std::size_t i = 0; i < kReadingPlaces; ++i)
        readAgain(static_cast<ReadingPlace>(i));
}

std::filesystem::path ReadingController::ageModel() const {
    return ages_ ? ages_->files().caffemodel : std::filesystem::path();
}

void ReadingController::setFaces(ReadingPlace place, const std::vector<QImage>& faces) {
    at(place).faces = faces;
    readAgain(place);
}

void ReadingController::readAgain(ReadingPlace place) {
    at(place).channel.cancel();
    if (!at(place).readings.empty()) {
        at(place).readings.clear();
        emit readingsChanged(place, {});
    }
    const auto& faces = at(place).faces;
    const bool any = std::ranges::any_of(faces, [](const QImage& face) { return !face.isNull(); });
    if (readers_ && any) at(place).channel.request(*readers_, faces);
}

const std::vector<FaceReading>& ReadingController::readings(ReadingPlace place) const {
    return places_.at(std::size_t(place)).readings;
}

}  // namespace faceloom
