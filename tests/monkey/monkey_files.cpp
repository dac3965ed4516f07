#include "tests/monkey/monkey_files.h"

#include "core/base/png_file.h"
#include "core/gan/untrained_generator.h"
#include "core/imaging/sketch_cache.h"
#include "core/imaging/sketch_faces.h"
#include "core/latent/latent_table.h"
#include "core/sweep/sweep_folder.h"
#include "core/train/trainer.h"
#include "tests/ui/photograph_support.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

constexpr int kSide = 32;  // pixels, the least there are
constexpr std::size_t kPictures = 24;

NetworkOptions smallNetwork(int latent_size) {
    NetworkOptions network;
    network.generator_widths = {8, 8, 8};
    network.discriminator_widths = {4, 4, 4, 4};
    network.latent_size = latent_size;
    return network;
}

void must(bool done, const fs::path& what) {
    if (!done) qFatal("monkey: %s could not be made", what.c_str());
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    must(bool(file.flush()), path);
}

// A copy that ends early, as after a full disk.
void copyPart(const fs::path& from, const fs::path& to) {
    std::ifstream file(from, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    write(to, all.substr(0, all.size() * 2 / 3));
}

}  // namespace

MonkeyFiles::MonkeyFiles(const fs::path& root) : root_(root) {
    for (const char* folder : {"out", "empty", "models", "runs"})
        fs::create_directories(path(folder));
    makeModels();
    makeRuns();
    makeSweep();
    makePictures();
    makeBroken();
    makeTables();
    for (const auto& entry : fs::recursive_directory_iterator(root_)) {
        if (entry.path().string().find("/home/") != std::string::npos) continue;
        const QString name = QString::fromStdString(entry.path().string());
        (entry.is_directory() ? folders_ : files_) << name;
    }
    // There later, or never.
    for (const char* file : {"nothing.safetensors", "out/mine.faceloom", "out/other.faceloom",
                             "out/mine.png", "out/other.png", "out/third.png", "out/mine.csv",
                             "out/other.npy", "out/mine.safetensors"})
        files_ << QString::fromStdString(path(file).string());
    std::sort(files_.begin(), files_.end());  // the same files for the same dice
    std::sort(folders_.begin(), folders_.end());
    for (const char* run : {"runs/done", "runs/part", "runs/one", "runs/two", "empty", "runs/torn"})
        runs_ << QString::fromStdString(path(run).string());
}

void MonkeyFiles::makeModels() {
    for (int i = 0; i < 3; ++i) {
        const fs::path model = path("models") / fmt::format("model{}.safetensors", i);
        must(bool(writeUntrainedGenerator(model, smallNetwork(i < 2 ? 8 : 12),
                                          static_cast<std::uint64_t>(i))),
             model);
    }
}

void MonkeyFiles::makeRuns() {
    // What the window's own built-in faces come from as well, drawn here once.
    must(bool(openSketchFaces({kDefaultSketchFaces, 1, kSide}, {})), "sketch faces");
    const auto pictures = packSketchFaces(path("sketch.faces"), kPictures, kSide, 1);
    must(bool(pictures), path("sketch.faces"));
    for (const auto& [name, more] : {std::pair("runs/done", 0), std::pair("runs/part", 100)}) {
        RunRequest request;
        request.options.network = smallNetwork(8);
        request.options.batch = 4;
        request.options.steps = 8;
        request.options.preview_every = 2;
        request.options.checkpoint_every = 2;
        request.options.device = DeviceChoice::Cpu;
        request.options.threads = 1;
        request.run_folder = path(name);
        request.data_name = "sketch";
        TrainObserver observer;
        must(bool(runTraining(*pictures, request, {}, observer)), request.run_folder);
        small_ = request.options;
        if (more == 0) continue;
        // Asked for more steps than it has: there is something to go on with.
        auto description = RunFolder(request.run_folder).readDescription();
        must(bool(description), request.run_folder);
        description->options.steps += more;
        must(bool(RunFolder(request.run_folder).writeDescription(*description)),
             request.run_folder);
    }
}

// One that waits to be gone on with.
void MonkeyFiles::makeSweep() {
    SweepPlan plan;
    plan.base = small_;
    plan.base.steps = 4;
    plan.axes = {{"latent", {"4", "8"}}};
    plan.seeds = 1;
    plan.faces = 20;
    plan.data_name = "sketch";
    plan.pictures = {{kSide, path("sketch.faces")}};
    must(bool(SweepFolder(path("sweep")).writePlan(plan)), path("sweep"));
}

void MonkeyFiles::makePictures() {
    fs::create_directories(path("pictures/more"));
    for (std::size_t i = 0; i < 12; ++i) {
        const fs::path file = path("pictures") / fmt::format("face{:02}.png", i);
        must(bool(writePng(file, drawSketchFace(7, i, 48))), file);
    }
    write(path("pictures/more/broken.png"), "\x89PNG\r\n\x1a\nthat is all");
    write(path("pictures/more/broken.jpg"), "\xff\xd8\xff\xe0 that is all");
    writePhotograph(path("one-face.png"), 1);
    writePhotograph(path("three-faces.png"), 3);
}

void MonkeyFiles::makeBroken() {
    write(path("models/nothing-in-it.safetensors"), "");
    write(path("models/words.safetensors"), "these are no weights");
    copyPart(path("models/model0.safetensors"), path("models/half.safetensors"));
    fs::create_directories(path("models/folder.safetensors"));
    write(path("broken.faceloom"), "{\"version\": 1, \"grid\": [");
    write(path("other.faceloom"), "[]");
    fs::copy(path("runs/done"), path("runs/torn"), fs::copy_options::recursive);
    const RunFolder torn(path("runs/torn"));
    copyPart(RunFolder(path("runs/done")).checkpointFile(8), torn.checkpointFile(8));
    fs::resize_file(torn.lossFile(), fs::file_size(torn.lossFile()) - 10);  // in the last row
    fs::copy(path("runs/done"), path("runs/no-description"), fs::copy_options::recursive);
    write(RunFolder(path("runs/no-description")).descriptionFile(), "{\"options\":");
}

void MonkeyFiles::makeTables() {
    LatentTable table;
    for (int i = 0; i < 3; ++i)
        table.push_back({"face", Latent(8, static_cast<float>(i) / 4), {}});
    must(bool(writeLatents(path("latents.csv"), table)), path("latents.csv"));
    must(bool(writeLatents(path("latents.npy"), table)), path("latents.npy"));
    write(path("broken.csv"), "face,z0,z1\nface 1,0.5\n");
    write(path("broken.npy"), "\x93NUMPY\x01");
}

QString MonkeyFiles::toOpen(Dice& dice) const {
    return dice.oneIn(3) ? folderToOpen(dice) : dice.from(files_);
}

QString MonkeyFiles::folderToOpen(Dice& dice) const {
    return dice.oneIn(2) ? dice.from(runs_) : dice.from(folders_);
}

QString MonkeyFiles::toSave(Dice& dice, const QString& suffix) const {
    // A few names, so that files are saved over; one is a folder's, one below a file.
    static const char* const kNames[] = {"out/mine", "out/other",         "out/third",
                                         "empty",    "latents.csv/below", "out/there/is/none"};
    return QString::fromStdString(path(dice.from(kNames)).string()) + suffix;
}

QString MonkeyFiles::runFolder(Dice& dice) const {
    return dice.from(runs_);
}

QString MonkeyFiles::text(Dice& dice) const {
    static const char* const kTexts[] = {"",
                                         "A - B + C",
                                         "A - B + 0.5*C",
                                         "A +",
                                         "1e308*A",
                                         "0",
                                         "-1",
                                         "7",
                                         "12",
                                         "0.01",
                                         "1e-9",
                                         "999999999999",
                                         "ÄÖ µ 字 🙂",
                                         "a&b <c>",
                                         "%1",
                                         "\t",
                                         "nan"};
    return dice.oneIn(6) ? toOpen(dice) : QString::fromUtf8(dice.from(kTexts));
}

TrainOptions MonkeyFiles::smallRun(Dice& dice) const {
    TrainOptions options = small_;
    static const char* const kStarts[] = {"models/model0.safetensors", "models/model1.safetensors",
                                          "runs/done"};
    options.start_from = path(dice.from(kStarts)).string();
    options.steps = dice.between(1, 60);
    options.preview_every = dice.between(0, 10);
    options.checkpoint_every = dice.between(0, 10);
    options.seed = static_cast<std::uint64_t>(dice.between(0, 3));
    options.threads = dice.between(1, 2);
    return options;
}

void MonkeyFiles::tidy() const {
    std::vector<fs::path> runs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(path("home/Documents/Faceloom"), ignored))
        runs.push_back(entry.path());
    std::sort(runs.begin(), runs.end());
    constexpr std::size_t kKept = 3;
    for (std::size_t i = 0; i + kKept < runs.size(); ++i)
        fs::remove_all(runs[i], ignored);
}

}  // namespace faceloom
