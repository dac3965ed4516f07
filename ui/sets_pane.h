// The three sets of picked faces, one card each.
#pragma once

#include "ui/set_colours.h"

#include <QImage>
#include <QScrollArea>
#include <array>
#include <vector>

namespace faceloom {

class FaceSets;
class SetCard;

class SetsPane : public QScrollArea {
    Q_OBJECT
public:
    explicit SetsPane(FaceSets* sets, QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);                  // the whole grid's
    void setAverages(const std::array<QImage, kSetCount>& averages);  // null for an empty set
    [[nodiscard]] QSize sizeHint() const override;

private:
    std::array<SetCard*, kSetCount> cards_{};
};

}  // namespace faceloom
