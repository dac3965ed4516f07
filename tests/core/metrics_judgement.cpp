// What a discriminator's logits say, against SciPy and against cases whose answer is known.
#include "core/metrics/judgement.h"
#include "tests/core/temp_folder.h"
#include "tests/test_paths.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using Logits = std::vector<double>;

Logits sampled(std::size_t count, double mean, double scale, double grain, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> draw(mean, scale);
    Logits logits(count);
    for (double& logit : logits)
        logit = grain > 0 ? std::round(draw(random) / grain) * grain : draw(random);
    return logits;
}

void write(const std::filesystem::path& path, const Logits& logits) {
    std::ofstream file(path);
    file.precision(17);
    for (const double logit : logits)
        file << logit << '\n';
}

TEST(Judgement, IsWhatSciPySays) {
    if (std::system("/usr/bin/python3 -c 'import scipy' 2>/dev/null") != 0)
        GTEST_SKIP() << "no SciPy here";
    const TempFolder folder;
    const auto a = folder.path() / "a.txt", b = folder.path() / "b.txt",
               out = folder.path() / "out";
    // The second with many ties, the third far from zero.
    const std::vector<std::pair<Logits, Logits>> cases = {
        {sampled(300, 0.5, 1, 0, 1), sampled(170, -0.4, 2, 0, 2)},
        {sampled(90, 0.2, 1, 0.5, 3), sampled(110, 0, 1, 0.5, 4)},
        {sampled(50, 60, 30, 0, 5), sampled(50, -900, 100, 0, 6)}};
    for (const auto& [real, generated] : cases) {
        write(a, real);
        write(b, generated);
        const std::string command = "/usr/bin/python3 " + testSource() +
                                    "/core/metrics_judgement.py " + a.string() + " " + b.string() +
                                    " > " + out.string();
        ASSERT_EQ(std::system(command.c_str()), 0);
        double value = 0, mean = 0, above = 0;
        ASSERT_TRUE(std::ifstream(out) >> value >> mean >> above);
        EXPECT_NEAR(gameValue(real, generated), value, 1e-9 * std::max(1.0, std::abs(value)));
        EXPECT_NEAR(meanProbability(real), mean, 1e-9);
        EXPECT_NEAR(separationOf(real, generated), above, 1e-9);
    }
}

TEST(GameValue, IsMinusLogFourForWhoCannotTellAndZeroForWhoAlwaysCan) {
    EXPECT_NEAR(gameValue(Logits{0, 0, 0}, Logits{0}), -std::log(4.0), 1e-12);
    EXPECT_NEAR(kUndecidedGameValue, -std::log(4.0), 1e-15);
    EXPECT_NEAR(gameValue(Logits{800, 900}, Logits{-800}), 0, 1e-12);
    // Wholly wrong, and finite all the same.
    EXPECT_NEAR(gameValue(Logits{-1000}, Logits{1000}), -2000, 1e-9);
}

TEST(Separation, CountsPairs) {
    EXPECT_EQ(separationOf(Logits{2, 3}, Logits{0, 1}), 1);
    EXPECT_EQ(separationOf(Logits{0, 1}, Logits{2, 3}), 0);
    EXPECT_EQ(separationOf(Logits{1, 1, 1}, Logits{1, 1}), 0.5);
    EXPECT_EQ(separationOf(Logits{0, 2}, Logits{1, 2}), (0 + 0 + 1 + 0.5) / 4);
}

TEST(MeanProbability, OfNoneIsNothing) {
    EXPECT_EQ(meanProbability({}), 0);
    EXPECT_EQ(meanProbability(Logits{0, 0}), 0.5);
}

}  // namespace
}  // namespace faceloom
