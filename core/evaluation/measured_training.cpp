#include "core/evaluation/measured_training.h"

#include "core/evaluation/measuring_observer.h"

namespace faceloom {

Result<RunReport> runMeasuredTraining(const PackedDataset& dataset, const RunRequest& request,
                                      const std::stop_token& stop, TrainObserver& observer) {
    if (request.options.measure_faces == 0) return runTraining(dataset, request, stop, observer);
    MeasuringObserver measuring(dataset, request.options, observer);
    return runTraining(dataset, request, stop, measuring);
}

}  // namespace faceloom
