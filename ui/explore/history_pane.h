// The results so far as a board of small pictures: to put into sets or on the path, to
// keep. Takes faces that are dropped on it as favourites.
#pragma once

#include "ui/explore/picked_face.h"

#include <QImage>
#include <QWidget>
#include <functional>

class QAction;
class QCheckBox;
class QLabel;
class QListWidget;
class QListWidgetItem;

namespace faceloom {

class FaceSets;
class ResultHistory;
struct HistoryEntry;

class HistoryPane : public QWidget {
    Q_OBJECT
public:
    using PictureSource = std::function<QImage(const Latent&)>;  // null: not drawn yet

    HistoryPane(ResultHistory* history, FaceSets* sets, QWidget* parent = nullptr);

    // Asked again by showPictures.
    void setPictureSource(PictureSource source);
    void showPictures();
    void choose(const Latent& latent);  // nothing where it is not there

signals:
    void interpolateFromRequested(const faceloom::PickedFace& face);
    void interpolateToRequested(const faceloom::PickedFace& face);
    void addToPathRequested(const faceloom::PickedFace& face);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildActions();
    void rebuild();
    void showActions();
    void showActiveSet();
    [[nodiscard]] const HistoryEntry* chosen() const;  // null: none
    [[nodiscard]] PickedFace faceOf(const HistoryEntry& entry) const;

    ResultHistory* history_;
    FaceSets* sets_;
    PictureSource picture_source_;
    QListWidget* list_ = nullptr;
    QLabel* hint_ = nullptr;
    QCheckBox* only_favourites_ = nullptr;
    QAction* put_ = nullptr;
    QAction* from_ = nullptr;
    QAction* to_ = nullptr;
    QAction* next_ = nullptr;
    QAction* keep_ = nullptr;
    QAction* remove_ = nullptr;
    QAction* clear_ = nullptr;
};

}  // namespace faceloom
