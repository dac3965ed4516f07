// The row of buttons that says what to train on: a folder, a prepared file, sketch faces, or what
// was chosen before.
#pragma once

#include "ui/training/training_pictures.h"

#include <QWidget>

class QBoxLayout;
class QMenu;
class QString;
class QToolButton;

namespace faceloom {

// A folder of photographs with everything else left to its defaults, or a prepared file.
[[nodiscard]] TrainingPictures picturesInFolder(const QString& path);
[[nodiscard]] TrainingPictures picturesInFile(const QString& path);
// The folder or file; empty for what the program draws itself.
[[nodiscard]] QString pathOf(const TrainingPictures& pictures);

class PictureChooser : public QWidget {
    Q_OBJECT
public:
    explicit PictureChooser(QWidget* parent = nullptr);

signals:
    void chosen(const faceloom::TrainingPictures& pictures);

private:
    QToolButton* addButton(QBoxLayout* row, const QString& text, const char* name,
                           const QString& tip);
    [[nodiscard]] QToolButton* createRecentButton();
    void chooseFolder();
    void chooseFile();
    void fillRecent();

    QMenu* recent_ = nullptr;
};

}  // namespace faceloom
