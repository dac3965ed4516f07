// The window's quiz: its pane, and what of the window it asks for.
#pragma once

#include "ui/explore/face_tile.h"

#include <QObject>

namespace faceloom {

class LatentController;
class MessageBar;
class QuizController;
class QuizPane;

class WindowQuiz : public QObject {
    Q_OBJECT
public:
    // Makes the pane; the window takes it.
    WindowQuiz(QObject* window, LatentController* latents);

    [[nodiscard]] QuizPane* pane() const { return pane_; }
    void connectTo(MessageBar* messages);

signals:
    void otherModelWanted();
    void zoomRequested(faceloom::FaceTile* face);

private:
    QuizController* quiz_;
    QuizPane* pane_;
};

}  // namespace faceloom
