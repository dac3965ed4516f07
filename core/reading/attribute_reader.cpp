#include "core/reading/attribute_reader.h"

#include "core/imaging/picture_decoder.h"
#include "core/reading/attribute_file.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 64;

// [3, 64, 64] float32 in 0..1.
at::Tensor toTensor(const RgbImage& face) {
    const bool fits = face.width == kReadSide && face.height == kReadSide;
    RgbImage other;
    if (!fits) other = resized(face, kReadSide, kReadSide);
    const RgbImage& used = fits ? face : other;
    const at::Tensor bytes =
        at::empty({kReadSide, kReadSide, 3}, at::TensorOptions().dtype(at::kByte));
    std::ranges::copy(used.rgb_u8, bytes.data_ptr<std::uint8_t>());
    return bytes.permute({2, 0, 1}).to(at::kFloat).div_(255.0);
}

}  // namespace

struct AttributeReader::Engine {
    std::filesystem::path path;
    mutable FaceNetwork network{nullptr};  // in evaluation mode: forward() changes nothing

    void readInto(std::vector<AttributeReading>& readings, std::span<const RgbImage> faces) const {
        std::vector<at::Tensor> pictures;
        for (const RgbImage& face : faces)
            pictures.push_back(toTensor(face));
        const at::Tensor read = at::sigmoid(network->forward(at::stack(pictures))).contiguous();
        const float* number = read.data_ptr<float>();
        for (std::size_t i = 0; i < faces.size(); ++i) {
            std::copy_n(number + i * kAttributes, kAttributes,
                        readings.emplace_back().probabilities.begin());
        }
    }
};

Result<AttributeReader> AttributeReader::open(const std::filesystem::path& file) {
    try {
        auto network = readAttributeReader(file);
        if (!network) return passOn(network);
        auto engine = std::make_shared<Engine>();
        engine->path = file;
        engine->network = *network;
        return AttributeReader(std::move(engine));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", file.string(), error.what());
    }
}

const std::filesystem::path& AttributeReader::path() const {
    return engine_->path;
}

Result<std::vector<AttributeReading>> AttributeReader::read(std::span<const RgbImage> faces) const {
    for (const RgbImage& face : faces) {
        if (face.width < 1 || face.height < 1) {
            return fail(ErrorCode::InvalidArgument, "an empty picture has no attributes");
        }
    }
    std::vector<AttributeReading> readings;
    try {
        const torch::NoGradGuard no_grad;
        for (std::size_t i = 0; i < faces.size(); i += kFacesAtOnce) {
            engine_->readInto(readings, faces.subspan(i, std::min(kFacesAtOnce, faces.size() - i)));
        }
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "reading attributes failed: {}", error.what());
    }
    return readings;
}

}  // namespace faceloom
