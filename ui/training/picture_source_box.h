// Which pictures a run learns from, and which part of each: chosen here, counted and shown on a
// sample.
#pragma once

#include "core/data/crop_rect.h"
#include "ui/training/sample_loader.h"
#include "ui/training/training_pictures.h"

#include <QString>
#include <QWidget>
#include <cstddef>
#include <optional>

class QLabel;
class QLayout;
class QToolButton;

namespace faceloom {

class CropEditor;
class FaceFindingBox;
class PictureChooser;

class PictureSourceBox : public QWidget {
    Q_OBJECT
public:
    explicit PictureSourceBox(QWidget* parent = nullptr);

    // What was chosen, with crop and detector; nothing while none is. The pane adds size and limit.
    [[nodiscard]] std::optional<TrainingPictures> pictures() const;
    // Of the pictures shown now; 0 until they are counted.
    [[nodiscard]] std::size_t count() const { return count_; }

public slots:
    void openFolder(const QString& path);
    void openPackedFile(const QString& path);
    void useSketchFaces();
    // Side of the pictures that are trained on, pixels; a prepared file has its own.
    void setImageSize(int side);
    // While a run uses the pictures they can be looked at, not changed.
    void setLocked(bool locked);

signals:
    void picturesChanged();
    // The size that a prepared file's pictures have.
    void imageSizeKnown(int side);
    void pathOpened(const QString& path);
    void messageRaised(const QString& text, bool is_error);

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QLayout* createSample();
    void choose(const TrainingPictures& pictures);
    void rememberChosen();
    void showSample(const Sample& sample);
    void showFailure(const QString& message);
    void showSource(const QString& title, const QString& detail);
    void updateControls();
    void updateResult();
    void cropEdited(const QRect& crop);
    void findingChanged();
    void ask(bool moving = false);

    std::optional<TrainingPictures> chosen_;
    std::optional<CropRect> edited_crop_;  // set once the user has moved the rectangle
    std::size_t sample_index_ = 0;
    std::size_t count_ = 0;
    int image_size_ = 64;
    bool locked_ = false;
    QImage result_;

    PictureChooser* chooser_;
    QLabel* title_ = nullptr;
    QLabel* detail_ = nullptr;
    QWidget* sample_part_ = nullptr;
    CropEditor* editor_ = nullptr;
    QLabel* result_label_ = nullptr;
    QLabel* result_caption_ = nullptr;
    QLabel* crop_label_ = nullptr;
    QToolButton* next_ = nullptr;
    QToolButton* reset_ = nullptr;
    FaceFindingBox* finding_;
    SampleLoader loader_;
};

}  // namespace faceloom
