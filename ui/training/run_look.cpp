#include "ui/training/run_look.h"

#include "core/data/packed_dataset.h"

#include <system_error>

namespace faceloom {
namespace {

// A file in the cache is written anew when its folder of photographs has changed.
bool holdsPicturesOf(const RunDescription& run) {
    const auto data = PackedDataset::open(run.data_path);
    return data && data->count() == run.data_count &&
           (run.data_sha256.empty() || data->picturesSha256() == run.data_sha256);
}

bool hasData(const RunLookRequest& request, const RunDescription& run) {
    if (!request.start) return false;
    std::error_code ignored;
    return request.pictures_chosen ? holdsPicturesOf(run)
                                   : std::filesystem::exists(run.data_path, ignored);
}

}  // namespace

RunLook lookAtRun(const RunLookRequest& request) {
    RunLook look{request, RunFolder(request.folder).readDescription(), false};
    if (look.description) look.has_data = hasData(request, *look.description);
    return look;
}

}  // namespace faceloom
