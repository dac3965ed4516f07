// The pictures of a quiz, and machines that take it, on a run that takes a second.
#include "core/base/safetensors.h"
#include "core/base/shipped_models.h"
#include "core/data/hold_out.h"
#include "core/gan/untrained_generator.h"
#include "core/imaging/sketch_faces.h"
#include "core/quiz/quiz_judges.h"
#include "core/quiz/quiz_score.h"
#include "core/train/run_folder.h"
#include "core/train/trainer.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

NetworkOptions smallNetworks(int latent_size = 8) {
    NetworkOptions options;
    options.latent_size = latent_size;
    options.generator_widths = {16, 12, 8};
    options.discriminator_widths = {8, 8, 8, 8};
    return options;
}

class QuizMachines : public testing::Test {
protected:
    PackedDataset sketches(std::size_t count, int side = 32) const {
        const auto path = folder_.path() / fmt::format("sketches{}.safetensors", side);
        auto writer = PackedWriter::create(path, side, {"sketch", "fingerprint", {}});
        EXPECT_TRUE(writer.has_value());
        for (std::size_t i = 0; i < count; ++i) {
            const auto status =
                writer->add(drawSketchFace(5, i, side), {}, fmt::format("sketch{}.png", i));
            EXPECT_TRUE(status.has_value());
        }
        EXPECT_TRUE(writer->finish().has_value());
        return *PackedDataset::open(path);
    }
    ModelInfo trained(int hold_out, const char* name = "run") const {
        RunRequest request;
        request.options.network = smallNetworks();
        request.options.batch = 8;
        request.options.steps = 30;
        // The discriminator runs ahead.
        request.options.learning_rate = 0.00001;
        request.options.discriminator_learning_rate = 0.002;
        request.options.device = DeviceChoice::Cpu;
        request.options.preview_every = 0;
        request.options.checkpoint_every = 0;
        request.options.hold_out = hold_out;
        request.run_folder = folder_.path() / name;
        request.data_name = "sketches";
        TrainObserver observer;
        const auto report = runTraining(sketches(400), request, {}, observer);
        EXPECT_TRUE(report.has_value()) << report.error().message;
        return *readModelInfo(request.run_folder);
    }
    LatentStudio untrained(std::uint64_t seed, int latent_size = 8) const {
        const auto path = folder_.path() / fmt::format("untrained{}.safetensors", seed);
        EXPECT_TRUE(writeUntrainedGenerator(path, smallNetworks(latent_size), seed));
        return *LatentStudio::open(path);
    }

    TempFolder folder_;
};

TEST_F(QuizMachines, ShowsOnlyWhatTheRunHeldOut) {
    const ModelInfo model = trained(40);
    const auto real = heldOutPictures(model);
    ASSERT_TRUE(real.has_value()) << real.error().message;
    EXPECT_EQ(real->candidates, splitPictures(400, 40).held_out);
    EXPECT_EQ(real->name, "sketches");
    const auto quiz = drawQuiz({3, 20, QuizForm::Single}, *real, *LatentStudio::open(model.path));
    ASSERT_TRUE(quiz.has_value()) << quiz.error().message;
    EXPECT_TRUE(quiz->empty.held_out);
    const std::set<std::uint32_t> held_out(real->candidates.begin(), real->candidates.end());
    for (std::size_t i = 0; i < 20; ++i) {
        EXPECT_TRUE(held_out.contains(quiz->real_positions[i]));
        EXPECT_EQ(quiz->real[i], real->data.image(quiz->real_positions[i]));
        EXPECT_EQ(quiz->real_names[i], fmt::format("sketch{}.png", quiz->real_positions[i]));
    }
    const auto too_many = drawQuiz({3, 41, QuizForm::Single}, *real, untrained(1));
    EXPECT_EQ(too_many.error().code, ErrorCode::InvalidArgument);
}

TEST_F(QuizMachines, WithoutHeldOutPicturesItSaysWhy) {
    EXPECT_EQ(heldOutBy(untrained(1).info()).error().code, ErrorCode::NotFound);
    EXPECT_EQ(heldOutBy(trained(0)).error().code, ErrorCode::NotFound);
    const ModelInfo model = trained(40, "other");
    (void)sketches(401);  // in the place of those that were trained on
    EXPECT_EQ(heldOutPictures(model).error().code, ErrorCode::BrokenFile);
}

TEST_F(QuizMachines, TheSameSetForAnotherModel) {
    const RealPictures real = allPictures(sketches(60), "sketches");
    const QuizPlan plan{5, 12, QuizForm::Pairs};
    const auto first = drawQuiz(plan, real, untrained(1));
    const auto second = drawQuiz(plan, real, untrained(2));
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(sameSet(first->empty, second->empty));
    EXPECT_EQ(first->items, second->items);
    EXPECT_EQ(first->real, second->real);
    EXPECT_EQ(first->empty.faces_seed, second->empty.faces_seed);
    EXPECT_NE(first->generated, second->generated);
    EXPECT_NE(first->empty.model_sha256, second->empty.model_sha256);
    EXPECT_FALSE(first->empty.held_out);
    // Faces of the seed that the answers name.
    const auto drawn = untrained(1).render(sampleLatents({first->empty.faces_seed, 1.0}, 12, 8));
    EXPECT_EQ(*drawn, first->generated);
    EXPECT_FALSE(
        sameSet(first->empty, drawQuiz({6, 12, QuizForm::Pairs}, real, untrained(1))->empty));
}

TEST_F(QuizMachines, RealPicturesHaveTheSizeOfTheGeneratedOnes) {
    const auto quiz =
        drawQuiz({5, 4, QuizForm::Single}, allPictures(sketches(8, 64), "large"), untrained(1));
    ASSERT_TRUE(quiz);
    for (const auto* faces : {&quiz->real, &quiz->generated})
        for (const RgbImage& face : *faces)
            EXPECT_EQ(face.width * 100 + face.height, 3232);
}

TEST_F(QuizMachines, TheDiscriminatorTellsWhatItLearnt) {
    const ModelInfo model = trained(40);
    const auto real = heldOutPictures(model);
    ASSERT_TRUE(real);
    const auto quiz = drawQuiz({3, 20, QuizForm::Single}, *real, *LatentStudio::open(model.path));
    const auto judged = judgeByDiscriminator(model, *quiz);
    ASSERT_TRUE(judged.has_value()) << judged.error().message;
    EXPECT_NE(judged->note.find("30"), std::string::npos);
    EXPECT_EQ(*judgeByDiscriminator(
                   *readModelInfo(RunFolder(runFolderOf(model)).checkpointFile(30)), *quiz)
                   ->real.begin(),
              judged->real.front());
    const QuizTake take = takeOf(*quiz, *judged);
    ASSERT_EQ(take.answers.size(), 40U);
    EXPECT_EQ(take.kind, TakerKind::Discriminator);
    EXPECT_FALSE(take.answers.front().milliseconds);
    // The answers are its own numbers', one by one.
    for (std::size_t i = 0; i < 40; ++i) {
        const QuizItem& item = quiz->items[i];
        const double logit = item.real >= 0
                                 ? judged->real[static_cast<std::size_t>(item.real)]
                                 : judged->generated[static_cast<std::size_t>(item.generated)];
        EXPECT_EQ(take.answers[i].said_real, logit > 0);
        EXPECT_EQ(take.answers[i].truth(), item.real >= 0);
    }
    EXPECT_GE(scoreOf(take.answers).right.value, 0.9);
    EXPECT_EQ(judgeByDiscriminator(untrained(1).info(), *quiz).error().code, ErrorCode::NotFound);
}

TEST_F(QuizMachines, TheReaderTellsSketchesFromAnUntrainedModel) {
    const auto reader = AttributeReader::open(shippedAttributeReader());
    ASSERT_TRUE(reader.has_value()) << reader.error().message;
    const LatentStudio studio = untrained(1);
    const RealPictures real = allPictures(sketches(80), "sketches");
    for (const QuizForm form : {QuizForm::Single, QuizForm::Pairs}) {
        const auto quiz = drawQuiz({3, 10, form}, real, studio);
        const auto judged = judgeByReader(*reader, studio, real, *quiz, {});
        ASSERT_TRUE(judged.has_value()) << judged.error().message;
        EXPECT_GE(scoreOf(takeOf(*quiz, *judged).answers).right.value, 0.95);
        const auto again = judgeByReader(*reader, studio, real, *quiz, {});
        EXPECT_EQ(again->real, judged->real) << "the same whenever it is learnt";
    }
    const auto quiz = drawQuiz({3, 70, QuizForm::Single}, real, studio);
    const auto few = judgeByReader(*reader, studio, real, *quiz, {});
    EXPECT_EQ(few.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(few.error().message.find("10"), std::string::npos);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        judgeByReader(*reader, studio, real, *drawQuiz({3, 10, QuizForm::Single}, real, studio),
                      stop.get_token());
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

// Five thousand bytes may not ask for gigabytes: no network is made before the file was looked at.
TEST(JudgeByDiscriminator, RoomIsMadeForNoMoreThanTheFileHolds) {
    const TempFolder folder;
    const auto path = folder.path() / "claims.safetensors";
    NetworkOptions options = smallNetworks();
    options.discriminator_widths = {256, 256, 256, 256};
    const std::array<TensorView, 1> little = {TensorView{"dense.weight", DType::F32, {0}, {}}};
    ASSERT_TRUE(writeSafetensors(
        path, little, {{"faceloom.kind", "checkpoint"}, {"faceloom.network", toJson(options)}}));
    const auto info = readModelInfo(path);
    ASSERT_TRUE(info.has_value()) << info.error().message;
    const auto judged = judgeByDiscriminator(*info, {});
    ASSERT_FALSE(judged.has_value());
    EXPECT_EQ(judged.error().code, ErrorCode::BrokenFile);
    EXPECT_NE(judged.error().message.find("0 bytes of weights, its discriminator needs"),
              std::string::npos)
        << judged.error().message;
}

TEST_F(QuizMachines, ADamagedCheckpointIsNotAsked) {
    const ModelInfo model = trained(0);
    const auto checkpoint = RunFolder(runFolderOf(model)).checkpointFile(30);
    std::fstream file(checkpoint, std::ios::in | std::ios::out | std::ios::binary);
    const int last = file.seekg(-1, std::ios::end).get();  // of the random state
    file.seekp(-1, std::ios::end).put(static_cast<char>(last ^ 1));
    file.close();
    EXPECT_EQ(judgeByDiscriminator(model, {}).error().code, ErrorCode::BrokenFile);
}

TEST(TakeOf, OfAPairTheOneFoundMoreRealIsTaken) {
    QuizPictures quiz;
    quiz.empty.plan = {1, 2, QuizForm::Pairs};
    quiz.items = {{0, 1, true}, {1, 0, false}};
    quiz.real_names = {"a", "b"};
    const QuizTake take = takeOf(quiz, {TakerKind::Reader, "Reader", "", {5, -3}, {-2, 4}});
    EXPECT_TRUE(take.answers[0].right());   // 5 against 4
    EXPECT_FALSE(take.answers[1].right());  // −3 against −2
    EXPECT_EQ(take.answers[1].real, "b");
    EXPECT_EQ(take.answers[1].generated, 1);
}

}  // namespace
}  // namespace faceloom
