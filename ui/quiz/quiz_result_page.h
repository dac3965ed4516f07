// What came of it: everybody's score in one table, people and machines, and the made-up faces that
// fooled people most.
#pragma once

#include "core/quiz/quiz_score.h"
#include "core/quiz/quiz_take.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/render_channel.h"

#include <QWidget>
#include <optional>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace faceloom {

class QuizController;
class SquareBoard;

class QuizResultPage : public QWidget {
    Q_OBJECT
public:
    static constexpr int kFooledShown = 8;

    // Outlived by the controller.
    explicit QuizResultPage(QuizController* quiz, QWidget* parent = nullptr);

    // The results of this one's set come first; the faces are its model's. Nothing: all results.
    void showTake(std::optional<QuizTake> take);

signals:
    void anotherPersonRequested();
    void otherModelRequested();
    void backRequested();
    void zoomRequested(faceloom::FaceTile* face);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTable();
    QWidget* buildFaces();
    QWidget* buildButtons();
    QPushButton* addButton(QBoxLayout* row, const char* name, const QString& text,
                           const QString& tip);
    void refill();
    void showFooled();
    void drawFooled(const std::vector<QImage>& faces);
    void removeChosen();
    void bringBack();
    void chooseExport();
    void showState();
    [[nodiscard]] std::vector<QuizTake> shown() const;
    [[nodiscard]] std::vector<QuizTake> chosen() const;

    QuizController* quiz_;
    std::optional<QuizTake> take_;
    std::vector<QuizTake> removed_;  // can be brought back
    std::vector<FooledBy> fooled_;
    QLabel* title_ = nullptr;
    QComboBox* scope_ = nullptr;
    QTreeWidget* table_ = nullptr;
    QLabel* absent_ = nullptr;
    QLabel* fooled_title_ = nullptr;
    QWidget* faces_ = nullptr;
    SquareBoard* board_ = nullptr;
    QBoxLayout* buttons_ = nullptr;
    std::vector<FaceTile*> tiles_;
    QPushButton* remove_ = nullptr;
    QPushButton* bring_back_ = nullptr;
    QPushButton* export_ = nullptr;
    QPushButton* other_model_ = nullptr;
    QPushButton* another_person_ = nullptr;
    RenderChannel channel_;
};

}  // namespace faceloom
