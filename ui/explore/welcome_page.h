// What the window's centre shows while no model is open: how to get faces, or how the run that goes
// on is doing.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace faceloom {

class PreviewView;
struct Preview;

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setTraining(bool training);
    void showPreview(const Preview& preview);

signals:
    void openModelRequested();
    void openRunRequested();
    void openPicturesRequested();
    void sketchFacesRequested();

private:
    QPushButton* addChoice(QVBoxLayout* layout, const char* name, const QIcon& icon,
                           const QString& title, const QString& tip);

    QLabel* title_ = nullptr;
    QLabel* text_ = nullptr;
    QWidget* choices_ = nullptr;
    PreviewView* preview_ = nullptr;
};

}  // namespace faceloom
