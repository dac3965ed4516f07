// Edits one face along directions: a large picture of the result, and a card with a slider for each
// direction of the chosen kind.
#pragma once

#include "core/reading/face_readings.h"
#include "core/reading/reader_directions.h"
#include "ui/explore/picked_face.h"

#include <QImage>
#include <QWidget>
#include <functional>
#include <map>
#include <optional>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace faceloom {

class CardBoard;
class DirectionCard;
class DirectionEdit;
class DirectionLengthBox;
class FaceSets;
class FaceTile;
class SetDirectionBox;

class DirectionsPane : public QWidget {
    Q_OBJECT
public:
    using PictureSource = std::function<QImage(const Latent&)>;  // null: not drawn yet

    DirectionsPane(DirectionEdit* edit, FaceSets* sets, QWidget* parent = nullptr);

    // Asked again by showPictures.
    void setPictureSource(PictureSource source);
    void showPictures();
    void showResult(const QImage& face);
    void showReading(const FaceReading& reading);  // of the result that is shown
    void setLatentSize(int size);                  // of the open model
    void setReadersOpen(bool open);
    void setBusy(bool busy);
    void setProgress(double share);  // 0..1
    void showEffect(const Latent& vector, const DirectionEffect& effect);
    [[nodiscard]] std::optional<PickedFace> result() const;

signals:
    // `moving`: a slider moved, so that pictures on their way are still worth showing.
    void resultWanted(const faceloom::Latent& latent, bool moving);
    void findRequested();
    void cancelRequested();
    void measureRequested(const faceloom::Latent& vector);
    void pickRequested();
    void keepRequested(const faceloom::PickedFace& face);
    void messageRaised(const QString& text, bool is_error);

private:
    void buildFace(QBoxLayout* layout);
    void buildTools(QBoxLayout* layout);
    void fillKinds();
    void rebuildCards();
    [[nodiscard]] DirectionCard* makeCard(int index);
    void showCard(std::size_t place);
    void showAmounts();
    void showHints();
    void makeOrthogonal(int index);
    // What a click makes a direction independent of: the locked ones; where none is, for what is
    // read and for sets, what the program itself reads; else the others shown.
    [[nodiscard]] std::vector<int> othersOf(int index) const;
    [[nodiscard]] bool hasLatents() const { return latent_size_ > 0; }

    DirectionEdit* edit_;
    FaceSets* sets_;
    PictureSource picture_source_;
    int latent_size_ = 0;
    bool readers_open_ = false;
    bool busy_ = false;
    bool moving_ = false;  // a card's own change is being carried out
    int stroke_ = 0;
    int moved_ = -1;          // whose slider was moved last
    std::vector<int> shown_;  // indices in edit_ of the cards
    std::vector<DirectionCard*> cards_;
    std::map<Latent, DirectionEffect> effects_;
    FaceTile* large_ = nullptr;
    FaceTile* original_ = nullptr;
    QPushButton* pick_ = nullptr;
    QPushButton* put_ = nullptr;
    QPushButton* keep_ = nullptr;
    QPushButton* find_ = nullptr;
    QPushButton* cancel_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QComboBox* kind_ = nullptr;
    QToolButton* reset_ = nullptr;
    SetDirectionBox* set_directions_ = nullptr;
    DirectionLengthBox* length_ = nullptr;
    QLabel* hint_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    CardBoard* board_ = nullptr;
};

}  // namespace faceloom
