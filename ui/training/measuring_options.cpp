#include "ui/training/measuring_options.h"

#include "ui/base/option_rows.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QSpinBox>
#include <algorithm>
#include <limits>

namespace faceloom {
namespace {

constexpr int kLargest = std::numeric_limits<int>::max();

QString tr(const char* text) {
    return QCoreApplication::translate("MeasuringOptions", text);
}

QSpinBox* pictures() {
    auto* field = optionSpinBox(
        "holdOut", 0, 1'000'000, TrainOptions{}.hold_out,
        tr("Pictures that training never sees, so that what it makes can be compared with them. At "
           "most a tenth of all."));
    field->setSuffix(tr(" pictures"));
    field->setSpecialValueText(tr("none"));
    return field;
}

QSpinBox* faces() {
    auto* field = optionSpinBox(
        "measureFaces", 0, 100'000, TrainOptions{}.measure_faces,
        tr("How many faces are drawn to measure a saved point: how near they are to the pictures "
           "held out, how varied, whether copied. At most five for each picture held out."));
    field->setSuffix(tr(" faces"));
    field->setSingleStep(500);
    field->setSpecialValueText(tr("off"));
    return field;
}

QSpinBox* steps() {
    auto* field = optionSpinBox(
        "measureEvery", 0, kLargest, 0,
        tr("Measure saved points at least so many steps apart. Automatic: as often as it takes "
           "little from training."));
    field->setPrefix(tr("every "));
    field->setSuffix(tr(" steps"));
    field->setSpecialValueText(tr("automatic"));
    return field;
}

QSpinBox* patience() {
    auto* field = optionSpinBox(
        "stopWhenFlat", 0, 1'000'000, 0,
        tr("End the run when so many measures in a row were no better than the best before."));
    field->setPrefix(tr("after "));
    field->setSuffix(tr(" measures"));
    field->setSpecialValueText(tr("off"));
    return field;
}

}  // namespace

MeasuringOptions::MeasuringOptions(QFormLayout* form)
    : hold_out_(pictures()), faces_(faces()), every_(steps()), patience_(patience()) {
    addOptionRow(form, tr("Held out:"), hold_out_);
    addOptionRow(form, tr("Measure with:"), faces_);
    addOptionRow(form, tr("Measure:"), every_);
    addOptionRow(form, tr("Stop when flat:"), patience_);
}

void MeasuringOptions::show(const TrainOptions& options) {
    hold_out_->setValue(options.hold_out);
    faces_->setValue(options.measure_faces);
    every_->setValue(static_cast<int>(std::min<std::int64_t>(options.measure_every, kLargest)));
    patience_->setValue(options.stop_when_flat);
}

void MeasuringOptions::fill(TrainOptions& options) const {
    options.hold_out = hold_out_->value();
    options.measure_faces = faces_->value();
    options.measure_every = every_->value();
    options.stop_when_flat = patience_->value();
}

void MeasuringOptions::setNewRun(bool new_run) {
    hold_out_->setEnabled(new_run);
}

}  // namespace faceloom
