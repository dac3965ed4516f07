// Between the panes and the readers: opens the age network and the attribute reader, has what the
// panes show read off the event loop. Lives on the GUI thread.
#pragma once

#include "core/base/latest_worker.h"
#include "core/reading/age_estimator.h"
#include "core/reading/attribute_reader.h"
#include "core/reading/face_readings.h"
#include "ui/base/gui_queue.h"
#include "ui/reading/reading_channel.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <array>
#include <filesystem>
#include <optional>
#include <vector>

namespace faceloom {

// Whose faces are read.
enum class ReadingPlace { Grid, Row, Strip, Edit };
inline constexpr std::size_t kReadingPlaces = 4;

class ReadingController : public QObject {
    Q_OBJECT
public:
    explicit ReadingController(QObject* parent = nullptr);

    // Answers with readersChanged, or with messageRaised, and then the one that was open stays.
    void openAgeModel(const AgeModelFiles& files);
    void openAttributeReader(const std::filesystem::path& file);
    // Both that ship with the program, where they are there; one that is missing altogether is no
    // message, half of one is.
    void openShipped();

    [[nodiscard]] bool readsAges() const { return ages_.has_value(); }
    [[nodiscard]] bool readsAttributes() const { return attributes_.has_value(); }
    [[nodiscard]] const std::optional<FaceReadings>& readers() const { return readers_; }
    // Of the age network that is open; empty without one.
    [[nodiscard]] std::filesystem::path ageModel() const;

    // New pictures at a place; what was read off the old ones there no longer counts. Empty: none.
    void setFaces(ReadingPlace place, const std::vector<QImage>& faces);
    // As many as faces there, or none while they are not read yet.
    [[nodiscard]] const std::vector<FaceReading>& readings(ReadingPlace place) const;

signals:
    void readersChanged();
    void readingsChanged(faceloom::ReadingPlace place,
                         const std::vector<faceloom::FaceReading>& readings);
    void messageRaised(const QString& text, bool is_error);

private:
    struct Opening {
        std::optional<AgeModelFiles> age_model;
        std::optional<std::filesystem::path> attribute_reader;
    };
    struct Place {
        std::vector<QImage> faces;
        std::vector<FaceReading> readings;
        ReadingChannel channel;
    };
    void open(const Opening& opening);  // on the opener's thread
    void takeReaders(const std::optional<Result<AgeEstimator>>& ages,
                     const std::optional<Result<AttributeReader>>& attributes);
    void readAgain(ReadingPlace place);
    [[nodiscard]] Place& at(ReadingPlace place) { return places_.at(std::size_t(place)); }

    std::optional<AgeEstimator> ages_;
    std::optional<AttributeReader> attributes_;
    std::optional<FaceReadings> readers_;
    std::array<Place, kReadingPlaces> places_;
    QString last_failure_;  // said once, not once a picture
    GuiQueue to_gui_;
    LatestWorker<Opening> opener_;  // last: it stops before the rest goes
};

}  // namespace faceloom
