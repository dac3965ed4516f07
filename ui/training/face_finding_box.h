// How the face is cut out of each photograph: one rectangle for all, or a detector.
#pragma once

#include "core/imaging/prepare_options.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace faceloom {

class FaceFindingBox : public QWidget {
    Q_OBJECT
public:
    explicit FaceFindingBox(QWidget* parent = nullptr);

    [[nodiscard]] bool usesRectangle() const { return finding() == Finding::Rectangle; }
    // Sets the detector and its folder; leaves the rectangle alone.
    void apply(PrepareOptions& options) const;

signals:
    void changed();

private:
    enum class Finding { Rectangle, Haar, Mtcnn };

    [[nodiscard]] Finding finding() const;
    [[nodiscard]] QWidget* createFolderRow();
    void chooseFolder();
    void settle();

    QComboBox* finding_;
    QWidget* folder_row_ = nullptr;
    QLineEdit* folder_ = nullptr;
};

}  // namespace faceloom
