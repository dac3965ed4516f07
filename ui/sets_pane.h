// The three sets of picked faces, one card each.
#pragma once

#include "core/reading/face_readings.h"
#include "ui/set_colours.h"

#include <QImage>
#include <QScrollArea>
#include <array>
#include <vector>

class QPushButton;

namespace faceloom {

class FaceSets;
class SetCard;

class SetsPane : public QScrollArea {
    Q_OBJECT
public:
    explicit SetsPane(FaceSets* sets, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);                  // the whole grid's
    void setAverages(const std::array<QImage, kSetCount>& averages);  // null for an empty set
    // The grid's; faces can be suggested once attributes were read. Empty: nothing was read.
    void setReadings(const std::vector<FaceReading>& readings);
    // Fills every set with the faces that fit it best; can be undone. Nothing without readings.
    void suggestAll();
    [[nodiscard]] bool canSuggest() const { return suggest_possible_; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void suggestingChanged(bool possible);

private:
    void suggestFor(int set);
    [[nodiscard]] std::array<std::vector<int>, kSetCount> best() const;  // numbers

    FaceSets* sets_;
    std::vector<AttributeReading> attributes_;
    bool suggest_possible_ = false;
    QPushButton* suggest_ = nullptr;
    std::array<SetCard*, kSetCount> cards_{};
};

}  // namespace faceloom
