// Formulas over sets: what they come to, and what is said of those that cannot be.
#include "core/latent/latent_formula.h"

#include <gtest/gtest.h>

namespace faceloom {
namespace {

const std::vector<std::string> kSets = {"A", "B", "C", "old_men"};

LatentFormula formula(std::string_view text) {
    const auto parsed = parseFormula(text, kSets);
    EXPECT_TRUE(parsed.has_value()) << text << ": " << parsed.error().message;
    return parsed.value_or(LatentFormula{});
}

std::string refusal(std::string_view text) {
    const auto parsed = parseFormula(text, kSets);
    if (parsed) return "accepted";
    EXPECT_EQ(parsed.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(parsed.error().message.find('\n'), std::string::npos);
    return parsed.error().message;
}

TEST(LatentFormula, ReadsSumsOfWeightedSets) {
    EXPECT_EQ(formula(kSourceFormula), (LatentFormula{{"A", 1}, {"B", -1}, {"C", 1}}));
    EXPECT_EQ(formula("A-B+0.5*C"), (LatentFormula{{"A", 1}, {"B", -1}, {"C", 0.5}}));
    EXPECT_EQ(formula(" - 2 old_men "), (LatentFormula{{"old_men", -2}}));
    EXPECT_EQ(formula("(A + B)/2 - -C"), (LatentFormula{{"A", 0.5}, {"B", 0.5}, {"C", 1}}));
    EXPECT_EQ(formula("2(A - (B - C))*.5"), (LatentFormula{{"A", 1}, {"B", -1}, {"C", 1}}));
    EXPECT_EQ(formula("A + A - B + B"), (LatentFormula{{"A", 2}, {"B", 0}}));
    EXPECT_EQ(formula("A + (1 - 1)"), (LatentFormula{{"A", 1}}));
    EXPECT_EQ(formula("1e2A"), (LatentFormula{{"A", 100}}));
    EXPECT_EQ(formula("A − 2·B × 3"), (LatentFormula{{"A", 1}, {"B", -6}}));
}

TEST(LatentFormula, SaysWhatIsWrong) {
    EXPECT_EQ(refusal("A - D"), "there is no set D; there are A, B, C, old_men");
    EXPECT_EQ(refusal("A * B"), "A and B cannot be multiplied");
    EXPECT_EQ(refusal("A B"), "A and B cannot be multiplied");
    EXPECT_EQ(refusal("A + 1"), "a number by itself is no face: write it before a set, as 0.5*A");
    EXPECT_EQ(refusal("3"), "a number by itself is no face: write it before a set, as 0.5*A");
    EXPECT_EQ(refusal("A -"), "“A -” is not finished");
    EXPECT_EQ(refusal("(A - B"), "“(A - B” is not finished");
    EXPECT_EQ(refusal("A ? B"), "“?” does not belong at position 3");
    EXPECT_EQ(refusal("A 2"), "“2” does not belong at position 3");
    EXPECT_EQ(refusal("A)"), "“)” does not belong at position 2");
    EXPECT_EQ(refusal("A + ü"), "“ü” does not belong at position 5");
    EXPECT_EQ(refusal("A / B"), "only a number that is not 0 can divide, as A/2");
    EXPECT_EQ(refusal("A / 0"), "only a number that is not 0 can divide, as A/2");
    EXPECT_EQ(refusal("  "), "no formula: as A - B + C");
    EXPECT_EQ(refusal("."), "“.” does not belong at position 1");
}

TEST(LatentFormula, KeepsWeightsWithinBounds) {
    EXPECT_EQ(refusal("1e30*A"), "1e30 is beyond 1000");
    EXPECT_EQ(refusal("1e999*A"), "1e999 is beyond 1000");
    EXPECT_EQ(refusal("A/1e-300"), "1e+300 times A is beyond 1000");
    EXPECT_EQ(refusal("1000*1000*A"), "1e+06 times A is beyond 1000");
    EXPECT_EQ(refusal("1000*A*1000*1000/1e-300/1e-300"), "inf times A is beyond 1000");
    EXPECT_EQ(refusal("nan*A"), "there is no set nan; there are A, B, C, old_men");
    EXPECT_NE(refusal(std::string(2000, 'A')), "accepted");
    EXPECT_NE(refusal(std::string(900, '(')), "accepted");
    EXPECT_NE(refusal(std::string(900, '-')), "accepted");
}

TEST(LatentFormula, IsTheWeightedSumOfTheMeans) {
    const std::map<std::string, std::vector<Latent>> sets = {
        {"A", {{1, 2}, {3, 6}}}, {"B", {{1, 1}}}, {"C", {}}};
    EXPECT_EQ(evaluate(formula("2*A - B"), sets), (Latent{3, 7}));
    EXPECT_EQ(evaluate(formula("A - B + B"), sets), (Latent{2, 4}));
    EXPECT_EQ(evaluate(formula("A - C"), sets).error().message, "set C is empty");
    EXPECT_EQ(evaluate(formula("old_men"), sets).error().message, "set old_men is empty");
    EXPECT_FALSE(evaluate({}, sets).has_value());
    EXPECT_EQ(evaluate({{"A", 1}, {"B", 1}}, {{"A", {{1, 2}}}, {"B", {{1}}}}).error().code,
              ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace faceloom
