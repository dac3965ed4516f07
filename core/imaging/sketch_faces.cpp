#include "core/imaging/sketch_faces.h"

#include "core/imaging/sketch_painter.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace faceloom {
namespace {

// One stream for what a face has, another for how it looks: a new detail leaves the attributes as
// they were.
enum class Stream : std::uint64_t { Attributes = 1, Look = 2 };

SketchRandom streamOf(std::uint64_t seed, std::size_t index, Stream stream) {
    SketchRandom mixer(seed ^ static_cast<std::uint64_t>(stream) * 0xa0761d6478bd642fULL);
    SketchRandom with_index(mixer.bits() + index * 0xe7037ed1a0b428dbULL);
    return SketchRandom(with_index.bits());
}

int pickHairColour(AgeGroup age, int skin, SketchRandom& random) {
    if (age == AgeGroup::Old) return random.pick({0.1, 0.1, 0.06, 0.7, 0.04});
    if (skin >= 3) return random.pick({0.7, 0.25, 0.05, 0, 0});
    if (age == AgeGroup::Child) return random.pick({0.28, 0.36, 0.26, 0, 0.1});
    return random.pick({0.28, 0.32, 0.24, 0.06, 0.1});
}

std::array<std::int8_t, 9> attributesOf(const SketchFace& face) {
    const auto sign = [](bool has) { return static_cast<std::int8_t>(has ? 1 : -1); };
    return {sign(face.smiling),    sign(face.male),
            sign(face.eyeglasses), sign(face.hair == 0),
            sign(face.hair == 1),  sign(face.hair == 2),
            sign(face.hair == 3),  sign(face.age != AgeGroup::Old),
            sign(face.skin == 0)};
}

}  // namespace

const std::vector<std::string>& sketchAttributeNames() {
    static const std::vector<std::string> names = {"Smiling",    "Male",       "Eyeglasses",
                                                   "Black_Hair", "Brown_Hair", "Blond_Hair",
                                                   "Gray_Hair",  "Young",      "Pale_Skin"};
    return names;
}

SketchFace sketchFace(std::uint64_t seed, std::size_t index) {
    SketchRandom random = streamOf(seed, index, Stream::Attributes);
    SketchFace face;
    face.smiling = random.chance(0.5);
    face.male = random.chance(0.5);
    face.eyeglasses = random.chance(0.2);
    face.age = static_cast<AgeGroup>(random.pick({0.16, 0.62, 0.22}));
    face.skin = random.pick({0.24, 0.28, 0.2, 0.16, 0.12});
    face.hair = pickHairColour(face.age, face.skin, random);
    return face;
}

RgbImage drawSketchFace(std::uint64_t seed, std::size_t index, int side) {
    if (side < 16 || side > kLargestPackedSide) throw std::invalid_argument("drawSketchFace: side");
    const SketchFace face = sketchFace(seed, index);
    SketchRandom random = streamOf(seed, index, Stream::Look);
    return paintSketch(face, sketchLook(face, random), side);
}

Result<PackedDataset> packSketchFaces(const std::filesystem::path& path, std::size_t count,
                                      int side, std::uint64_t seed, std::stop_token stop) {
    if (count == 0) {
        return fail(ErrorCode::InvalidArgument, "{}: 0 sketched faces: at least 1", path.string());
    }
    PackedInfo info{"sketch", fmt::format("sketch-{:x}-{}-{}", seed, count, side),
                    sketchAttributeNames()};
    auto writer = PackedWriter::create(path, side, std::move(info));
    if (!writer) return passOn(writer);
    for (std::size_t i = 0; i < count; ++i) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "{}: cancelled after {} of {} faces", path.string(),
                        i, count);
        }
        const auto attributes = attributesOf(sketchFace(seed, i));
        const auto added = writer->add(drawSketchFace(seed, i, side), attributes,
                                       fmt::format("sketch_{:06}.png", i));
        if (!added) return passOn(added);
    }
    if (auto finished = writer->finish(); !finished) return passOn(finished);
    return PackedDataset::open(path);
}

}  // namespace faceloom
