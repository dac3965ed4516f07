// A learning rate, shown and typed as people write one.
#pragma once

#include <QDoubleSpinBox>

namespace faceloom {

// Six digits wherever the decimal point is, and powers of ten where they are shorter: 0.0002,
// 1.23e-5. Typed, a point and a comma are both decimal points, since nobody groups the digits of a
// rate; what is no rate within the range gives way to the value from before. GUI thread only.
class RateSpinBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit RateSpinBox(QWidget* parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void fixup(QString& text) const override;

private:
    [[nodiscard]] bool isSpecial(const QString& text) const;

    double settled_ = 0;  // the value before what is being typed
};

}  // namespace faceloom
