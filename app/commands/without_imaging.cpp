// Stands in for prepare_arguments.cpp, training_pictures.cpp and training_run.cpp where there is no
// OpenCV: a server trains on files that were prepared elsewhere.
#include "app/commands/training_pictures.h"
#include "app/commands/training_run.h"

namespace faceloom {

void PrepareArguments::addTo(CLI::App& command) {
    command.add_option("--size", size, "Side of the packed pictures: 32, 64 or 128 pixels");
}

Result<PackedDataset> openTrainingPictures(const PrepareArguments& arguments,
                                           std::string& data_name, const std::stop_token&) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(arguments.images, ignored)) {
        return fail(ErrorCode::Unavailable,
                    "{}: this build has no OpenCV and reads prepared files only (faceloom-cli "
                    "prepare, on another machine)",
                    arguments.images);
    }
    data_name = std::filesystem::path(arguments.images).filename().string();
    return PackedDataset::open(arguments.images);
}

Result<RunReport> carryOutTraining(const PackedDataset& dataset, const RunRequest& request,
                                   const std::stop_token& stop, TrainObserver& observer) {
    if (request.options.measure_faces > 0)
        observer.onMessage("nothing is measured: this build has no OpenCV, and so no face reader");
    return runTraining(dataset, request, stop, observer);
}

}  // namespace faceloom
