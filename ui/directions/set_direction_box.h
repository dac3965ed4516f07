// Makes a direction of what tells the faces of one of the user's sets from those of another.
#pragma once

#include "core/latent/direction.h"

#include <QString>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace faceloom {

class FaceSets;

class SetDirectionBox : public QWidget {
    Q_OBJECT
public:
    explicit SetDirectionBox(FaceSets* sets, QWidget* parent = nullptr);

signals:
    void directionMade(const faceloom::Direction& direction);
    void messageRaised(const QString& text, bool is_error);

private:
    void fill();
    void showPossible();
    void make();

    FaceSets* sets_;
    QComboBox* from_ = nullptr;
    QComboBox* to_ = nullptr;
    QPushButton* add_ = nullptr;
};

}  // namespace faceloom
