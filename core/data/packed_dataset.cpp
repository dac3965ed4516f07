#include "core/data/packed_dataset.h"

#include "core/base/regular_file.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace faceloom {
namespace {

constexpr const char* kFormatKey = "format";
constexpr const char* kPictures = "pictures";
constexpr std::size_t kMostKept = std::size_t{1} << 30;  // bytes in all; CelebA's are some 20 MB

std::vector<std::string> splitNames(std::string_view text) {
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        names.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
}

std::string valueOr(const Metadata& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string() : found->second;
}

Status checkVersion(const SafetensorsFile& file) {
    if (valueOr(file.metadata(), kFormatKey) != kPackedFormat) {
        return fail(ErrorCode::BrokenFile, "{}: does not hold packed pictures",
                    file.path().string());
    }
    const std::string version = valueOr(file.metadata(), "version");
    if (version != std::to_string(kPackedVersion)) {
        return fail(ErrorCode::BrokenFile, "{}: packed pictures of version \"{}\", expected {}",
                    file.path().string(), version.substr(0, 40), kPackedVersion);
    }
    return {};
}

}  // namespace

struct PackedDataset::Content {
    SafetensorsFile file;
    PackedInfo info;
    std::size_t count = 0;
    std::size_t side = 0;
    std::vector<std::byte> attributes;
    std::vector<std::byte> landmarks;   // empty: none
    std::vector<std::byte> identities;  // empty: none
    std::vector<std::byte> names;
    std::size_t kept = 0;                  // bytes of these
    std::vector<std::uint32_t> name_ends;  // where each name's line feed stands; empty: no names

    explicit Content(SafetensorsFile opened) : file(std::move(opened)) {}
    [[nodiscard]] Status read();
    // What is known of the pictures stays in memory. A sparse file can claim any size.
    [[nodiscard]] Status keep(const std::string& name, std::vector<std::byte>& into);
    [[nodiscard]] Status readAttributes();
    [[nodiscard]] Status readExtras();
    [[nodiscard]] Status readNames();
};

Status PackedDataset::Content::read() {
    const auto found = file.tensors().find(kPictures);
    if (found == file.tensors().end()) {
        return fail(ErrorCode::BrokenFile, "{}: tensor \"pictures\" is missing",
                    file.path().string());
    }
    const auto& shape = found->second.shape;
    const bool sound = found->second.dtype == DType::U8 && shape.size() == 4 && shape[0] > 0 &&
                       shape[1] == 3 && shape[2] == shape[3] && shape[2] > 0 &&
                       shape[2] <= kLargestPackedSide;
    if (!sound) {
        return fail(ErrorCode::BrokenFile,
                    "{}: tensor \"pictures\" is {} [{}], expected U8 [N, 3, S, S]",
                    file.path().string(), dtypeName(found->second.dtype),
                    fmt::join(shape.begin(), shape.end(), ", "));
    }
    count = static_cast<std::size_t>(shape[0]);
    side = static_cast<std::size_t>(shape[2]);
    info.crop = valueOr(file.metadata(), "crop");
    info.fingerprint = valueOr(file.metadata(), "fingerprint");
    info.attribute_names = splitNames(valueOr(file.metadata(), "attribute_names"));
    if (auto status = readAttributes(); !status) return status;
    if (auto status = readExtras(); !status) return status;
    return readNames();
}

Status PackedDataset::Content::keep(const std::string& name, std::vector<std::byte>& into) {
    const std::size_t size = file.tensors().at(name).size();
    if (size > kMostKept - kept) {
        return fail(ErrorCode::BrokenFile,
                    "{}: tensor \"{}\" has {} bytes, with the others more than {}",
                    file.path().string(), name, size, kMostKept);
    }
    kept += size;
    into.resize(size);
    return file.read(name, 0, into);
}

Status PackedDataset::Content::readAttributes() {
    if (info.attribute_names.empty()) return {};
    const std::array shape = {static_cast<std::int64_t>(count),
                              static_cast<std::int64_t>(info.attribute_names.size())};
    if (auto entry = file.expect("attributes", DType::I8, shape); !entry) return passOn(entry);
    if (auto status = keep("attributes", attributes); !status) return status;
    const auto bad = std::ranges::find_if(attributes, [](std::byte value) {
        return value != std::byte{0} && value != std::byte{1} && value != std::byte{0xFF};
    });
    if (bad != attributes.end()) {
        return fail(ErrorCode::BrokenFile, "{}: attribute value {} is neither 1, -1 nor 0",
                    file.path().string(), static_cast<int>(static_cast<std::int8_t>(*bad)));
    }
    return {};
}

Status PackedDataset::Content::readExtras() {
    const auto pictures_count = static_cast<std::int64_t>(count);
    info.has_landmarks = file.tensors().contains("landmarks");
    if (info.has_landmarks) {
        const std::array shape = {pictures_count, std::int64_t{10}};
        if (auto entry = file.expect("landmarks", DType::F32, shape); !entry) return passOn(entry);
        if (auto status = keep("landmarks", landmarks); !status) return status;
    }
    info.has_identities = file.tensors().contains("identities");
    if (info.has_identities) {
        const std::array shape = {pictures_count};
        if (auto entry = file.expect("identities", DType::I64, shape); !entry) return passOn(entry);
        if (auto status = keep("identities", identities); !status) return status;
    }
    return {};
}

Status PackedDataset::Content::readNames() {
    const auto found = file.tensors().find("names");
    if (found == file.tensors().end()) return {};
    if (found->second.dtype != DType::U8 || found->second.shape.size() != 1) {
        return fail(ErrorCode::BrokenFile, "{}: tensor \"names\" is not a U8 text",
                    file.path().string());
    }
    if (auto status = keep("names", names); !status) return status;
    const auto lines = static_cast<std::size_t>(std::ranges::count(names, std::byte{'\n'}));
    if (lines != count || names.back() != std::byte{'\n'}) {
        return fail(ErrorCode::BrokenFile, "{}: {} names for {} pictures", file.path().string(),
                    lines, count);
    }
    name_ends.reserve(lines);
    for (std::uint32_t i = 0; i < names.size(); ++i) {  // kMostKept fits
        if (names[i] == std::byte{'\n'}) name_ends.push_back(i);
    }
    return {};
}

Result<PackedDataset> PackedDataset::open(const std::filesystem::path& path) {
    auto file = SafetensorsFile::open(path);
    if (!file) return passOn(file);
    if (auto version = checkVersion(*file); !version) return passOn(version);
    auto content = std::make_shared<Content>(std::move(*file));
    if (auto read = content->read(); !read) return passOn(read);
    return PackedDataset(std::move(content));
}

bool PackedDataset::looksLikeOne(const std::filesystem::path& path) {
    constexpr std::size_t kLengthBytes = 8, kHead = 8192;  // metadata come first in the header
    const auto head = readStartOfFile(path, kHead);
    return head && head->size() > kLengthBytes && (*head)[kLengthBytes] == '{' &&
           head->find(kPackedFormat) != std::string::npos;
}

std::size_t PackedDataset::count() const {
    return content_->count;
}
int PackedDataset::imageSize() const {
    return static_cast<int>(content_->side);
}
const PackedInfo& PackedDataset::info() const {
    return content_->info;
}
const std::filesystem::path& PackedDataset::path() const {
    return content_->file.path();
}

Status PackedDataset::readPlanes(std::size_t index, std::span<std::uint8_t> to) const {
    if (index >= count()) throw std::out_of_range("PackedDataset: no such picture");
    const std::size_t size = 3 * content_->side * content_->side;
    return content_->file.read(kPictures, index * size, std::as_writable_bytes(to.first(size)));
}

std::span<const std::int8_t> PackedDataset::attributes(std::size_t index) const {
    if (index >= count()) throw std::out_of_range("PackedDataset: no such picture");
    const std::size_t size = content_->info.attribute_names.size();
    if (size == 0) return {};
    const std::byte* first = content_->attributes.data() + index * size;
    return {reinterpret_cast<const std::int8_t*>(first), size};
}

PackedExtras PackedDataset::extras(std::size_t index) const {
    if (index >= count()) throw std::out_of_range("PackedDataset: no such picture");
    PackedExtras extras;
    if (content_->info.has_landmarks) {
        Landmarks known;  // copied: the file's data need not be aligned
        std::memcpy(known.data(), content_->landmarks.data() + index * sizeof known, sizeof known);
        if (std::ranges::all_of(known, [](float value) { return std::isfinite(value); })) {
            extras.landmarks = known;
        }
    }
    if (content_->info.has_identities) {
        std::int64_t known = 0;
        std::memcpy(&known, content_->identities.data() + index * sizeof known, sizeof known);
        if (known >= 0) extras.identity = known;
    }
    return extras;
}

std::string PackedDataset::name(std::size_t index) const {
    if (index >= count()) throw std::out_of_range("PackedDataset: no such picture");
    if (content_->name_ends.empty()) return {};
    const std::size_t begin = index == 0 ? 0 : content_->name_ends[index - 1] + 1;
    const auto* text = reinterpret_cast<const char*>(content_->names.data());
    return {text + begin, text + content_->name_ends[index]};
}

Result<RgbImage> PackedDataset::image(std::size_t index) const {
    const std::size_t plane = content_->side * content_->side;
    std::vector<std::uint8_t> source(3 * plane);
    if (auto status = readPlanes(index, source); !status) return passOn(status);
    RgbImage image(imageSize(), imageSize());
    for (std::size_t i = 0; i < plane; ++i) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            image.rgb_u8[3 * i + channel] = source[channel * plane + i];
        }
    }
    return image;
}

Result<std::string> PackedDataset::picturesSha256() const {
    Sha256 sum;
    const auto read = content_->file.readParts(
        kPictures, [&sum](std::span<const std::byte> part) { sum.add(part); });
    if (!read) return passOn(read);
    return sum.digest();
}

}  // namespace faceloom
