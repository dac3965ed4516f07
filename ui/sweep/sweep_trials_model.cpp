#include "ui/sweep/sweep_trials_model.h"

#include "core/base/log.h"
#include "ui/base/plain_texts.h"
#include "ui/log/log_model.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <QTextDocument>

namespace faceloom {

SweepTrialsModel::SweepTrialsModel(const SweepController* sweep, QObject* parent)
    : QAbstractTableModel(parent), sweep_(sweep) {
    connect(sweep_, &SweepController::changed, this, &SweepTrialsModel::takeView);
    connect(sweep_, &SweepController::progressed, this, [this] {
        if (rows_ > 0) emit dataChanged(index(0, StateColumn), index(rows_ - 1, StepColumn));
    });
    takeView();
}

// The selection stays while the rows are the same.
void SweepTrialsModel::takeView() {
    const SweepView& view = sweep_->view();
    const int rows = static_cast<int>(view.trials.size());
    if (rows != rows_ || view.folder != folder_) {
        beginResetModel();
        rows_ = rows;
        folder_ = view.folder;
        endResetModel();
    } else if (rows > 0) {
        emit dataChanged(index(0, 0), index(rows - 1, kColumns - 1));
    }
}

int SweepTrialsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int SweepTrialsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(kColumns);
}

const TrialProgress* SweepTrialsModel::progressOf(int row) const {
    const auto& under_way = sweep_->underWay();
    const auto found = under_way.find(sweep_->view().trials[static_cast<std::size_t>(row)].name);
    return found == under_way.end() ? nullptr : &found->second;
}

QString SweepTrialsModel::state(int row) const {
    const SweepView& view = sweep_->view();
    const auto at = static_cast<std::size_t>(row);
    if (const TrialProgress* now = progressOf(row))
        return now->measuring ? tr("being measured") : tr("training");
    const TrialState& state = view.states[at];
    if (state.failed()) return tr("failed");
    if (state.measuredAt(view.plan.base.steps) != nullptr) return tr("done");
    if (view.outcome.settings[view.trials[at].setting].left_behind) return tr("left behind");
    return state.steps > 0 ? tr("begun") : tr("waiting");
}

QString SweepTrialsModel::step(int row) const {
    const SweepView& view = sweep_->view();
    std::int64_t steps = view.states[static_cast<std::size_t>(row)].steps;
    if (const TrialProgress* now = progressOf(row)) steps = std::max(steps, now->step);
    const QLocale locale;
    return tr("%1 of %2")
        .arg(locale.toString(static_cast<qlonglong>(steps)),
             locale.toString(static_cast<qlonglong>(view.plan.base.steps)));
}

QString SweepTrialsModel::measure(int row, const char* column) const {
    const auto& measures = sweep_->view().states[static_cast<std::size_t>(row)].measures;
    for (auto newest = measures.rbegin(); newest != measures.rend(); ++newest) {
        const auto value = newest->values.find(column);
        if (value != newest->values.end()) return QLocale().toString(value->second, 'f', 4);
    }
    return QStringLiteral("–");
}

QVariant SweepTrialsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= static_cast<int>(sweep_->view().trials.size()))
        return {};
    const Trial& trial = sweep_->view().trials[static_cast<std::size_t>(index.row())];
    const TrialState& state = sweep_->view().states[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && index.column() == StateColumn && state.failed())
        return plainToolTip(QString::fromStdString(state.problem));
    if (role == Qt::ForegroundRole && index.column() == StateColumn && state.failed())
        return levelColour(LogLevel::Error, QGuiApplication::palette());
    if (role == Qt::TextAlignmentRole && index.column() >= StepColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case SettingColumn:
            return QString::fromStdString(labelOf(trial.values));
        case SeedColumn:
            return QLocale().toString(static_cast<qulonglong>(trial.seed));
        case StateColumn:
            return this->state(index.row());
        case StepColumn:
            return step(index.row());
        case DistanceColumn:
            return measure(index.row(), kKernelDistance);
        default:
            return measure(index.row(), kSharpness);
    }
}

QVariant SweepTrialsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole) {
        if (section == DistanceColumn)
            return tr(
                "How far the faces are from real ones that training did not see. Lower is "
                "nearer.");
        if (section == SharpnessColumn)
            return tr(
                "How sharp the faces are; 1 is as sharp as the pictures. Noise counts as "
                "sharp.");
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case SettingColumn:
            return tr("Setting");
        case SeedColumn:
            return tr("Seed");
        case StateColumn:
            return tr("State");
        case StepColumn:
            return tr("Step");
        case DistanceColumn:
            return tr("Kernel distance");
        default:
            return tr("Sharpness");
    }
}

}  // namespace faceloom
