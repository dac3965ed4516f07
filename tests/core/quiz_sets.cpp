// What is asked, and what is kept of the answers.
#include "core/quiz/quiz_file.h"
#include "core/quiz/quiz_set.h"
#include "tests/core/temp_folder.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(QuizItems, OfOnePictureEachAskEveryFaceOnceInNoOrder) {
    const QuizPlan plan{7, 20, QuizForm::Single};
    const auto items = quizItems(plan);
    ASSERT_EQ(items.size(), 40U);
    std::set<int> real, generated;
    for (const QuizItem& item : items) {
        EXPECT_NE(item.real >= 0, item.generated >= 0);
        if (item.real >= 0) real.insert(item.real);
        if (item.generated >= 0) generated.insert(item.generated);
    }
    EXPECT_EQ(real.size(), 20U);
    EXPECT_EQ(generated.size(), 20U);
    const auto first_half = std::ranges::count_if(
        std::span(items).first(20), [](const QuizItem& item) { return item.real >= 0; });
    EXPECT_GT(first_half, 4);
    EXPECT_LT(first_half, 16);
    EXPECT_EQ(quizItems(plan), items) << "the same set is the same set";
    EXPECT_NE(quizItems({8, 20, QuizForm::Single}), items);
}

TEST(QuizItems, OfPairsShowEveryFaceOnceOnEitherSide) {
    const auto items = quizItems({7, 40, QuizForm::Pairs});
    ASSERT_EQ(items.size(), 40U);
    std::set<int> real, generated;
    bool same_number = true;
    for (const QuizItem& item : items) {
        EXPECT_TRUE(item.isPair());
        real.insert(item.real);
        generated.insert(item.generated);
        same_number = same_number && item.real == item.generated;
    }
    EXPECT_EQ(real.size(), 40U);
    EXPECT_EQ(generated.size(), 40U);
    EXPECT_FALSE(same_number);
    const auto left =
        std::ranges::count_if(items, [](const QuizItem& item) { return item.real_first; });
    EXPECT_GT(left, 8);
    EXPECT_LT(left, 32);
}

// What a set number asks is kept with results and compared with later ones: it must not change.
TEST(QuizItems, OfASetNumberStayWhatTheyAre) {
    const auto items = quizItems({1, 3, QuizForm::Single});
    std::string order;
    for (const QuizItem& item : items)
        order +=
            item.real >= 0 ? fmt::format("r{} ", item.real) : fmt::format("g{} ", item.generated);
    EXPECT_EQ(order, "r2 g1 r1 r0 g2 g0 ");
    EXPECT_EQ(*chooseReal({1, 3, QuizForm::Single}, 1000),
              (std::vector<std::uint32_t>{978, 357, 401}));
}

TEST(ChooseReal, DrawsDifferentOnesFromAllThereAre) {
    const auto chosen = chooseReal({3, 50, QuizForm::Single}, 1000);
    ASSERT_TRUE(chosen);
    const std::set<std::uint32_t> different(chosen->begin(), chosen->end());
    EXPECT_EQ(different.size(), 50U);
    EXPECT_LT(*different.begin(), 200U);
    EXPECT_GT(*different.rbegin(), 800U);
    EXPECT_LT(*different.rbegin(), 1000U);
    EXPECT_EQ(*chooseReal({3, 50, QuizForm::Pairs}, 1000), *chosen);
    EXPECT_EQ(chooseReal({3, 50, QuizForm::Single}, 50)->size(), 50U);
    const auto few = chooseReal({3, 50, QuizForm::Single}, 49);
    EXPECT_EQ(few.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(few.error().message.find("49"), std::string::npos);
}

TEST(QuizPlan, HasItsRange) {
    EXPECT_FALSE((QuizPlan{1, 1, QuizForm::Single}).check());
    EXPECT_TRUE((QuizPlan{1, 2, QuizForm::Single}).check());
    EXPECT_TRUE((QuizPlan{1, 500, QuizForm::Single}).check());
    EXPECT_FALSE((QuizPlan{1, 501, QuizForm::Single}).check());
}

TEST(CheckedNickname, TakesWhatPeopleAreCalled) {
    EXPECT_EQ(*checkedNickname("  Żaneta 2 "), "Żaneta 2");
    for (const std::string& bad : {std::string(), std::string("  \t"), std::string(41, 'a'),
                                   std::string("a\nb"), std::string("a\x7f")})
        EXPECT_EQ(checkedNickname(bad).error().code, ErrorCode::InvalidArgument) << bad;
}

QuizTake someTake(const char* taker = "Anna") {
    QuizTake take;
    take.taker = taker;
    take.taken_at = "2026-11-25T13:46:00.125Z";
    take.plan = {7, 2, QuizForm::Single};
    take.shown_ms = 500;
    take.feedback = true;
    take.model = "run/generator.safetensors";
    take.model_sha256 = std::string(64, 'a');
    take.model_step = 1500;
    take.truncation = 0.7;
    take.faces_seed = quizFacesSeed(take.plan);
    take.pictures = "celeba";
    take.set_id = std::string(64, 'b');
    take.held_out = true;
    take.answers = {{"a, \"b\".jpg", 0, false, true, 812}, {"", 2, false, true, 1400}};
    return take;
}

class QuizFileTest : public testing::Test {
protected:
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(kept());
        std::ofstream(kept() / name) << text;
    }
    [[nodiscard]] std::filesystem::path kept() const { return folder_.path() / "quiz"; }
    [[nodiscard]] static std::string problemOf(const std::string& text) {
        const auto take = takeFromJson(text);
        return take ? "none" : take.error().message;
    }
    [[nodiscard]] static std::string changed(const std::string& from, const std::string& to) {
        std::string text = toJson(someTake());
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }

    TempFolder folder_;
};

TEST_F(QuizFileTest, WhatWasAnsweredIsReadAgain) {
    const QuizTake take = someTake();
    ASSERT_TRUE(writeTake(kept(), take));
    const auto read = readTake(kept() / takeFileName(take));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, take);
    QuizTake pairs = take;
    pairs.plan.form = QuizForm::Pairs;
    pairs.answers = {{"a.jpg", 1, true, false, std::nullopt}};
    EXPECT_EQ(*takeFromJson(toJson(pairs)), pairs);
}

TEST_F(QuizFileTest, EachPersonsTakingsAreKeptAndAMachinesIsReplaced) {
    QuizTake anna = someTake(), later = someTake(), ben = someTake("Ben");
    later.taken_at = "2026-11-25T14:00:00.000Z";
    QuizTake machine = someTake("Discriminator");
    machine.kind = TakerKind::Discriminator;
    for (const QuizTake& take : {later, anna, ben, machine})
        ASSERT_TRUE(writeTake(kept(), take));
    machine.taken_at = later.taken_at;
    ASSERT_TRUE(writeTake(kept(), machine));
    const KeptTakes all = readTakes(kept());
    EXPECT_TRUE(all.problems.empty());
    ASSERT_EQ(all.takes.size(), 4U);
    EXPECT_EQ(all.takes.front().taken_at, anna.taken_at);
    EXPECT_EQ(all.takes.back().taken_at, later.taken_at);
    EXPECT_TRUE(readTakes(folder_.path() / "nowhere").takes.empty());
}

TEST_F(QuizFileTest, ABrokenFileIsSaidAndCostsNoOther) {
    ASSERT_TRUE(writeTake(kept(), someTake()));
    write("broken.json", "{\"faceloom_quiz\":1");
    write("other.txt", "not ours");
    const KeptTakes kept_takes = readTakes(kept());
    EXPECT_EQ(kept_takes.takes.size(), 1U);
    ASSERT_EQ(kept_takes.problems.size(), 1U);
    EXPECT_NE(kept_takes.problems[0].find("broken.json"), std::string::npos);
    std::filesystem::resize_file(kept() / "broken.json", kLargestTake + 1);
    EXPECT_NE(readTake(kept() / "broken.json").error().message.find("more than"),
              std::string::npos);
}

TEST_F(QuizFileTest, WhatCannotBeIsRefusedWithItsPlace) {
    EXPECT_EQ(problemOf(toJson(someTake())), "none");
    EXPECT_NE(problemOf("[]").find("not a quiz"), std::string::npos);
    EXPECT_NE(problemOf("{}").find("not a quiz"), std::string::npos);
    EXPECT_NE(problemOf(changed("\"faceloom_quiz\":1", "\"faceloom_quiz\":2")).find("version 2"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"each\":2", "\"each\":1000000")).find("each"), std::string::npos);
    EXPECT_NE(problemOf(changed("\"generated\":2", "\"generated\":3")).find("answers[1].generated"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"generated\":2", "\"generated\":0")).find("answers[1]"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"form\":\"single\"", "\"form\":\"pairs\"")).find("answers[0]"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"kind\":\"person\"", "\"kind\":\"dog\"")).find("dog"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"ms\":812", "\"ms\":-1")).find("answers[0].ms"),
              std::string::npos);
    EXPECT_NE(problemOf(changed("\"answers\":[", "\"answers\":[1,1,1,")).find("5 entries"),
              std::string::npos);
}

TEST_F(QuizFileTest, BytesAtRandomAreReadOrRefused) {
    std::mt19937_64 random(3);
    const std::string good = toJson(someTake());
    for (int i = 0; i < 500; ++i) {
        std::string text = good;
        for (int change = 0; change < 3; ++change)
            text[random() % text.size()] = static_cast<char>(random() & 0xFF);
        const auto take = takeFromJson(text);
        if (take) {
            EXPECT_EQ(*takeFromJson(toJson(*take)), *take);
        } else {
            EXPECT_EQ(take.error().message.find('\n'), std::string::npos);
        }
    }
}

TEST_F(QuizFileTest, TablesForOtherPrograms) {
    QuizTake machine = someTake("Discriminator");
    machine.kind = TakerKind::Discriminator;
    machine.note = "above one half";
    for (QuizAnswer& answer : machine.answers)
        answer.milliseconds.reset();
    const std::vector<QuizTake> takes = {someTake(), machine};
    const std::string answers = answersCsv(takes);
    EXPECT_EQ(std::ranges::count(answers, '\n'), 5);
    EXPECT_NE(answers.find("Anna,person,2026-11-25T13:46:00.125Z,7,2,single,celeba,1,run/generator."
                           "safetensors," +
                           std::string(64, 'a') +
                           ",1500,0.7,500,1,1,\"a, \"\"b\"\".jpg\",,,real,real,1,812\n"),
              std::string::npos)
        << answers;
    EXPECT_NE(answers.find(",2,,9000000007,2,generated,real,0,1400\n"), std::string::npos);
    EXPECT_NE(answers.find(",2,,9000000007,2,generated,real,0,\n"), std::string::npos);
    const std::string summary = summaryCsv(takes);
    EXPECT_NE(summary.find(",2,1,0.5,0.0945312,0.905469,0,-0.67449,1106,\n"), std::string::npos)
        << summary;
    EXPECT_NE(summary.find(",0,-0.67449,,above one half\n"), std::string::npos);
}

}  // namespace
}  // namespace faceloom
