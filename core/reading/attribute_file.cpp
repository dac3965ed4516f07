#include "core/reading/attribute_file.h"

#include "core/gan/tensor_file.h"
#include "core/reading/face_attributes.h"

namespace faceloom {

namespace {

constexpr const char* kKind = "attribute-reader";

std::string joinedNames() {
    return fmt::format("{}", fmt::join(attributeNames(), " "));
}

}  // namespace

Status writeAttributeReader(const std::filesystem::path& path, const FaceNetwork& network) {
    const Metadata metadata = {
        {"format", "pt"},
        {"faceloom.kind", kKind},
        {"faceloom.version", FACELOOM_VERSION},
        {"faceloom.attributes", joinedNames()},
    };
    return writeTensors(path, stateOf(*network), metadata);
}

Result<FaceNetwork> readAttributeReader(const std::filesystem::path& path) {
    auto file = SafetensorsFile::open(path);
    if (!file) return passOn(file);
    const auto get = [&](const char* key) {
        const auto found = file->metadata().find(key);
        return found == file->metadata().end() ? std::string() : found->second;
    };
    if (get("faceloom.kind") != kKind) {
        return fail(ErrorCode::BrokenFile, "{}: not an attribute reader (faceloom.kind is '{}')",
                    path.string(), get("faceloom.kind"));
    }
    if (get("faceloom.attributes") != joinedNames()) {
        return fail(ErrorCode::BrokenFile, "{}: it reads other attributes than CelebA's forty",
                    path.string());
    }
    FaceNetwork network(static_cast<int>(kAttributes), 0.0,
                        at::make_generator<at::CPUGeneratorImpl>(0));
    if (auto status = readState(*file, "", *network); !status) return passOn(status);
    network->eval();
    return network;
}

}  // namespace faceloom
