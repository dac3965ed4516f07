#include "ui/training/rate_spin_box.h"

#include <QLineEdit>
#include <QRegularExpression>

namespace faceloom {

namespace {

constexpr int kDecimals = 12;
constexpr int kDigits = 6;

// As the C locale writes a number: locales have exponents and signs that keyboards have not.
QString plainNumber(QString text) {
    text.replace(QLatin1Char(','), QLatin1Char('.'));
    text.replace(QChar(0x2212), QLatin1Char('-'));  // the minus sign, as text from elsewhere has it
    return text.trimmed().toLower();
}

}  // namespace

RateSpinBox::RateSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(kDecimals);
    setStepType(AdaptiveDecimalStepType);
    const auto settle = [this] { settled_ = value(); };
    connect(this, &QDoubleSpinBox::valueChanged, this, [this, settle] {
        if (!lineEdit()->isModified()) settle();
    });
    connect(this, &QAbstractSpinBox::editingFinished, this, settle);
}

QString RateSpinBox::textFromValue(double value) const {
    static const QRegularExpression padded(QStringLiteral("(e[-+]?)0+(?=\\d)"));
    QString text =
        QLocale::c().toString(value, 'g', kDigits).replace(padded, QStringLiteral("\\1"));
    return text.replace(QLatin1Char('.'), locale().decimalPoint());
}

double RateSpinBox::valueFromText(const QString& text) const {
    if (isSpecial(text)) return minimum();
    return QLocale::c().toDouble(plainNumber(text));
}

QValidator::State RateSpinBox::validate(QString& text, int&) const {
    static const QRegularExpression begun(
        QStringLiteral("\\A(\\d+\\.?\\d*|\\.\\d*|)(?:(?<=[\\d.])e[-+]?\\d{0,2})?\\z"));
    if (isSpecial(text)) return QValidator::Acceptable;
    const QString number = plainNumber(text);
    if (!begun.match(number).hasMatch()) return QValidator::Invalid;
    bool whole = false;
    const double value = QLocale::c().toDouble(number, &whole);
    return whole && value >= minimum() && value <= maximum() ? QValidator::Acceptable
                                                             : QValidator::Intermediate;
}

void RateSpinBox::fixup(QString& text) const {
    const bool special = !specialValueText().isEmpty() && settled_ == minimum();
    text = special ? specialValueText() : textFromValue(settled_);
}

bool RateSpinBox::isSpecial(const QString& text) const {
    return !specialValueText().isEmpty() && text == specialValueText();
}

}  // namespace faceloom
