// A photograph's face beside the model's face that comes nearest to it: choosing among several
// faces, watching the search, and handing the result on like any other face.
#pragma once

#include "ui/explore/picked_face.h"

#include <QImage>
#include <QString>
#include <QWidget>
#include <functional>

class QAction;
class QBoxLayout;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolBar;

namespace faceloom {

class FaceChoice;
class FaceSets;
class FaceTile;
class PhotographController;
struct PhotographProgress;
class SquareBoard;

class PhotographPane : public QWidget {
    Q_OBJECT
public:
    using PictureSource = std::function<QImage(const Latent&)>;  // null: not drawn yet

    PhotographPane(PhotographController* photographs, FaceSets* sets, QWidget* parent = nullptr);

    // For a result of another model than the open one; asked again by showPictures.
    void setPictureSource(PictureSource source);
    void showPictures();

signals:
    void openRequested();
    void pathDropped(const QString& path);
    void pictureDropped(const QImage& picture);
    void interpolateFromRequested(const faceloom::PickedFace& face);
    void interpolateToRequested(const faceloom::PickedFace& face);
    void addToPathRequested(const faceloom::PickedFace& face);
    void editRequested(const faceloom::PickedFace& face);
    void keepRequested(const faceloom::PickedFace& face);
    void exportRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* buildFaces();
    void buildWords(QBoxLayout* layout);
    void buildControls(QBoxLayout* layout);
    void buildActions(QBoxLayout* layout);
    void showState();
    void showWords();
    void showActions();
    void showProgress(const PhotographProgress& progress);
    void showActiveSet();
    void keepFocus(bool had_focus);

    PhotographController* photographs_;
    FaceSets* sets_;
    PictureSource picture_source_;
    QBoxLayout* layout_ = nullptr;
    SquareBoard* board_ = nullptr;
    FaceTile* original_ = nullptr;
    FaceTile* nearest_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* advice_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QPushButton* cancel_ = nullptr;
    FaceChoice* faces_ = nullptr;
    QPushButton* open_ = nullptr;
    QBoxLayout* opening_ = nullptr;  // its row
    QPushButton* search_ = nullptr;
    QComboBox* steps_ = nullptr;
    QToolBar* tools_ = nullptr;
    QAction* put_ = nullptr;
    QAction* from_ = nullptr;
    QAction* to_ = nullptr;
    QAction* next_ = nullptr;
    QAction* edit_ = nullptr;
    QAction* keep_ = nullptr;
    QAction* export_ = nullptr;
};

}  // namespace faceloom
