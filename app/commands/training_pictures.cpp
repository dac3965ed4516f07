#include "app/commands/training_pictures.h"

#include "core/imaging/sketch_cache.h"

namespace faceloom {

Result<PackedDataset> openTrainingPictures(const PrepareArguments& arguments,
                                           std::string& data_name, const std::stop_token& stop) {
    const std::string& images = arguments.images;
    if (images == "sketch") {
        data_name = "sketch faces";
        SketchSet set;
        set.image_size = arguments.size;
        if (arguments.limit > 0) set.count = arguments.limit;
        return openSketchFaces(set, stop);
    }
    const auto path = std::filesystem::absolute(images).lexically_normal();
    data_name = (path.has_filename() ? path : path.parent_path()).filename().string();
    std::error_code ignored;
    if (std::filesystem::is_regular_file(images, ignored)) return PackedDataset::open(images);
    auto options = arguments.toOptions();
    if (!options) return passOn(options);
    auto prepared = prepareCached(*options, stop, prepareProgressPrinter());
    if (!prepared) return passOn(prepared);
    reportPrepared(*prepared);
    return prepared->dataset;
}

}  // namespace faceloom
