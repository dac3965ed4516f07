#include "app/commands/training_run.h"

#include "core/evaluation/measured_training.h"

namespace faceloom {

Result<RunReport> carryOutTraining(const PackedDataset& dataset, const RunRequest& request,
                                   const std::stop_token& stop, TrainObserver& observer) {
    return runMeasuredTraining(dataset, request, stop, observer);
}

}  // namespace faceloom
