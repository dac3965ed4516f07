// The one place for errors and notices: a card that floats over its parent's lower edge and moves
// nothing. Notices go by themselves, errors stay until they are closed; the last ones can be read
// again.
#pragma once

#include <QFrame>
#include <QStringList>
#include <QTimer>

class QLabel;
class QMenu;
class QToolButton;

namespace faceloom {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent);

    void showMessage(const QString& text, bool is_error);
    // Takes an error away that no longer holds; the history keeps it.
    void dismiss();
    [[nodiscard]] QString text() const;
    [[nodiscard]] QStringList history() const { return history_; }  // newest first
    void fillHistoryMenu(QMenu* menu) const;

signals:
    void messageShown(const QString& text, bool is_error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    QLabel* label_ = nullptr;
    QToolButton* close_ = nullptr;
    QTimer hide_timer_;
    QStringList history_;
    bool is_error_ = false;
};

}  // namespace faceloom
