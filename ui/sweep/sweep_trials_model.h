// The runs of a sweep as a table. Lives on the GUI thread.
#pragma once

#include "ui/sweep/sweep_controller.h"

#include <QAbstractTableModel>

namespace faceloom {

class SweepTrialsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        SettingColumn,
        SeedColumn,
        StateColumn,
        StepColumn,
        DistanceColumn,
        SharpnessColumn,
        kColumns
    };

    // The controller must outlive the model.
    explicit SweepTrialsModel(const SweepController* sweep, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void takeView();
    [[nodiscard]] const TrialProgress* progressOf(int row) const;
    [[nodiscard]] QString state(int row) const;
    [[nodiscard]] QString step(int row) const;
    [[nodiscard]] QString measure(int row, const char* column) const;

    const SweepController* sweep_;
    std::filesystem::path folder_;  // whose rows are shown
    int rows_ = 0;
};

}  // namespace faceloom
