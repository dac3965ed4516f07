#include "ui/directions/direction_card.h"

#include "ui/base/icons.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/face_tile.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace faceloom {
namespace {

constexpr int kUnits = 100;  // of the slider, a standard deviation
constexpr int kPictureSide = 44;

QString shownName(std::string_view name) {
    return QString::fromUtf8(name.data(), qsizetype(name.size())).replace(u'_', u' ');
}

QString signedNumber(double value, int decimals) {
    const QString number = QString::number(std::abs(value), 'f', decimals);
    if (number.toDouble() == 0) return number;
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + number;
}

QString kindInWords(const DirectionSetting& setting) {
    const QString share = QStringLiteral("%1 %").arg(qRound(100 * setting.direction.strength));
    switch (setting.direction.kind) {
        case DirectionKind::Component:
            return DirectionCard::tr(
                       "Principal component of the first layer's activations: %1 of "
                       "their variance.")
                .arg(share);
        case DirectionKind::Factor:
            return DirectionCard::tr(
                       "Factor of the first layer's weights: %1 of their sum of "
                       "squares.")
                .arg(share);
        case DirectionKind::Attribute:
            return DirectionCard::tr(
                       "Where faces read as more of this: explains %1 of the "
                       "reading.")
                .arg(share);
        case DirectionKind::Sets:
            break;
    }
    return DirectionCard::tr("From one set to another: %1 of their faces are on their own side.")
        .arg(share);
}

QToolButton* smallButton(const char* name, Symbol symbol, const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(symbolIcon(symbol));
    button->setIconSize({14, 14});
    button->setAutoRaise(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

}  // namespace

QString effectInWords(const DirectionEffect& effect) {
    constexpr std::array kOwn = {FaceAttribute::Smiling, FaceAttribute::Male, FaceAttribute::Young,
                                 FaceAttribute::Eyeglasses};
    constexpr std::size_t kMost = 8;
    QStringList parts;
    const auto say = [&](std::size_t attribute) {
        parts << QStringLiteral("%1 %2 %").arg(shownName(attributeNames()[attribute]),
                                               signedNumber(100 * effect.attributes[attribute], 0));
    };
    if (effect.has_attributes) {
        for (const FaceAttribute attribute : kOwn)
            say(static_cast<std::size_t>(attribute));
    }
    if (effect.years)
        parts << DirectionCard::tr("age %1 years").arg(signedNumber(*effect.years, 1));
    if (!effect.has_attributes) return parts.join(QStringLiteral(", "));
    std::array<std::size_t, kAttributes> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t attribute) {
        return std::abs(effect.attributes[attribute]);
    });
    for (const std::size_t attribute : order) {
        if (std::size_t(parts.size()) >= kMost) break;
        if (!std::ranges::count(kOwn, static_cast<FaceAttribute>(attribute))) say(attribute);
    }
    return parts.join(QStringLiteral(", "));
}

DirectionCard::DirectionCard(const DirectionSetting& setting, QWidget* parent) : QFrame(parent) {
    setFrameShape(StyledPanel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 3, 6, 4);
    layout->setSpacing(2);
    auto* header = new QHBoxLayout;
    header->setSpacing(1);
    buildHeader(setting, header);
    layout->addLayout(header);
    auto* row = new QHBoxLayout;
    buildSlider(row);
    layout->addLayout(row);
    effect_ = new QLabel;
    effect_->setObjectName(QStringLiteral("directionEffect"));
    effect_->setWordWrap(true);
    effect_->setForegroundRole(QPalette::PlaceholderText);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    effect_->setFont(small);
    effect_->hide();
    layout->addWidget(effect_);
    showSetting(setting);
}

void DirectionCard::buildHeader(const DirectionSetting& setting, QHBoxLayout* layout) {
    const QString name = shownName(setting.direction.name);
    name_ = new QLabel(name);
    name_->setToolTip(kindInWords(setting));
    QFont bold = font();
    bold.setBold(true);
    name_->setFont(bold);
    amount_ = new QLabel;
    amount_->setObjectName(QStringLiteral("directionAmount"));
    amount_->setForegroundRole(QPalette::PlaceholderText);
    lock_ = smallButton("directionLock", Symbol::Lock, tr("Keep this steady while others move"));
    lock_->setCheckable(true);
    reset_ = smallButton("directionReset", Symbol::Reset, tr("Back to the middle"));
    auto* more = smallButton("directionMore", Symbol::More, tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    orthogonal_ = menu->addAction(QString());
    orthogonal_->setObjectName(QStringLiteral("directionOrthogonal"));
    measure_ = menu->addAction(tr("Measure what it changes"));
    measure_->setObjectName(QStringLiteral("directionMeasure"));
    menu->addSeparator();
    QAction* remove = menu->addAction(tr("Remove"));
    remove->setObjectName(QStringLiteral("directionRemove"));
    more->setMenu(menu);
    layout->addWidget(name_);
    layout->addSpacing(6);
    layout->addWidget(amount_);
    layout->addStretch();
    for (QToolButton* button : {lock_, reset_, more})
        layout->addWidget(button);
    connect(lock_, &QToolButton::toggled, this, &DirectionCard::lockToggled);
    connect(reset_, &QToolButton::clicked, this, [this] {
        emit strokeEnded();
        emit amountEntered(0);
        emit strokeEnded();
    });
    connect(orthogonal_, &QAction::triggered, this, &DirectionCard::orthogonalRequested);
    connect(measure_, &QAction::triggered, this, &DirectionCard::measureRequested);
    connect(remove, &QAction::triggered, this, &DirectionCard::removeRequested);
}

void DirectionCard::buildSlider(QHBoxLayout* layout) {
    const auto picture = [](const QString& tip) {
        auto* tile = new FaceTile;
        tile->setSide(kPictureSide);
        tile->setFocusPolicy(Qt::NoFocus);
        tile->setToolTip(tip);
        tile->setAccessibleName(tip);
        return tile;
    };
    against_ = picture(tr("The face far against this direction. Click to go there."));
    along_ = picture(tr("The face far along this direction. Click to go there."));
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("directionSlider"));
    slider_->setRange(int(-DirectionEdit::kLargestAmount * kUnits),
                      int(DirectionEdit::kLargestAmount * kUnits));
    slider_->setSingleStep(kUnits / 10);
    slider_->setPageStep(kUnits / 2);
    slider_->setAccessibleName(name_->text());
    slider_->setToolTip(name_->toolTip());
    layout->addWidget(against_);
    layout->addWidget(slider_, 1);
    layout->addWidget(along_);
    connect(slider_, &QSlider::valueChanged, this,
            [this](int value) { emit amountEntered(double(value) / kUnits); });
    connect(slider_, &QSlider::sliderPressed, this, &DirectionCard::strokeEnded);
    connect(slider_, &QSlider::sliderReleased, this, &DirectionCard::strokeEnded);
    for (auto [tile, amount] : {std::pair(against_, -kPictured), std::pair(along_, kPictured)}) {
        connect(tile, &FaceTile::clicked, this, [this, value = int(amount * kUnits)] {
            emit strokeEnded();
            slider_->setValue(value);
            emit strokeEnded();
        });
    }
}

void DirectionCard::showSetting(const DirectionSetting& setting) {
    const QSignalBlocker quiet_slider(slider_), quiet_lock(lock_);
    slider_->setValue(qRound(setting.amount * kUnits));
    slider_->setEnabled(!setting.locked);
    for (FaceTile* tile : {against_, along_})
        tile->setEnabled(!setting.locked);
    amount_->setText(setting.amount == 0 ? QString() : signedNumber(setting.amount, 1));
    lock_->setChecked(setting.locked);
    reset_->setEnabled(setting.amount != 0 && !setting.locked);
}

void DirectionCard::setPictures(const QImage& against, const QImage& along) {
    against_->setFace(against);
    along_->setFace(along);
}

void DirectionCard::setEffect(const std::optional<DirectionEffect>& effect) {
    effect_->setVisible(effect.has_value());
    if (!effect) return;
    effect_->setText(effectInWords(*effect));
    effect_->setToolTip(
        tr("On average over %1 faces, from −%2 to +%2.").arg(effect->faces).arg(effect->amount));
}

void DirectionCard::setOthers(const QString& names) {
    orthogonal_->setText(names.isEmpty()
                             ? tr("Make independent of others")
                             : tr("Make independent of %1").arg(shownName(names.toStdString())));
    orthogonal_->setEnabled(!names.isEmpty());
}

void DirectionCard::setMeasurable(bool measurable) {
    measure_->setEnabled(measurable);
}

}  // namespace faceloom
