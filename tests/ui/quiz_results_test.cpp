// Real or fake: what came of it, of people and of machines, kept, exported and removed.
#include "core/quiz/quiz_score.h"
#include "core/train/trainer.h"
#include "tests/ui/quiz_support.h"

#include <QFileDialog>
#include <QSignalSpy>
#include <fstream>
#include <sstream>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

TEST_F(QuizPaneTest, PeopleAndMachinesStandInOneTable) {
    begin("Anna");
    EXPECT_TRUE(view()->hasFocus() || !pane_->isActiveWindow());
    for (std::size_t item = 0; item < 2 * kEach; ++item)
        answer(item, item != 1);
    ASSERT_TRUE(atResults());
    EXPECT_EQ(rows().first(), "Anna: 5 of 6: 83 % (44 to 97)");
    ASSERT_NE(takeOf("Anna"), nullptr);
    EXPECT_EQ(takeOf("Anna")->answers.size(), 6U);
    for (const QuizAnswer& answer : takeOf("Anna")->answers) {
        ASSERT_TRUE(answer.milliseconds.has_value());
        EXPECT_LT(*answer.milliseconds, 30'000);
    }
    // The reader takes the same questions; there is no discriminator, and that is said.
    ASSERT_TRUE(waitFor([&] { return takeOf("Attribute reader") != nullptr; }));
    EXPECT_EQ(rows().size(), 2);
    EXPECT_TRUE(sameSet(*takeOf("Anna"), *takeOf("Attribute reader")));
    EXPECT_TRUE(child<QLabel>("quizAbsent")->text().contains("no discriminator"));
    // All of it is there again next time.
    ASSERT_TRUE(waitFor([&] { return readTakes(kept()).takes.size() == 2; }));
    const auto before = *takeOf("Anna");
    makePane();
    ASSERT_TRUE(waitFor([&] { return quiz_->takes().size() == 2; }));
    EXPECT_EQ(*takeOf("Anna"), before);
    QTest::mouseClick(child("quizShowResults"), Qt::LeftButton);
    EXPECT_EQ(rows().size(), 2);
}

TEST_F(QuizPaneTest, SeveralPeopleAreKeptApartAndTheForgeriesCounted) {
    begin("Anna");
    for (std::size_t item = 0; item < 2 * kEach; ++item)
        answer(item, false);
    ASSERT_TRUE(atResults());
    QTest::mouseClick(child("quizAnotherPerson"), Qt::LeftButton);
    EXPECT_TRUE(child<QLineEdit>("quizNickname")->text().isEmpty());
    begin("Ben");
    for (std::size_t item = 0; item < 2 * kEach; ++item)
        answer(item, item >= 3);
    ASSERT_TRUE(atResults());
    EXPECT_TRUE(rows().contains("Anna: 0 of 6: 0 % (0 to 39)")) << rows().join("; ").toStdString();
    EXPECT_TRUE(rows().contains("Ben: 3 of 6: 50 % (19 to 81)"));
    ASSERT_TRUE(waitFor([&] { return child<FaceTile>("quizFooled3")->isVisible(); }));
    EXPECT_FALSE(child<FaceTile>("quizFooled4")->isVisible());
    // The first is one that fooled both, if Ben was fooled at all.
    auto* first = child<FaceTile>("quizFooled1");
    const auto fooled = fooledMost(std::vector<QuizTake>{*takeOf("Anna"), *takeOf("Ben")});
    EXPECT_EQ(first->caption(), QString("%1 of 2").arg(fooled[0].fooled.part));
    EXPECT_EQ(first->face(),
              quiz_->round()->generated[static_cast<std::size_t>(fooled[0].face - 1)]);
    QSignalSpy zoomed(pane_.get(), &QuizPane::zoomRequested);
    QTest::mouseClick(first, Qt::LeftButton);
    EXPECT_EQ(zoomed.count(), 1);
}

TEST_F(QuizPaneTest, TheSameSetIsAskedAboutAnotherModel) {
    begin("Anna");
    const auto first = quiz_->round();
    QTest::keyClick(view(), Qt::Key_R);
    ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    QTest::keyClick(view(), Qt::Key_Escape);
    ASSERT_TRUE(atResults());
    QSignalSpy wanted(pane_.get(), &QuizPane::otherModelWanted);
    QTest::mouseClick(child("quizOtherModel"), Qt::LeftButton);
    EXPECT_EQ(wanted.count(), 1);
    EXPECT_TRUE(child<QLabel>("quizInvitation")->text().contains("same set"));
    EXPECT_EQ(child<QLineEdit>("quizNickname")->text(), "Anna");
    open("b.safetensors", 2);
    begin("Anna");
    EXPECT_EQ(quiz_->round()->real, first->real);
    EXPECT_NE(quiz_->round()->generated, first->generated);
    EXPECT_EQ(quiz_->round()->pictures.items, first->pictures.items);
    answer(0, true);
    ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    QTest::keyClick(view(), Qt::Key_Escape);
    ASSERT_TRUE(atResults());
    EXPECT_EQ(rows().filter("Anna").size(), 2);
}

TEST_F(QuizPaneTest, ResultsAreExportedRemovedAndBroughtBack) {
    begin("Anna");
    answer(0, true);
    ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    QTest::keyClick(view(), Qt::Key_Escape);
    ASSERT_TRUE(atResults());
    ASSERT_TRUE(waitFor([&] { return rows().size() == 2; }));
    QSignalSpy messages(quiz_.get(), &QuizController::messageRaised);
    QTest::mouseClick(child("quizExport"), Qt::LeftButton);
    const fs::path file = models_.root() / "out.csv";
    emit child<QFileDialog>("quizExportDialog")
        ->fileSelected(QString::fromStdString(file.string()));
    ASSERT_TRUE(waitFor([&] { return messages.count() > 0; }));
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    EXPECT_EQ(QString::fromStdString(text.str()).count('\n'), 1 + 1 + 6) << text.str();
    EXPECT_TRUE(fs::exists(models_.root() / "out-summary.csv"));

    auto* table = child<QTreeWidget>("quizTable");
    EXPECT_FALSE(child("quizRemove")->isEnabled());
    table->topLevelItem(0)->setSelected(true);
    QTest::mouseClick(child("quizRemove"), Qt::LeftButton);
    EXPECT_EQ(rows().size(), 1);
    EXPECT_TRUE(waitFor([&] { return readTakes(kept()).takes.size() == 1; }));
    QTest::mouseClick(child("quizBringBack"), Qt::LeftButton);
    EXPECT_EQ(rows().size(), 2);
    EXPECT_TRUE(waitFor([&] { return readTakes(kept()).takes.size() == 2; }));
    EXPECT_FALSE(child("quizBringBack")->isVisible());
}

TEST_F(QuizPaneTest, ARunsHeldOutPicturesAreUsedAndItsDiscriminatorTakesPart) {
    RunRequest request = folder_.request("run", 4);
    request.options.hold_out = 6;
    const auto sketches = openSketchFaces(kQuizSketches, {});
    TrainObserver observer;
    ASSERT_TRUE(runTraining(*sketches, request, {}, observer).has_value());
    const auto studio = LatentStudio::open(request.run_folder);
    ASSERT_TRUE(studio.has_value());
    quiz_->setStudio(*studio);
    ASSERT_TRUE(waitFor([&] { return quiz_->hasPictures(); }));
    EXPECT_TRUE(child<QLabel>("quizPictures")->text().contains("never saw them"))
        << child<QLabel>("quizPictures")->text().toStdString();
    begin("Anna");
    EXPECT_TRUE(quiz_->round()->pictures.empty.held_out);
    ASSERT_TRUE(waitFor([&] { return takeOf("Discriminator") != nullptr; }));
    // Three others are too few to learn a rule from.
    ASSERT_TRUE(waitFor([&] { return !quiz_->absentMachines().isEmpty(); }));
    EXPECT_TRUE(quiz_->absentMachines().front().contains("too few"));
}

TEST_F(QuizPaneTest, PicturesThatAreBackAreReadAgain) {
    namespace fs = std::filesystem;
    const auto sketches = openSketchFaces(kQuizSketches, {});
    ASSERT_TRUE(sketches) << sketches.error().message;
    const fs::path file = models_.root() / "pictures.safetensors", other = models_.root() / "again";
    fs::copy_file(sketches->path(), file);
    open("a.safetensors", 1);
    quiz_->usePictures(PackedFile{file});
    begin("Anna");
    QTest::mouseClick(child("quizStop"), Qt::LeftButton);
    fs::resize_file(file, 5000);
    QTest::mouseClick(child("quizStart"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return child("quizProblem")->isVisible(); }));
    EXPECT_TRUE(child<QLabel>("quizProblem")->text().contains("cut short"));
    fillIn("");
    EXPECT_TRUE(child<QLabel>("quizProblem")->text().contains("nickname"));
    fs::copy_file(sketches->path(), other);
    fs::rename(other, file);
    begin("Anna");
    EXPECT_EQ(child<QLabel>("quizProblem")->text(), "");
}

TEST_F(QuizPaneTest, WhatCannotBePreparedIsSaidOnThePage) {
    open("a.safetensors", 1);
    quiz_->usePictures(SketchSet{2, 3, 32});
    fillIn("Anna");
    QTest::mouseClick(child("quizStart"), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return child("quizProblem")->isVisible(); }));
    EXPECT_TRUE(child<QLabel>("quizProblem")->text().contains("too few"));
    EXPECT_TRUE(child("quizStart")->isEnabled());
}

}  // namespace
}  // namespace faceloom
