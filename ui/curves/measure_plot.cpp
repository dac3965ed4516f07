#include "ui/curves/measure_plot.h"

#include "ui/base/plain_texts.h"
#include "ui/curves/measure_curves.h"
#include "ui/curves/measure_views.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QStringList>

namespace faceloom {
namespace {

QString number(double value) {
    return QLocale().toString(value, 'g', 3);
}

std::optional<double> valueIn(const RunMeasure& measure, const std::string& column) {
    const auto value = measure.values.find(column);
    return value == measure.values.end() ? std::nullopt : std::optional(value->second);
}

}  // namespace

MeasurePlot::MeasurePlot(QWidget* parent)
    : QWidget(parent),
      view_(&measureViews().front()),
      curves_(new MeasureCurves),
      choice_(new QComboBox),
      readout_(new QLabel) {
    setObjectName(QStringLiteral("measurePlot"));
    setAccessibleName(tr("Measures"));
    choice_->setObjectName(QStringLiteral("measureChoice"));
    choice_->setAccessibleName(tr("Measure shown"));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice_->setMinimumContentsLength(12);
    for (const MeasureView& view : measureViews()) {
        choice_->addItem(view.title);
        choice_->setItemData(choice_->count() - 1, view.explanation, Qt::ToolTipRole);
    }
    readout_->setObjectName(QStringLiteral("measureReadout"));
    readout_->setAccessibleName(tr("Value of the measure"));
    readout_->setTextFormat(Qt::RichText);
    // One line whatever it says: what follows must not jump.
    readout_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(choice_);
    layout->addWidget(curves_, 1);
    layout->addWidget(readout_);
    expectation_ =
        tr("How good the faces are is measured with each saved point of a run, and appears "
           "here.");
    connect(choice_, &QComboBox::currentIndexChanged, this, &MeasurePlot::chooseView);
    connect(curves_, &MeasureCurves::readoutChanged, this, &MeasurePlot::updateTexts);
    chooseView(0);
}

MeasurePlot::~MeasurePlot() = default;

void MeasurePlot::chooseView(int index) {
    view_ = &measureViews()[static_cast<std::size_t>(std::max(index, 0))];
    choice_->setToolTip(view_->explanation);
    curves_->setView(*view_);
}

void MeasurePlot::showMeasures(const std::vector<RunMeasure>& measures,
                               std::optional<std::int64_t> best) {
    curves_->setMeasures(measures, best);
    updateTexts();
}

void MeasurePlot::setExpectation(const QString& text) {
    if (text == expectation_) return;
    expectation_ = text;
    updateTexts();
}

void MeasurePlot::setUnderWay(std::optional<std::int64_t> step) {
    under_way_ = step;
    updateTexts();
}

void MeasurePlot::setSteps(std::optional<std::pair<double, double>> steps) {
    curves_->setSteps(steps);
}

QString MeasurePlot::readout() const {
    return readout_->text();
}

QString MeasurePlot::emptyText() const {
    if (!curves_->measures().empty() && !view_->missing.isEmpty()) return view_->missing;
    if (under_way_) {
        return tr("The faces of step %1 are being measured.")
            .arg(QLocale().toString(static_cast<qlonglong>(*under_way_)));
    }
    return expectation_;
}

QString MeasurePlot::valuesOf(const RunMeasure& measure, Detail detail) const {
    QStringList parts;
    for (const MeasureLine& line : view_->lines) {
        const auto value = valueIn(measure, line.column);
        if (!value) continue;
        QString text = number(*value);
        if (const auto error = valueIn(measure, view_->error); error && detail != Detail::Nothing)
            text += tr(" ± %1").arg(QLocale().toString(*error, 'g', 2));
        if (!line.name.isEmpty()) {
            text = QStringLiteral("<span style=\"color:%1\">●</span> %2 %3")
                       .arg(line.colour.name(), line.name, text);
        }
        const auto floor = valueIn(measure, line.column + kFloorSuffix);
        if (floor && detail == Detail::Everything) text += tr(" (real %1)").arg(number(*floor));
        parts.push_back(text);
    }
    return parts.join(QStringLiteral(", "));
}

QString MeasurePlot::readoutOf(const RunMeasure& measure, Detail detail) const {
    const bool best = curves_->isBest(measure) && detail != Detail::Nothing;
    return (best ? tr("Step %1, the best: %2") : tr("Step %1: %2"))
        .arg(QLocale().toString(static_cast<qlonglong>(measure.step)), valuesOf(measure, detail));
}

void MeasurePlot::updateTexts() {
    curves_->setEmptyText(emptyText());
    const RunMeasure* measure = curves_->readout();
    if (measure == nullptr || !curves_->hasValues()) {
        readout_->clear();
        setRichToolTip(readout_, view_->explanation.toHtmlEscaped());
        return;
    }
    // As much as there is room for: rich text cannot be elided.
    for (const Detail detail : {Detail::Everything, Detail::Errors, Detail::Nothing}) {
        readout_->setText(readoutOf(*measure, detail));
        if (readout_->sizeHint().width() <= readout_->width()) break;
    }
    setRichToolTip(readout_, readoutOf(*measure, Detail::Everything) + QStringLiteral("<br>") +
                                 view_->explanation.toHtmlEscaped());
}

void MeasurePlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateTexts();
}

}  // namespace faceloom
