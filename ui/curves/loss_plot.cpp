#include "ui/curves/loss_plot.h"

#include "core/base/atomic_file.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "ui/base/icons.h"
#include "ui/base/native_path.h"
#include "ui/curves/loss_curves.h"
#include "ui/curves/loss_legend.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
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
      legend_(new LossLegend),
      csv_writer_([this](std::uint64_t, const CsvRequest& request) { writeCsv(request); }) {
    setObjectName(QStringLiteral("lossPlot"));
    setAccessibleName(tr("Losses"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(legend_);
    layout->addWidget(curves_, 1);
    layout->addLayout(createControls());
    series_.setSmoothing(shareKept(smoothing_->value()));
    connect(legend_, &LossLegend::toggled, curves_, &LossCurves::setShown);
    connect(curves_, &LossCurves::redrawn, this, &LossPlot::updateReadout);
    connect(curves_, &LossCurves::followingChanged, follow_, &QToolButton::setChecked);
    updateReadout();
}

LossPlot::~LossPlot() = default;

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
    std::array<QString, kLossCurves> losses;
    if (series_.empty()) {
        losses.fill(QStringLiteral("–"));
        legend_->setReadout(tr("No steps yet"), losses);
        return;
    }
    const std::size_t index = curves_->readoutIndex();
    for (std::size_t i = 0; i < losses.size(); ++i)
        losses[i] = locale().toString(series_.raw(static_cast<LossCurve>(i), index), 'f', 3);
    legend_->setReadout(
        tr("Step %1").arg(locale().toString(static_cast<qlonglong>(series_.at(index).step))),
        losses);
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
    const Status saved = curves_->saveAsPng(nativePath(path));
    tellSaved(path, saved ? QString() : QString::fromStdString(saved.error().message));
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
