// A face beside the real pictures it is most like, and what that says: a copy, or an invention.
#pragma once

#include "ui/photograph/nearest_controller.h"

#include <QDialog>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;

namespace faceloom {

class FaceTile;

// What the nearest picture's percentile means, in a sentence.
[[nodiscard]] QString copyVerdict(double percentile);

class NearestDialog : public QDialog {
    Q_OBJECT
public:
    // Outlived by the controller.
    NearestDialog(NearestController* nearest, QWidget* parent);

signals:
    void picturesChosen(const QString& path);  // a folder, or a prepared file

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void choose();
    void showState();
    void showProgress(std::size_t done, std::size_t total);

    NearestController* nearest_;
    FaceTile* face_ = nullptr;
    std::vector<FaceTile*> tiles_;
    std::vector<QLabel*> names_;
    QLabel* verdict_ = nullptr;
    QLabel* pictures_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QPushButton* cancel_ = nullptr;
    QPushButton* choose_ = nullptr;
};

}  // namespace faceloom
