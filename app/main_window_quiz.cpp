#include "app/main_window_quiz.h"

#include "core/base/shipped_models.h"
#include "core/quiz/quiz_file.h"
#include "ui/base/message_bar.h"
#include "ui/explore/latent_controller.h"
#include "ui/quiz/quiz_controller.h"
#include "ui/quiz/quiz_pane.h"

namespace faceloom {

WindowQuiz::WindowQuiz(QObject* window, LatentController* latents)
    : QObject(window),
      quiz_(new QuizController(shippedAttributeReader(), quizFolder(), this)),
      pane_(new QuizPane(quiz_)) {
    connect(latents, &LatentController::modelOpened, this,
            [this, latents] { quiz_->setStudio(*latents->studio()); });
    connect(pane_, &QuizPane::otherModelWanted, this, &WindowQuiz::otherModelWanted);
    connect(pane_, &QuizPane::zoomRequested, this, &WindowQuiz::zoomRequested);
}

void WindowQuiz::connectTo(MessageBar* messages) {
    connect(quiz_, &QuizController::messageRaised, messages, &MessageBar::showMessage);
}

}  // namespace faceloom
