// The formula over the sets, as "A - B + C": the averages it names and what they add up to.
#pragma once

#include "core/imaging/contact_sheet.h"
#include "ui/explore/latent_controller.h"
#include "ui/reading/reading_text.h"

#include <QImage>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace faceloom {

class FaceSets;
class FaceTile;

class ArithmeticPane : public QWidget {
    Q_OBJECT
public:
    // The result can be dragged away; `result` says what it is then.
    ArithmeticPane(FaceSets* sets, std::function<std::optional<PickedFace>()> result,
                   QWidget* parent = nullptr);

    void showState(const ArithmeticState& state);
    void showPictures(const ArithmeticPictures& pictures);
    // The pictures that are shown, averages first, the result last; null where there is none.
    [[nodiscard]] std::vector<QImage> row() const;
    // Of that row; empty: nothing was read yet.
    void showReadings(const std::vector<FaceReading>& readings);
    void setShownReadings(const ShownReadings& shown);  // as captions
    // For a contact sheet; empty without a result.
    [[nodiscard]] std::vector<SheetTile> sheet() const;

signals:
    void interpolateFromRequested();
    void interpolateToRequested();

private:
    void buildFormula(QVBoxLayout* layout);
    void buildControls(QVBoxLayout* layout);
    void rebuildRow();
    void addToRow(QWidget* sign, FaceTile* tile, const QString& caption, int place);
    void enterFormula();
    void showFormula();
    void showProblem();
    void showHint();
    void showVerdict();
    // What the sum should read as, where the formula is the design's over the design's sets.
    [[nodiscard]] std::optional<Expectation> promise() const;

    FaceSets* sets_;
    std::function<std::optional<PickedFace>()> result_source_;
    bool has_faces_ = false;
    bool sets_changed_ = false;  // names or colours, since the row was built
    ArithmeticState state_;
    ArithmeticPictures pictures_;
    QLineEdit* formula_ = nullptr;
    QToolButton* reset_ = nullptr;
    int stroke_ = 0;  // letters typed in one go
    QLabel* problem_ = nullptr;
    QWidget* row_ = nullptr;
    QVBoxLayout* row_place_ = nullptr;
    std::vector<FaceTile*> tiles_;  // the terms', then the result's
    QLabel* hint_ = nullptr;
    QLabel* verdict_ = nullptr;
    std::vector<FaceReading> readings_;
    ShownReadings shown_readings_;
    QCheckBox* renormalize_ = nullptr;
    QPushButton* from_ = nullptr;
    QPushButton* to_ = nullptr;
};

}  // namespace faceloom
