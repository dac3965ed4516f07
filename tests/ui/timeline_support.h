// A run with a timeline.
#pragma once

#include "core/imaging/sketch_cache.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/ui/training_support.h"

#include <QString>
#include <filesystem>
#include <utility>

namespace faceloom {

// A finished run with points at steps 2, 4, 6 and 8, of which 4 was the best.
class TimelineRuns {
public:
    [[nodiscard]] RunRequest request(const char* name) const {
        RunRequest request = folder_.request(name, 8);
        request.options.checkpoint_every = 2;
        request.options.learning_rate = 0.01;
        return request;
    }
    [[nodiscard]] std::filesystem::path trained(const char* name) const {
        const RunRequest wanted = request(name);
        const auto pictures = openSketchFaces({16, 1, 32}, {});
        TrainObserver observer;
        if (!pictures || !runTraining(*pictures, wanted, {}, observer)) qFatal("no run");
        const auto measures = RunFolder(wanted.run_folder).measuresFile();
        for (const auto& [step, distance] :
             {std::pair(2, 0.3), std::pair(4, 0.1), std::pair(8, 0.2)})
            if (!addMeasure(measures, {step, {{kKernelDistance, distance}}})) qFatal("no measure");
        return wanted.run_folder;
    }
    [[nodiscard]] QString path(const char* name) const { return folder_.path(name); }

private:
    TrainingFolder folder_{0};
};

}  // namespace faceloom
