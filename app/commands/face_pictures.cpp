#include "app/commands/face_pictures.h"

#include "app/commands/command.h"
#include "core/data/crop_rect.h"
#include "core/imaging/face_detector.h"
#include "core/imaging/picture_decoder.h"
#include "core/latent/latent_studio.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

using Detector = std::unique_ptr<FaceDetector>;

Result<Detector> detectorFor(const DetectorArguments& arguments) {
    const auto kind = arguments.kind();
    if (!kind) return passOn(kind);
    if (!kind->has_value()) return Detector();
    return makeDetector(**kind, arguments.mtcnn_folder);
}

Result<RgbImage> faceIn(const std::string& file, const Detector& detector) {
    auto picture = decodePicture(file);
    if (!picture || !detector) return picture;
    const auto square = faceSquare(*detector, *picture);
    if (!square) return fail(ErrorCode::BrokenFile, "{}: no face was found", file);
    return cropAndResize(*picture, *square, square->width);
}

Result<std::vector<NamedFace>> drawn(const FaceArguments& arguments) {
    if (auto status = checkCount(arguments.count); !status) return passOn(status);
    auto studio = LatentStudio::open(arguments.model);
    if (!studio) return passOn(studio);
    auto faces = studio->render(
        arguments.grid.sample(studio->info(), static_cast<std::size_t>(arguments.count)));
    if (!faces) return passOn(faces);
    std::vector<NamedFace> named;
    for (RgbImage& face : *faces)
        named.push_back({std::to_string(named.size() + 1), std::move(face)});
    return named;
}

}  // namespace

void FaceArguments::addTo(CLI::App& command) {
    command.add_option("pictures", pictures, "Pictures of faces, already cropped")
        ->type_name("PICTURE");
    command.add_option("--model", model, "Read the faces this model draws instead")
        ->type_name("FILE");
    grid.addTo(command, false);
    command.add_option("--count", count, "With --model: how many")->capture_default_str();
    detector.addTo(command, "Find the face in each picture first: haar or mtcnn");
}

Result<std::vector<NamedFace>> FaceArguments::load(Status& failure) const {
    if (pictures.empty() == model.empty()) {
        return fail(ErrorCode::InvalidArgument, "give pictures, or --model FILE: one of the two");
    }
    if (!model.empty()) return drawn(*this);
    const auto used = detectorFor(detector);
    if (!used) return passOn(used);
    std::vector<NamedFace> faces;
    for (const std::string& file : pictures) {
        auto face = faceIn(file, *used);
        if (face) {
            faces.push_back({file, std::move(*face)});
            continue;
        }
        std::cerr << "faceloom-cli: " << face.error().message << '\n';
        if (failure) failure = passOn(face);
    }
    return faces;
}

}  // namespace faceloom
