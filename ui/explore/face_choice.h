// Small faces in a row that wraps and scrolls: to choose one of.
#pragma once

#include <QImage>
#include <QListWidget>
#include <vector>

namespace faceloom {

class FaceChoice : public QListWidget {
    Q_OBJECT
public:
    explicit FaceChoice(QWidget* parent = nullptr);

    void setFaces(const std::vector<QImage>& faces);
    void setChosen(int face);  // −1: none

signals:
    void faceChosen(int face);  // by click or Enter

private:
    std::vector<QImage> shown_;
};

}  // namespace faceloom
