// make_seeds FOLDER: the corpus that run.sh begins with.
#include "core/imaging/sketch_faces.h"
#include "core/latent/explorer_session.h"
#include "core/latent/latent_table.h"
#include "core/latent/provenance.h"
#include "core/quiz/quiz_file.h"
#include "core/sweep/sweep_folder.h"
#include "core/sweep/sweep_studies.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/seeds.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>

namespace faceloom::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 32;  // pixels

const std::string kHash(64, 'a');

ExplorerSession someSession() {
    ExplorerSession session;
    session.model = {kHash, "models/faces.safetensors", 3};
    const auto latents = sampleLatents(7, 6, 3);
    LatentSet woman{"A", "smiling woman", 0, ExpectedLook{true, false}, {}};
    woman.members.push_back({"face 7", latents[0], SeedFace{7, 1}});
    LatentSet man{"B", "neutral man", 1, std::nullopt, {}};
    man.members.push_back({"a \"quoted\" Ł", latents[1], std::nullopt});
    session.arithmetic = {{woman, man}, "A - 0.5*B", "A -", true};
    session.path.keyframes = {{"face 1", latents[2], 12, InterpolationMode::Lerp},
                              {"face 2", latents[3], 24, InterpolationMode::Slerp}};
    session.path.loop = true;
    session.edit.face = LabelledLatent{"face 3", latents[4], SeedFace{7, 5}};
    session.edit.directions = {
        {{"Smiling", DirectionKind::Attribute, {1, 0, 0}, 0.5}, 1.5, false},
        {{"Component 1", DirectionKind::Component, {0, 1, 0}, 0.2}, 0, true}};
    session.favourites = {{"one", "A - B", latents[5]}};
    return session;
}

Provenance provenanceOf(const ExplorerSession& session) {
    Provenance provenance;
    provenance.model = session.model;
    provenance.model.path.clear();
    provenance.grid = {7, 0.5};
    provenance.faces = session.arithmetic.sets.front().members;
    provenance.arithmetic = session.arithmetic;
    provenance.path = session.path;
    return provenance;
}

void putPacked(const SeedFolder& seeds, const std::string& name, bool everything) {
    const fs::path path = scratchFolder() / (name + ".safetensors");
    PackedInfo info{"24,56,128,128@178x218", "fingerprint", {}};
    if (everything) info.attribute_names = {"Smiling", "Male"};
    auto writer = PackedWriter::create(path, kSide, info);
    require(writer.has_value(), "a packed file can be made");
    const std::vector<std::int8_t> attributes = {1, -1};
    for (std::size_t i = 0; i < 3; ++i) {
        PackedExtras extras;
        if (everything) extras = {Landmarks{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 42};
        const auto status =
            writer->add(drawSketchFace(1, i, kSide),
                        everything ? std::span(attributes) : std::span<const std::int8_t>{},
                        everything ? fmt::format("a/{}.jpg", i) : "", extras);
        require(status.has_value(), "a picture can be packed");
    }
    require(writer->finish().has_value(), "a packed file can be finished");
    seeds.putSafetensors("packed_pictures", path);
    seeds.putSafetensors("safetensors", path);
    seeds.putFile("safetensors", path);
}

}  // namespace

void writePictureSeeds(const SeedFolder& seeds) {
    putPacked(seeds, "plain-pictures", false);
    putPacked(seeds, "labelled-pictures", true);
    const fs::path png = scratchFolder() / "sketch.png";
    require(writePngWith(png, drawSketchFace(1, 0, kSide), provenanceOf(someSession())).has_value(),
            "a picture can be written");
    for (const char* target : {"png_text", "picture_header", "picture"})
        seeds.putFile(target, png);
    using namespace std::string_literals;
    const std::string head = contentOf(png).substr(0, 33), end = "\0\0\0\0IEND\xAE\x42\x60\x82"s;
    seeds.put("png_text", "plain-text", head + "\0\0\0\x0AtEXtTitle\0Face\0\0\0\0"s + end);
    seeds.put("png_text", "packed-text",
              head + "\0\0\0\x13zTXtTitle\0\0x\x9CKK\xCCN\x05\0\x03\xD4\x01{\0\0\0\0"s + end);
    for (const auto& entry : fs::directory_iterator(FACELOOM_TEST_PICTURES)) {
        seeds.putFile("picture_header", entry.path());
        seeds.putFile("picture", entry.path());
    }
}

void writeExplorerSeeds(const SeedFolder& seeds) {
    ExplorerSession session = someSession();
    seeds.put("session", "full", toJson(session));
    seeds.put("provenance", "full", toJson(provenanceOf(session)));
    session.path = {};
    session.edit = {};
    session.favourites.clear();
    seeds.put("session", "small", toJson(session));
    Provenance faces;
    faces.model = session.model;
    faces.faces = {{"face 1", {0.5F, -1, 2}, std::nullopt}};
    seeds.put("provenance", "faces", toJson(faces));
    const LatentTable table = {{"face 7", {0.25F, -1.5F, 3}}, {"a, \"b\"", {1e-9F, 2, -0.0F}}};
    for (const char* ending : {".csv", ".npy"}) {
        const fs::path path = scratchFolder() / (std::string("latents") + ending);
        require(writeLatents(path, table).has_value(), "latents can be written");
        seeds.putFile("latents", path);
    }
    using namespace std::string_literals;
    const std::string doubles = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n";
    seeds.put("latents", "version-2.npy",
              "\x93NUMPY\2\0"s + static_cast<char>(doubles.size()) + "\0\0\0"s + doubles +
                  std::string(16, '\0'));
    const char* formulas[] = {"A - B + C", "0.5*(A + B)/2 \xE2\x88\x92 C", "2smiling_1", "-(-A)"};
    for (std::size_t i = 0; i < std::size(formulas); ++i)
        seeds.put("formula", std::to_string(i), formulas[i]);
}

void writeTableSeeds(const SeedFolder& seeds) {
    seeds.put("celeba_tables", "attributes",
              "2\nSmiling Male Young\n000001.jpg  1 -1 1\r\n000002.jpg -1  1 1\n");
    seeds.put("celeba_tables", "landmarks",
              "1\nlefteye_x lefteye_y\n000001.jpg 69 109 106.5 113 77 142 73 152 108 154\n");
    seeds.put("celeba_tables", "identities", "000001.jpg 2880\n000002.jpg 2937\n");
    seeds.put("crop_rect", "celeba", "24,56,128,128@178x218");
    seeds.put("crop_rect", "plain", "0.5,1e1,64,64");
    seeds.put("utkface_names", "name", "part1/39_1_20170116174525125.jpg.chip.jpg");
    seeds.put("utkface_names", "whole", "100_0_4_20170112213500903.jpg.chip.jpg");
    const fs::path root = scratchFolder() / "run";
    const RunFolder run(root);
    require(run.create().has_value(), "a run folder can be made");
    RunDescription description;
    description.data_name = "sketch faces";
    description.data_path = "pictures.safetensors";
    description.data_sha256 = kHash;
    description.data_count = 3;
    description.faceloom_version = FACELOOM_VERSION;
    require(run.writeDescription(description).has_value(), "a run can be described");
    seeds.putFile("run_description", run.descriptionFile());
    StepMetrics row{1, 1, 0.69, 0.7, 1e-9, 0.5, 0.25, 33.337};
    std::string losses = lossHeader() + lossRow(row);
    row = {2, 1, std::numeric_limits<double>::infinity(), 0, -1, 1, 0, 1e9};
    seeds.put("losses", "two", losses + lossRow(row));
    seeds.put("losses", "none", lossHeader());
    const fs::path measures = root / "measures.csv";
    const std::vector<RunMeasure> measured = {{500, {{kKernelDistance, 0.25}, {"fid", 31.5}}},
                                              {1000, {{kKernelDistance, 0.125}}}};
    require(writeMeasures(measures, measured).has_value(), "measures can be written");
    seeds.putFile("measures", measures);
    SweepPlan plan = *studyNamed(kLatentStudy);
    seeds.put("sweep_plan", "study", toJson(plan));
    plan.axes = {{"learning-rate", {"0.0001..0.001"}}, {"generator-widths", {"64:32:16", "8"}}};
    plan.random_settings = 4;
    plan.halving = 2;
    plan.pictures = {{32, "pictures.safetensors"}};
    seeds.put("sweep_plan", "random", toJson(plan));
    QuizTake take;
    take.taker = "Anna";
    take.plan = {7, 2, QuizForm::Single};
    take.answers = {{"a.jpg", 0, false, true, 812}, {"", 2, false, true, 1400}};
    seeds.put("quiz", "single", toJson(take));
    take.plan.form = QuizForm::Pairs;
    take.answers = {{"a.jpg", 1, true, false, {}}};
    seeds.put("quiz", "pairs", toJson(take));
    seeds.put("cached_pictures", "notes",
              "{\"fingerprint\":\"f1\",\"skipped\":[[\"b.jpg\",\"no face\"]],"
              "\"warnings\":[\"one row\"]}");
    seeds.put("model_card", "two",
              "# Models\n\n## `faces.safetensors`\nTrained long.\n\n## other.safetensors\nNot.\n");
}

}  // namespace faceloom::fuzz

int main(int argc, char** argv) {
    using namespace faceloom::fuzz;
    if (argc != 2) {
        std::fprintf(stderr, "make_seeds FOLDER\n");
        return 2;
    }
    const SeedFolder seeds(argv[1]);
    writePictureSeeds(seeds);
    writeExplorerSeeds(seeds);
    writeTableSeeds(seeds);
    writeNetworkSeeds(seeds);
    writeCaffeSeeds(seeds);
    return 0;
}
