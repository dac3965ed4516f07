// Stands in for prepare_arguments.cpp and training_pictures.cpp where there is no OpenCV: a server
// trains on files that were prepared elsewhere.
#include "app/commands/training_pictures.h"

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

}  // namespace faceloom
