// What the window's centre shows while no model is open: how to get faces.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace faceloom {

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    // A run is under way: its first faces are on their way here.
    void setTraining(bool training);

signals:
    void openModelRequested();
    void openRunRequested();
    void openPicturesRequested();
    void sketchFacesRequested();

private:
    QPushButton* addChoice(QVBoxLayout* layout, const char* name, const QIcon& icon,
                           const QString& title, const QString& tip);

    QLabel* text_ = nullptr;
    QWidget* choices_ = nullptr;
};

}  // namespace faceloom
