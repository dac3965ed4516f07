// A learning rate, shown and typed as people write one.
#pragma once

#include <QDoubleSpinBox>

namespace faceloom {

// Six digits wherever the decimal point is, and powers of ten where they are shorter: 0.0002,
// 1.23e-5. The adaptive step changes the second digit. GUI thread only.
class RateSpinBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit RateSpinBox(QWidget* parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
};

}  // namespace faceloom
