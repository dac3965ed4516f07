// The real program, killed at random moments again and again: it always goes on from its newest
// checkpoint, leaves no broken file, and ends as if nothing had happened.
#include "core/base/checked_safetensors.h"
#include "core/base/unfinished_files.h"
#include "core/gan/model_info.h"
#include "core/imaging/picture_decoder.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "core/train/timeline.h"
#include "tests/cli/started_program.h"

#include <iostream>
#include <random>

#include <sys/stat.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;
using testing_support::StartedProgram;
using testing_support::textOf;

// A step takes a few milliseconds, and saving after each of them takes longer: most kills hit one.
const std::string kSmall =
    " --size 32 --batch 4 --latent 8 --generator-widths 8,8,8 --discriminator-widths 4,4,4,4 "
    "--device cpu --threads 1";

constexpr int kEndless = 100'000'000;

int killsAsked() {
    constexpr int kUsual = 12;
    const char* asked = std::getenv("FACELOOM_KILLS");
    return asked == nullptr ? kUsual : std::max(1, std::atoi(asked));
}

class KillCommands : public testing_support::CliTest {
protected:
    KillCommands() { steps_ = 40 * killsAsked(); }

    [[nodiscard]] std::string train(const std::string& run, const std::string& more) const {
        return "train --images sketch --limit 12 --out " + run + " --steps " +
               std::to_string(steps_) + kSmall + " " + more;
    }
    [[nodiscard]] RunFolder folder() const { return RunFolder(path("run")); }

    // Every file that has its final name is whole, whatever the program is doing. One that is
    // removed while it is looked at is none.
    void expectWholeFiles() const {
        const RunFolder run = folder();
        if (fs::exists(run.descriptionFile())) {
            const auto description = run.readDescription();
            EXPECT_TRUE(description) << description.error().message;
        }
        if (fs::exists(run.generatorFile())) {
            const auto info = readModelInfo(run.generatorFile());
            EXPECT_TRUE(info) << info.error().message;
        }
        for (const std::int64_t step : run.checkpointSteps()) {
            const auto file = SafetensorsFile::open(run.checkpointFile(step));
            if (!file && file.error().code == ErrorCode::NotFound) continue;
            ASSERT_TRUE(file) << file.error().message;
            EXPECT_TRUE(file->metadata().contains(kChecksumKey));
            EXPECT_TRUE(checkChecksum(*file));
        }
        const std::int64_t newest = newestSample();
        if (newest >= 0) {
            const auto picture = decodePicture(run.sampleFile(newest));
            EXPECT_TRUE(picture || picture.error().code == ErrorCode::NotFound);
        }
        expectLossesInOrder();
    }
    // A row for every step, but the one that is being written.
    void expectLossesInOrder() const {
        std::int64_t step = 0;
        const auto losses = salvageLosses(folder().lossFile(), steps_);
        ASSERT_TRUE(losses) << losses.error().message;
        for (const StepMetrics& row : *losses)
            EXPECT_EQ(row.step, ++step);
    }
    [[nodiscard]] std::int64_t newestSample() const {
        const auto samples = folder().sampleSteps();
        return samples.empty() ? -1 : samples.back();
    }
    [[nodiscard]] std::int64_t newestCheckpoint() const {
        const auto steps = folder().checkpointSteps();
        return steps.empty() ? 0 : steps.back();
    }
    [[nodiscard]] std::vector<std::string> leftovers() const {
        std::vector<std::string> found;
        std::error_code error;
        for (fs::recursive_directory_iterator it(path("run"), error), end; !error && it != end;
             it.increment(error)) {
            if (!finalName(it->path().filename().string()).empty())
                found.push_back(it->path().filename().string());
        }
        return found;
    }
    [[nodiscard]] ino_t lossFileNumber() const {
        struct stat status {};
        return ::stat(folder().lossFile().c_str(), &status) == 0 ? status.st_ino : 0;
    }

    // One life: from a start to a kill at a random moment, or to the end. False at the end.
    bool liveAndDie(std::mt19937& random);
    // Looks at all files again and again; false if the program ends.
    bool lookOnFor(StartedProgram& program, std::chrono::microseconds time) const;
    void expectRightStart(const StartedProgram& program, const std::string& said) const;
    void expectSameEnd() const;

    int steps_ = 0;
    std::int64_t expected_start_ = 0;  // the checkpoint that the next life has to go on from
    int killed_while_writing_ = 0;
};

void KillCommands::expectRightStart(const StartedProgram& program, const std::string& said) const {
    const std::string expected =
        expected_start_ > 0 ? "resuming after step " + std::to_string(expected_start_) + "\n"
                            : std::string("nothing to resume from");
    EXPECT_NE(said.find(expected), std::string::npos) << "'" << expected << "' in: " << said;
    const std::string mine = "." + std::to_string(program.pid()) + "-";
    for (const std::string& name : leftovers())
        EXPECT_NE(name.find(mine), std::string::npos) << "left over: " << name;
}

bool KillCommands::liveAndDie(std::mt19937& random) {
    const ino_t before = lossFileNumber();
    StartedProgram program(path("."),
                           train("run", "--resume --checkpoint-every 1 --preview-every 3"), "life");
    const auto begun = [&] { return lossFileNumber() != before && lossFileNumber() != 0; };
    const auto upTo = [&](int microseconds) {
        return std::chrono::microseconds(std::uniform_int_distribution(0, microseconds)(random));
    };
    const int death = std::uniform_int_distribution(0, 4)(random);
    if (death == 0) {  // while it starts
        if (!lookOnFor(program, upTo(400'000))) return false;
    } else {
        if (!program.until(begun)) return false;
        expectRightStart(program, program.output());
        if (!lookOnFor(program, upTo(300'000))) return false;
    }
    if (death > 2) {  // while it writes
        while (program.running() && leftovers().empty()) {
        }
        std::this_thread::sleep_for(upTo(2'000));
    }
    program.signal(SIGKILL);
    if (program.wait() != 128 + SIGKILL) return false;
    expectWholeFiles();
    if (!leftovers().empty()) ++killed_while_writing_;
    EXPECT_LE(folder().checkpointSteps().size(), kMostCheckpoints + 1);
    expected_start_ = newestCheckpoint();
    return true;
}

bool KillCommands::lookOnFor(StartedProgram& program, std::chrono::microseconds time) const {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
        expectWholeFiles();
        if (!program.running()) return false;
    }
    return true;
}

void KillCommands::expectSameEnd() const {
    EXPECT_TRUE(textOf(path("run/generator.safetensors")) ==
                textOf(path("whole/generator.safetensors")));
    auto one = readLosses(path("whole/losses.csv"));
    auto other = readLosses(path("run/losses.csv"));
    ASSERT_TRUE(one && other);
    for (auto* rows : {&*one, &*other})
        for (StepMetrics& row : *rows)
            row.images_per_second = 0;  // a clock
    EXPECT_EQ(one->size(), static_cast<std::size_t>(steps_));
    EXPECT_TRUE(*one == *other);
    const RunFolder whole(path("whole"));
    EXPECT_TRUE(textOf(whole.checkpointFile(steps_)) == textOf(folder().checkpointFile(steps_)));
    int compared = 0;
    for (const std::int64_t step : whole.sampleSteps()) {
        if (!fs::exists(folder().sampleFile(step))) continue;  // thinned out
        EXPECT_TRUE(textOf(whole.sampleFile(step)) == textOf(folder().sampleFile(step))) << step;
        ++compared;
    }
    EXPECT_GT(compared, 1);
}

TEST_F(KillCommands, KilledAtRandomMomentsItEndsAsTheRunThatNeverWas) {
    constexpr unsigned kSeed = 20;
    std::mt19937 random(kSeed);
    const int kills = killsAsked();
    for (int i = 0; i < kills; ++i) {
        ASSERT_TRUE(liveAndDie(random))
            << "life " << i << " ended by itself: " << textOf(path("life.txt"));
        if (HasFailure()) return;
    }
    std::cout << kills << " kills, " << killed_while_writing_ << " of them while a file was being "
              << "written, after " << expected_start_ << " of " << steps_ << " steps\n";
    // The last life, undisturbed.
    const auto last = cli(train("run", "--resume --checkpoint-every 1000 --preview-every 30"));
    ASSERT_EQ(last.exit_code, 0) << last.err;
    EXPECT_TRUE(leftovers().empty());
    const auto whole = cli(train("whole", "--checkpoint-every 1000 --preview-every 30"));
    ASSERT_EQ(whole.exit_code, 0) << whole.err;
    expectSameEnd();
}

TEST_F(KillCommands, ASecondProcessInTheFolderIsRefusedAndAKilledOneIsNot) {
    steps_ = kEndless;
    StartedProgram first(path("."), train("run", "--checkpoint-every 1"), "first");
    ASSERT_TRUE(first.says("step 10/")) << first.output();
    for (const char* resume : {"", "--resume"}) {
        expectRefused(cli(train("run", resume)), 6,
                      {"run: process " + std::to_string(first.pid()) + " on ", " since 20",
                       "choose another folder"});
    }
    ASSERT_TRUE(first.running());
    first.signal(SIGKILL);
    EXPECT_EQ(first.wait(), 128 + SIGKILL);
    const std::int64_t done = newestCheckpoint();
    const auto next = cli("train --images sketch --limit 12 --out run --resume --steps " +
                          std::to_string(done + 2));
    EXPECT_EQ(next.exit_code, 0) << next.err;
    EXPECT_FALSE(fs::exists(path("run/run.lock")));
}

TEST_F(KillCommands, ARunThatCannotWriteSaysSoOnceAndGoesOn) {
    steps_ = kEndless;
    StartedProgram run(path("."), train("run", "--checkpoint-every 1"), "hold");
    ASSERT_TRUE(run.says("step 10/")) << run.output();
    fs::rename(path("run"), path("away"));
    ASSERT_TRUE(run.says("run: the run folder is gone; waiting: training goes on by itself"))
        << run.output();
    fs::rename(path("away"), path("run"));
    ASSERT_TRUE(run.says("written; training goes on\n")) << run.output();
    const std::string before = run.output();
    ASSERT_TRUE(
        run.until([&] { return run.output().find("step ", before.size()) != std::string::npos; }));
    run.signal(SIGINT);
    EXPECT_EQ(run.wait(), 130) << run.output();
    expectLossesInOrder();
    EXPECT_EQ(static_cast<std::int64_t>(readLosses(path("run/losses.csv"))->size()),
              newestCheckpoint());
}

}  // namespace
}  // namespace faceloom
