// The sets of picked faces, one card each, and a button for another.
#pragma once

#include "core/reading/face_readings.h"
#include "ui/explore/set_card.h"

#include <QImage>
#include <QScrollArea>
#include <utility>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace faceloom {

class FaceSets;

class SetsPane : public QScrollArea {
    Q_OBJECT
public:
    explicit SetsPane(FaceSets* sets, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);        // the whole grid's
    void setAverages(const std::vector<QImage>& averages);  // one a set; null for an empty one
    // Of faces in sets that are not in the grid; asked again by showPictures.
    void setPictureSource(const SetCard::PictureSource& source);
    void showPictures();
    // The grid's; faces can be suggested once attributes were read. Empty: nothing was read.
    void setReadings(const std::vector<FaceReading>& readings);
    // Other faces are on their way: nothing is suggested until they are read.
    void awaitReadings();
    // Fills the sets that are meant to hold something with the faces that fit it best; can be
    // undone. Nothing without readings.
    void suggestAll();
    [[nodiscard]] bool canSuggest() const { return suggest_possible_; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void suggestingChanged(bool possible);

private:
    void rebuildCards();
    void suggestFor(int set);
    void offerSuggestions();
    // Sets that are meant to hold something, with the numbers of the faces that fit best.
    [[nodiscard]] std::vector<std::pair<int, std::vector<int>>> best() const;

    FaceSets* sets_;
    std::vector<QImage> faces_;
    std::vector<QImage> averages_;
    SetCard::PictureSource picture_source_;
    std::vector<FaceReading> readings_;
    std::vector<AttributeReading> attributes_;
    bool awaiting_faces_ = false;
    bool suggest_possible_ = false;
    QPushButton* suggest_ = nullptr;
    QVBoxLayout* card_layout_ = nullptr;
    std::vector<SetCard*> cards_;
};

}  // namespace faceloom
