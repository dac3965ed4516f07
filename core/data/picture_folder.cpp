#include "core/data/picture_folder.h"

#include "core/data/picture_header.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> fileIfThere(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return path;
    return std::nullopt;
}

// The tables lie beside the pictures' folder, or, in CelebA's full download, in Anno/ beside Img/.
bool recogniseCeleba(PictureFolder& found, const fs::path& pictures, const fs::path& tables) {
    std::error_code ignored;
    if (!fs::is_directory(pictures, ignored)) return false;
    auto attributes = fileIfThere(tables / "list_attr_celeba.txt");
    if (!attributes) return false;
    found.is_celeba = true;
    found.root = pictures;
    found.attribute_file = std::move(attributes);
    found.landmark_file = fileIfThere(tables / "list_landmarks_align_celeba.txt");
    found.identity_file = fileIfThere(tables / "identity_CelebA.txt");
    return true;
}

void recogniseLayout(PictureFolder& found, const fs::path& folder) {
    if (recogniseCeleba(found, folder / "img_align_celeba", folder)) return;
    if (recogniseCeleba(found, folder / "Img" / "img_align_celeba", folder / "Anno")) return;
    std::error_code error;
    fs::path self = fs::absolute(folder, error).lexically_normal();
    if (self.filename().empty()) self = self.parent_path();  // a closing slash
    if (self.filename() == "img_align_celeba") recogniseCeleba(found, folder, self.parent_path());
}

bool isHidden(const fs::path& path) {
    return path.filename().native().starts_with('.');
}

// Names as text: comparing paths part by part is slow for 200,000 of them. Hidden entries are other
// programs' own.
Result<std::vector<std::string>> pictureNames(const fs::path& root) {
    std::vector<std::string> names;
    std::error_code error;
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                           error);
    const std::size_t root_length = (root / "").native().size();
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (isHidden(entry->path())) {
            entry.disable_recursion_pending();
        } else if (hasPictureEnding(entry->path().native()) && entry->is_regular_file(ignored)) {
            names.push_back(entry->path().native().substr(root_length));
        }
    }
    if (error) return fail(ErrorCode::NotFound, "{}: {}", root.string(), error.message());
    std::ranges::sort(names);
    return names;
}

}  // namespace

Result<PictureFolder> findPictures(const fs::path& folder, std::size_t limit) {
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (!fs::exists(status)) {
        return fail(ErrorCode::NotFound, "{}: no such folder", folder.string());
    }
    if (!fs::is_directory(status)) {
        return fail(ErrorCode::NotFound, "{}: is not a folder", folder.string());
    }
    PictureFolder found;
    found.root = folder;
    recogniseLayout(found, folder);
    auto names = pictureNames(found.root);
    if (!names) return passOn(names);
    if (names->empty()) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: no picture in it (jpg, jpeg, png, bmp or webp)", found.root.string());
    }
    if (limit > 0 && names->size() > limit) names->resize(limit);
    found.files.assign(names->begin(), names->end());
    return found;
}

}  // namespace faceloom
