#include "ui/training/run_look.h"

#include "core/train/same_run.h"

#include <system_error>

namespace faceloom {
namespace {

bool hasData(const RunLookRequest& request, const RunDescription& run) {
    if (!request.start) return false;
    std::error_code ignored;
    return request.pictures_chosen ? picturesAreThere(run)
                                   : std::filesystem::exists(run.data_path, ignored);
}

}  // namespace

RunLook lookAtRun(const RunLookRequest& request) {
    RunLook look{request, RunFolder(request.folder).readDescription(), false};
    if (look.description) look.has_data = hasData(request, *look.description);
    return look;
}

}  // namespace faceloom
