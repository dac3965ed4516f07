#include "ui/training/rate_spin_box.h"

#include <QDoubleValidator>
#include <QRegularExpression>

namespace faceloom {

namespace {

constexpr int kDecimals = 12;
constexpr int kDigits = 6;

}  // namespace

RateSpinBox::RateSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(kDecimals);
    setStepType(AdaptiveDecimalStepType);
}

QString RateSpinBox::textFromValue(double value) const {
    static const QRegularExpression padded(QStringLiteral("([eE][-+]?)0+(?=\\d)"));
    return locale().toString(value, 'g', kDigits).replace(padded, QStringLiteral("\\1"));
}

double RateSpinBox::valueFromText(const QString& text) const {
    if (!specialValueText().isEmpty() && text == specialValueText()) return minimum();
    return locale().toDouble(text.trimmed());
}

QValidator::State RateSpinBox::validate(QString& text, int& position) const {
    if (!specialValueText().isEmpty() && text == specialValueText()) return QValidator::Acceptable;
    QDoubleValidator validator(minimum(), maximum(), kDecimals);
    validator.setNotation(QDoubleValidator::ScientificNotation);
    validator.setLocale(locale());
    return validator.validate(text, position);
}

}  // namespace faceloom
