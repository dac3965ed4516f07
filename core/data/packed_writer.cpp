#include "core/base/atomic_file.h"
#include "core/data/packed_dataset.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace faceloom {
namespace {

// Offsets and counts are not known yet when the header's room is set aside; these are as long as
// they can get.
constexpr std::int64_t kLargestCount = 999'999'999;

std::string joinedNames(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, " "));
}

}  // namespace

struct PackedWriter::State {
    AtomicFile file;
    int side = 0;
    PackedInfo info;
    std::size_t count = 0;
    std::size_t header_size = 0;
    std::vector<std::uint8_t> planes;  // of the picture being written
    // Written behind the pictures, so kept until then: some 50 bytes a picture.
    std::vector<std::int8_t> attributes;
    std::vector<float> landmarks;          // NaN: not known
    std::vector<std::int64_t> identities;  // -1: not known
    std::string names;

    State(AtomicFile opened, int image_size, PackedInfo packed_info)
        : file(std::move(opened)), side(image_size), info(std::move(packed_info)) {}
    [[nodiscard]] std::string header(std::int64_t pictures, std::int64_t name_bytes,
                                     std::size_t least_size) const;
};

std::string PackedWriter::State::header(std::int64_t pictures, std::int64_t name_bytes,
                                        std::size_t least_size) const {
    std::vector<TensorView> tensors = {{"pictures", DType::U8, {pictures, 3, side, side}, {}}};
    if (!info.attribute_names.empty()) {
        const auto columns = static_cast<std::int64_t>(info.attribute_names.size());
        tensors.push_back({"attributes", DType::I8, {pictures, columns}, {}});
    }
    if (info.has_landmarks) tensors.push_back({"landmarks", DType::F32, {pictures, 10}, {}});
    if (info.has_identities) tensors.push_back({"identities", DType::I64, {pictures}, {}});
    tensors.push_back({"names", DType::U8, {name_bytes}, {}});
    Metadata metadata = {{"format", kPackedFormat},
                         {"version", std::to_string(kPackedVersion)},
                         {"crop", info.crop},
                         {"fingerprint", info.fingerprint}};
    if (!info.attribute_names.empty()) {
        metadata["attribute_names"] = joinedNames(info.attribute_names);
    }
    return safetensorsHeader(tensors, metadata, 64, least_size);
}

PackedWriter::PackedWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
PackedWriter::PackedWriter(PackedWriter&&) noexcept = default;
PackedWriter::~PackedWriter() = default;

Result<PackedWriter> PackedWriter::create(const std::filesystem::path& path, int image_size,
                                          PackedInfo info) {
    if (image_size < 1 || image_size > kLargestPackedSide)
        throw std::invalid_argument("PackedWriter: image_size");
    auto file = AtomicFile::create(path);
    if (!file) return passOn(file);
    auto state = std::make_unique<State>(std::move(*file), image_size, std::move(info));
    const std::string reserved = state->header(kLargestCount, kLargestCount * 256, 0);
    state->header_size = reserved.size();
    if (auto written = state->file.write(std::as_bytes(std::span(reserved))); !written) {
        return passOn(written);
    }
    return PackedWriter(std::move(state));
}

Status PackedWriter::add(const RgbImage& image, std::span<const std::int8_t> attributes,
                         const std::string& name, const PackedExtras& extras) {
    State& state = *state_;
    if (image.width != state.side || image.height != state.side) {
        throw std::invalid_argument("PackedWriter: the picture has another size");
    }
    const std::size_t columns = state.info.attribute_names.size();
    if (!attributes.empty() && attributes.size() != columns) {
        throw std::invalid_argument("PackedWriter: as many attributes as names");
    }
    const std::size_t plane = image.rgb_u8.size() / 3;
    state.planes.resize(image.rgb_u8.size());
    for (std::size_t i = 0; i < plane; ++i) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            state.planes[channel * plane + i] = image.rgb_u8[3 * i + channel];
        }
    }
    if (auto written = state.file.write(std::as_bytes(std::span(state.planes))); !written) {
        return written;
    }
    state.attributes.insert(state.attributes.end(), attributes.begin(), attributes.end());
    state.attributes.resize((state.count + 1) * columns, 0);
    if (state.info.has_landmarks) {
        Landmarks unknown;
        unknown.fill(std::numeric_limits<float>::quiet_NaN());
        const Landmarks known = extras.landmarks.value_or(unknown);
        state.landmarks.insert(state.landmarks.end(), known.begin(), known.end());
    }
    if (state.info.has_identities) state.identities.push_back(extras.identity.value_or(-1));
    state.names += name;
    std::replace(state.names.end() - static_cast<std::ptrdiff_t>(name.size()), state.names.end(),
                 '\n',
                 ' ');  // a line feed ends a name
    state.names += '\n';
    ++state.count;
    return {};
}

std::size_t PackedWriter::count() const {
    return state_->count;
}

Status PackedWriter::finish() {
    State& state = *state_;
    if (state.count == 0) throw std::logic_error("PackedWriter: no picture was added");
    for (const auto bytes :
         {std::as_bytes(std::span(state.attributes)), std::as_bytes(std::span(state.landmarks)),
          std::as_bytes(std::span(state.identities)), std::as_bytes(std::span(state.names))}) {
        if (auto written = state.file.write(bytes); !written) return written;
    }
    const std::string header =
        state.header(static_cast<std::int64_t>(state.count),
                     static_cast<std::int64_t>(state.names.size()), state.header_size);
    if (header.size() != state.header_size)
        throw std::logic_error("PackedWriter: header outgrew its room");
    if (auto written = state.file.writeAt(0, std::as_bytes(std::span(header))); !written)
        return written;
    return state.file.commit();
}

}  // namespace faceloom
