// The rows of the training options that say how a run is measured. For the GUI thread.
#pragma once

#include "core/train/train_options.h"

class QFormLayout;
class QSpinBox;

namespace faceloom {

// The form owns the fields.
class MeasuringOptions {
public:
    explicit MeasuringOptions(QFormLayout* form);

    void show(const TrainOptions& options);
    void fill(TrainOptions& options) const;
    // Else the pictures held out cannot be changed, since they are a run's own.
    void setNewRun(bool new_run);

private:
    QSpinBox* hold_out_;
    QSpinBox* faces_;
    QSpinBox* every_;
    QSpinBox* patience_;
};

}  // namespace faceloom
