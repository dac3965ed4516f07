// A label whose text, however long, takes no more than the room there is. For the GUI thread.
#pragma once

#include <QLabel>
#include <QString>

namespace faceloom {

// One line of plain text, elided in the middle where it is too long; text() is the whole of it.
// Asks for no width, so that no window grows by it: give it a stretch.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

// The text in one line, whose control characters (line feeds among them) are spaces; of one with
// more than `most` characters (at least 1) the middle is left out.
[[nodiscard]] QString shortLine(const QString& text, qsizetype most);

}  // namespace faceloom
