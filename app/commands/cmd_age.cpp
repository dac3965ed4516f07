#include "app/commands/command.h"
#include "app/commands/face_pictures.h"
#include "core/base/shipped_models.h"
#include "core/latent/latent_table.h"
#include "core/reading/age_estimator.h"

#include <iostream>
#include <memory>

namespace faceloom {

namespace {

struct Arguments {
    FaceArguments faces;
    std::string age_model;
    bool mean = false;
};

Result<AgeEstimator> openEstimator(const Arguments& arguments) {
    const auto files = AgeModelFiles::in(
        arguments.age_model.empty() ? shippedAgeModel().string() : arguments.age_model,
        arguments.mean);
    if (!files) return passOn(files);
    return AgeEstimator::open(*files);
}

Status runAge(const Arguments& arguments, CommandOutcome& outcome) {
    auto estimator = openEstimator(arguments);
    if (!estimator) return passOn(estimator);
    Status failure;
    auto faces = arguments.faces.load(failure);
    if (!faces) return passOn(faces);
    std::string text = "picture,bucket,confidence";
    for (const AgeBucket& bucket : ageBuckets())
        text += fmt::format(",{}", bucket.name);
    std::cout << text << '\n';
    for (const NamedFace& named : *faces) {
        const auto readings = estimator->estimate(std::span(&named.face, 1));
        if (!readings) return passOn(readings);
        const AgeReading& reading = readings->front();
        std::cout << fmt::format("{},{},{:.4f},{:.4f}\n", csvField(named.name),
                                 ageBuckets()[reading.bucket()].name, reading.confidence(),
                                 fmt::join(reading.probabilities, ","));
    }
    // Said already, a line each.
    if (!failure) outcome.exit_code_when_good = exitCodeOf(failure.error().code);
    return {};
}

}  // namespace

void addAgeCommand(CLI::App& app, CommandOutcome& outcome) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("age", "Read ages off faces, as CSV");
    arguments->faces.addTo(*command);
    command
        ->add_option("--age-model", arguments->age_model,
                     "Folder with a Caffe pair (default: the one that ships)")
        ->type_name("DIR");
    command->add_flag("--mean", arguments->mean,
                      "Subtract the folder's mean.binaryproto instead of three means");
    command->callback([arguments, &outcome] { outcome.status = runAge(*arguments, outcome); });
}

}  // namespace faceloom
