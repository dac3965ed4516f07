#include "ui/curves/loss_legend.h"

#include "ui/curves/loss_curves.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kSpacing = 6;

QString explanation(LossCurve curve) {
    switch (curve) {
        case LossCurve::DReal:
            return LossLegend::tr(
                "How often the judge (D, the discriminator) takes real photographs for "
                "made-up ones. Lower: it is surer of them.");
        case LossCurve::DFake:
            return LossLegend::tr(
                "How often the judge (D, the discriminator) takes made-up faces for "
                "real ones. Lower: it is surer of them.");
        case LossCurve::Generator:
            return LossLegend::tr(
                "How far the painter (G, the generator) is from fooling the judge. "
                "Lower: its faces pass as real more often.");
    }
    return {};
}

QIcon swatch(const QColor& colour, const QSize& size) {
    constexpr int kOversampling = 4;
    QPixmap pixmap(size * kOversampling);
    pixmap.setDevicePixelRatio(kOversampling);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QRectF bar(0, size.height() / 2.0 - 2, size.width(), 4);
    painter.drawRoundedRect(bar, 2, 2);
    return QIcon(pixmap);
}

}  // namespace

LossLegend::LossLegend(QWidget* parent) : QWidget(parent), step_(new QLabel) {
    step_->setObjectName(QStringLiteral("lossReadout"));
    step_->setToolTip(tr(
        "Whose losses are read out, before smoothing: the step under the mouse, or the newest."));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpacing);
    row->addWidget(step_, 1);
    for (const LossCurve curve : {LossCurve::DReal, LossCurve::DFake, LossCurve::Generator})
        addCurve(curve);
}

void LossLegend::addCurve(LossCurve curve) {
    const auto at = static_cast<std::size_t>(curve);
    const QSize swatch_size(16, fontMetrics().height());
    auto* box = boxes_.at(at) = new QCheckBox(lossName(curve));
    box->setObjectName(QStringLiteral("loss%1").arg(at + 1));
    box->setIcon(swatch(lossColour(curve), swatch_size));
    box->setIconSize(swatch_size);
    box->setToolTip(explanation(curve));
    box->setChecked(true);
    auto* loss = losses_.at(at) = new QLabel;
    loss->setObjectName(box->objectName() + QStringLiteral("Value"));
    loss->setToolTip(explanation(curve));
    loss->setAccessibleName(tr("Loss, %1").arg(lossName(curve)));
    loss->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("88.888")));
    layout()->addWidget(box);
    layout()->addWidget(loss);
    connect(box, &QCheckBox::toggled, this, [this, curve](bool on) { emit toggled(curve, on); });
}

void LossLegend::setReadout(const QString& step, const std::array<QString, kLossCurves>& losses) {
    step_->setText(step);
    for (std::size_t i = 0; i < losses.size(); ++i)
        losses_[i]->setText(losses[i]);
    showWhatFits();
}

QSize LossLegend::minimumSizeHint() const {
    QSize size(-kSpacing, 0);
    for (const QCheckBox* box : boxes_) {
        size.rwidth() += box->sizeHint().width() + kSpacing;
        size.setHeight(std::max(size.height(), box->sizeHint().height()));
    }
    return size;
}

void LossLegend::showWhatFits() {
    int needed = minimumSizeHint().width();
    for (const QLabel* loss : losses_)
        needed += std::max(loss->sizeHint().width(), loss->minimumWidth()) + kSpacing;
    for (QLabel* loss : losses_)
        loss->setVisible(needed <= width());
    step_->setVisible(needed + step_->sizeHint().width() + kSpacing <= width());
}

void LossLegend::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showWhatFits();
}

}  // namespace faceloom
