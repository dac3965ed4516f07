#include "ui/curves/loss_plot.h"

#include "core/base/atomic_file.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "ui/base/icons.h"
#include "ui/curves/loss_curves.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <cmath>

namespace faceloom {
namespace {

constexpr int kSmoothingTicks = 100;

// The positions spread the long memories, which differ little as numbers, evenly: 0, 0.9 at a
// third, up to 0.999.
double shareKept(int tick) {
    return tick <= 0 ? 0.0 : 1.0 - std::pow(10.0, -3.0 * tick / kSmoothingTicks);
}

QString explanation(LossCurve curve) {
    switch (curve) {
        case LossCurve::DReal:
            return LossPlot::tr(
                "How often the judge (D, the discriminator) takes real photographs for "
                "made-up ones. Lower: it is surer of them.");
        case LossCurve::DFake:
            return LossPlot::tr(
                "How often the judge (D, the discriminator) takes made-up faces for "
                "real ones. Lower: it is surer of them.");
        case LossCurve::Generator:
            return LossPlot::tr(
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

QToolButton* toggle(const QString& text, const char* name, const QString& tip) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setObjectName(QLatin1String(name));
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    return button;
}

}  // namespace

LossPlot::LossPlot(QWidget* parent)
    : QWidget(parent),
      curves_(new LossCurves(&series_)),
      csv_writer_([this](std::uint64_t, const CsvRequest& request) { writeCsv(request); }) {
    setObjectName(QStringLiteral("lossPlot"));
    setAccessibleName(tr("Losses"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(createLegend());
    layout->addWidget(curves_, 1);
    layout->addLayout(createControls());
    series_.setSmoothing(shareKept(smoothing_->value()));
    connect(curves_, &LossCurves::redrawn, this, &LossPlot::updateReadout);
    connect(curves_, &LossCurves::followingChanged, follow_, &QToolButton::setChecked);
    updateReadout();
}

LossPlot::~LossPlot() = default;

QGridLayout* LossPlot::createLegend() {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(6);
    grid->setColumnStretch(0, 1);
    readout_ = new QLabel;
    readout_->setObjectName(QStringLiteral("lossReadout"));
    readout_->setToolTip(tr(
        "Whose losses are read out, before smoothing: the step under the mouse, or the newest."));
    grid->addWidget(readout_, 0, 0);
    const QSize swatch_size(12, fontMetrics().height());
    const int value_width = fontMetrics().horizontalAdvance(QStringLiteral("88.888"));
    int number = 1;
    for (const LossCurve curve : {LossCurve::DReal, LossCurve::DFake, LossCurve::Generator}) {
        const auto name = QStringLiteral("loss%1").arg(number);
        auto* box = new QCheckBox(lossName(curve));
        box->setObjectName(name);
        box->setIcon(swatch(lossColour(curve), swatch_size));
        box->setIconSize(swatch_size);
        box->setToolTip(explanation(curve));
        box->setChecked(true);
        auto* value = new QLabel;
        value->setObjectName(name + QStringLiteral("Value"));
        value->setToolTip(explanation(curve));
        value->setAccessibleName(tr("Loss, %1").arg(lossName(curve)));
        value->setMinimumWidth(value_width);
        grid->addWidget(box, 0, 2 * number);
        grid->addWidget(value, 0, 2 * number + 1);
        connect(box, &QCheckBox::toggled, this,
                [this, curve](bool on) { curves_->setShown(curve, on); });
        values_.at(static_cast<std::size_t>(curve)) = value;
        ++number;
    }
    return grid;
}

QBoxLayout* LossPlot::createControls() {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("S&moothing"));
    smoothing_ = new QSlider(Qt::Horizontal);
    smoothing_->setObjectName(QStringLiteral("lossSmoothing"));
    smoothing_->setRange(0, kSmoothingTicks);
    smoothing_->setValue(50);
    smoothing_->setToolTip(tr("How much of the jitter the thick curves leave out."));
    smoothing_->setAccessibleName(tr("Smoothing"));
    label->setBuddy(smoothing_);
    label->setToolTip(smoothing_->toolTip());
    follow_ = toggle(tr("Follow newest"), "lossFollow",
                     tr("Keep the newest step in view. Dragging the curves turns this off."));
    follow_->setChecked(true);
    auto* logarithmic =
        toggle(tr("Log"), "lossLogarithmic", tr("Logarithmic scale: spreads small losses apart."));
    export_ = new QToolButton;
    export_->setObjectName(QStringLiteral("lossExport"));
    export_->setIcon(symbolIcon(Symbol::Export));
    export_->setToolTip(tr("Save the curves as a picture or as a table."));
    export_->setAccessibleName(tr("Save the curves"));
    export_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(export_);
    menu->addAction(tr("Picture (PNG)…"), this, [this] { chooseFile(true); });
    menu->addAction(tr("Table (CSV)…"), this, [this] { chooseFile(false); });
    export_->setMenu(menu);

    row->addWidget(label);
    row->addWidget(smoothing_, 1);
    row->addSpacing(6);
    for (QToolButton* button : {follow_, logarithmic, export_})
        row->addWidget(button);

    connect(smoothing_, &QSlider::valueChanged, this, [this](int tick) {
        series_.setSmoothing(shareKept(tick));
        curves_->scheduleRedraw();
    });
    connect(follow_, &QToolButton::toggled, curves_, &LossCurves::setFollowing);
    connect(logarithmic, &QToolButton::toggled, curves_, &LossCurves::setLogarithmic);
    return row;
}

bool LossPlot::followsNewest() const {
    return curves_->following();
}

std::pair<double, double> LossPlot::visibleSteps() const {
    return curves_->visibleSteps();
}

void LossPlot::redrawNow() {
    curves_->redrawNow();
}

void LossPlot::append(const std::vector<StepMetrics>& metrics) {
    series_.append(metrics);
    curves_->scheduleRedraw();
}

void LossPlot::replaceAll(const std::vector<StepMetrics>& metrics) {
    series_.clear();
    series_.append(metrics);
    curves_->showAll();
}

void LossPlot::showAll() {
    curves_->showAll();
}

void LossPlot::updateReadout() {
    export_->setEnabled(!series_.empty() && !writing_);
    if (series_.empty()) {
        readout_->setText(tr("No steps yet"));
        for (QLabel* value : values_)
            value->setText(QStringLiteral("–"));
        return;
    }
    const std::size_t index = curves_->readoutIndex();
    readout_->setText(
        tr("Step %1").arg(locale().toString(static_cast<qlonglong>(series_.at(index).step))));
    for (const LossCurve curve : {LossCurve::DReal, LossCurve::DFake, LossCurve::Generator}) {
        values_.at(static_cast<std::size_t>(curve))
            ->setText(locale().toString(series_.raw(curve, index), 'f', 3));
    }
}

void LossPlot::chooseFile(bool png) {
    auto* dialog = new QFileDialog(
        this, png ? tr("Save the curves as a picture") : tr("Save the losses as a table"));
    dialog->setObjectName(QStringLiteral("lossExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(png ? tr("PNG pictures (*.png)") : tr("CSV tables (*.csv)"));
    dialog->setDefaultSuffix(png ? QStringLiteral("png") : QStringLiteral("csv"));
    // Not a run's own losses.csv, should the dialog open in a run's folder.
    dialog->selectFile(png ? QStringLiteral("loss-curves.png") : QStringLiteral("loss-curves.csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            png ? &LossPlot::savePng : &LossPlot::saveCsv);
    dialog->open();
}

void LossPlot::savePng(const QString& path) {
    if (series_.empty()) {
        emit messageRaised(tr("There are no losses to save yet."), true);
        return;
    }
    tellSaved(path, curves_->saveAsPng(path) ? QString() : tr("%1: cannot be written").arg(path));
}

void LossPlot::saveCsv(const QString& path) {
    if (series_.empty()) {
        emit messageRaised(tr("There are no losses to save yet."), true);
        return;
    }
    // The writer has one slot: a second table must not push the first out of it.
    writing_ = true;
    export_->setEnabled(false);
    csv_writer_.submit({path.toStdString(), series_.metrics()});
}

void LossPlot::writeCsv(const CsvRequest& request) {
    std::string text = lossHeader();
    for (const StepMetrics& row : request.rows)
        text += lossRow(row);
    const Status written = writeTextAtomically(request.path, text);
    const QString error = written ? QString() : QString::fromStdString(written.error().message);
    const QString path = QString::fromStdString(request.path.string());
    to_gui_.post([this, path, error] {
        writing_ = false;
        export_->setEnabled(true);
        tellSaved(path, error);
    });
}

void LossPlot::tellSaved(const QString& path, const QString& error) {
    emit messageRaised(error.isEmpty() ? tr("Saved %1").arg(path) : error, !error.isEmpty());
}

}  // namespace faceloom
