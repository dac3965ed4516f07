#include "core/reading/attribute_reader.h"

#include "core/gan/tensor_image.h"
#include "core/imaging/picture_decoder.h"
#include "core/reading/attribute_file.h"

#include <algorithm>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 64;

// [3, 64, 64] float32 in 0..1.
at::Tensor readableTensor(const RgbImage& face) {
    const bool fits = face.width == kReadSide && face.height == kReadSide;
    return toTensor(fits ? face : resized(face, kReadSide, kReadSide));
}

}  // namespace

struct AttributeReader::Engine {
    std::filesystem::path path;
    mutable FaceNetwork network{nullptr};  // in evaluation mode: forward() changes nothing

    static at::Tensor picturesOf(std::span<const RgbImage> faces) {
        std::vector<at::Tensor> pictures;
        for (const RgbImage& face : faces)
            pictures.push_back(readableTensor(face));
        return at::stack(pictures);
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

// Calls `take` with the pictures of a few faces at a time, [N, 3, 64, 64].
template <class Take>
Status AttributeReader::inTurns(std::span<const RgbImage> faces, const Take& take) const {
    for (const RgbImage& face : faces) {
        if (face.width < 1 || face.height < 1) {
            return fail(ErrorCode::InvalidArgument, "an empty picture has no attributes");
        }
    }
    try {
        const torch::NoGradGuard no_grad;
        for (std::size_t i = 0; i < faces.size(); i += kFacesAtOnce) {
            take(Engine::picturesOf(faces.subspan(i, std::min(kFacesAtOnce, faces.size() - i))));
        }
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "reading attributes failed: {}", error.what());
    }
    return {};
}

Result<std::vector<AttributeReading>> AttributeReader::read(std::span<const RgbImage> faces) const {
    std::vector<AttributeReading> readings;
    const auto status = inTurns(faces, [&](const at::Tensor& pictures) {
        const at::Tensor read = at::sigmoid(engine_->network->forward(pictures)).contiguous();
        const float* number = read.data_ptr<float>();
        for (std::int64_t i = 0; i < read.size(0); ++i, number += kAttributes)
            std::copy_n(number, kAttributes, readings.emplace_back().probabilities.begin());
    });
    if (!status) return passOn(status);
    return readings;
}

Result<std::vector<Features>> AttributeReader::features(std::span<const RgbImage> faces) const {
    std::vector<Features> features;
    const auto status = inTurns(faces, [&](const at::Tensor& pictures) {
        const at::Tensor seen = engine_->network->features(pictures).contiguous();
        const float* number = seen.data_ptr<float>();
        for (std::int64_t i = 0; i < seen.size(0); ++i, number += seen.size(1))
            features.emplace_back(number, number + seen.size(1));
    });
    if (!status) return passOn(status);
    return features;
}

}  // namespace faceloom
