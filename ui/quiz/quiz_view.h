// Where a quiz shows its faces: one, or two side by side, of the same size and drawn alike; a cross
// before them, a mask after them. Takes the answers by key and by click. Nothing of it, neither
// name nor tooltip, tells which face is which.
#pragma once

#include "core/quiz/quiz_set.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>
#include <QWidget>
#include <vector>

namespace faceloom {

class QuizView : public QWidget {
    Q_OBJECT
public:
    explicit QuizView(QWidget* parent = nullptr);

    void setForm(QuizForm form) { form_ = form; }
    // The cross, for a moment, then the faces, which a mask covers after `shown_ms`; 0: never.
    void ask(std::vector<QImage> faces, int shown_ms);
    // Frames the faces shown last, or their mask, in green or in red.
    void mark(bool right);
    void clear();

    // The faces are, or were, to be seen and no answer came yet.
    [[nodiscard]] bool waiting() const {
        return painted_ && (sight_ == Sight::Faces || sight_ == Sight::Mask);
    }
    [[nodiscard]] bool masked() const { return sight_ == Sight::Mask; }
    [[nodiscard]] std::vector<QRect> pictureRects() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // As if its key had been pressed: that the face is real, or that the first is. Nothing where
    // none is waited for.
    void answer(bool said_real);

signals:
    // The milliseconds since the faces were painted.
    void answered(bool said_real, int milliseconds);
    void undone();
    void stopped();
    void focusChanged(bool has_focus);  // without it no key answers

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Sight { Nothing, Cross, Faces, Mask, Marked };
    void show(Sight sight);
    void paintCross(QPainter& painter) const;
    void paintMask(QPainter& painter, const QRect& place) const;

    QuizForm form_ = QuizForm::Single;
    Sight sight_ = Sight::Nothing;
    std::vector<QImage> faces_;
    bool was_masked_ = false;
    bool right_ = false;  // while marked
    int shown_ms_ = 0;
    bool painted_ = false;  // since the faces are shown
    QElapsedTimer since_painted_;
    QTimer cross_timer_;
    QTimer mask_timer_;
};

}  // namespace faceloom
