// The one place for errors and notices: a card that floats over its parent's lower edge and moves
// nothing. Notices go by themselves, errors stay until they are closed; the last ones can be read
// again.
#pragma once

#include <QFrame>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <utility>
#include <vector>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace faceloom {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent);

    void showMessage(const QString& text, bool is_error);
    // A question with a button for each answer, which stays until it is answered or closed; an
    // error that comes in between covers it.
    using Answer = std::pair<QString, std::function<void()>>;
    // Returns a number to withdraw it by.
    int showOffer(const QString& text, std::vector<Answer> answers);
    // An offer that no longer holds; the history keeps it. Nothing happens when it was answered.
    void withdraw(int offer);
    // Takes an error away that no longer holds; the history keeps it.
    void dismiss();
    [[nodiscard]] QString text() const;
    [[nodiscard]] QStringList history() const { return history_; }  // newest first
    void fillHistoryMenu(QMenu* menu) const;

signals:
    void messageShown(const QString& text, bool is_error);
    void reportRequested();  // an error report is wanted on the clipboard

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Offer {
        int number;
        QString text;
        std::vector<Answer> answers;
    };
    void finish();
    void showWaiting();  // the offer that was not answered yet, or nothing
    void present(const QString& text, bool is_error);
    void fillAnswers(const std::vector<Answer>& answers);
    void place();

    QHBoxLayout* answers_ = nullptr;
    std::vector<Offer> offers_;  // that were not answered yet; the last is shown first
    int last_offer_ = 0;
    bool offer_is_shown_ = false;
    QLabel* label_ = nullptr;
    QPushButton* report_ = nullptr;  // beside errors
    QToolButton* close_ = nullptr;
    QTimer hide_timer_;
    QStringList history_;
    bool is_error_ = false;
};

}  // namespace faceloom
