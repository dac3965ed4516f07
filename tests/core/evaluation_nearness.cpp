// How near faces lie to training pictures, against NumPy and against cases whose answer is known.
#include "core/evaluation/training_nearness.h"
#include "tests/core/temp_folder.h"
#include "tests/test_paths.h"

#include <cmath>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

// Features that depend on each other: [count, size].
at::Tensor sampled(std::int64_t count, std::int64_t size, std::uint64_t seed) {
    auto random = at::make_generator<at::CPUGeneratorImpl>(seed);
    auto mix = at::make_generator<at::CPUGeneratorImpl>(99);
    return at::randn({count, size}, random).mm(at::randn({size, size}, mix)) + 3;
}

void write(const std::filesystem::path& path, const at::Tensor& rows) {
    std::ofstream file(path);
    file.precision(9);
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
        for (std::int64_t j = 0; j < rows.size(1); ++j)
            file << rows[i][j].item<float>() << ' ';
        file << '\n';
    }
}

TEST(TrainingNearness, IsWhatNumPySays) {
    if (std::system("/usr/bin/python3 -c 'import scipy' 2>/dev/null") != 0)
        GTEST_SKIP() << "no SciPy here";
    const TempFolder folder;
    const auto file = [&](const char* name) { return folder.path() / name; };
    // The second of fewer pictures than features.
    for (const std::int64_t count : {120, 10}) {
        const at::Tensor training = sampled(count, 16, 1), faces = sampled(9, 16, 2),
                         mirrored = sampled(9, 16, 3);
        write(file("t"), training);
        write(file("f"), faces);
        write(file("m"), mirrored);
        const std::string command = "/usr/bin/python3 " + testSource() +
                                    "/core/evaluation_reference.py " + file("t").string() + " " +
                                    file("f").string() + " " + file("m").string() + " > " +
                                    file("out").string();
        ASSERT_EQ(std::system(command.c_str()), 0);
        const auto distances = TrainingNearness(training).distances(faces, mirrored);
        ASSERT_EQ(distances.size(), 9U);
        std::ifstream out(file("out"));
        double expected = 0;
        for (const double distance : distances) {
            ASSERT_TRUE(out >> expected);
            EXPECT_NEAR(distance, expected, 1e-4);
        }
        ASSERT_TRUE(out >> expected);
        EXPECT_NEAR(medianOf(distances), expected, 1e-4);
    }
}

TEST(TrainingNearness, OfCopiesIsNothingAndMirroredCopiesAreCopies) {
    const at::Tensor training = sampled(200, 12, 4), other = sampled(5, 12, 5);
    const TrainingNearness nearness(training);
    const at::Tensor copies = training.narrow(0, 20, 5);
    for (const double distance : nearness.distances(copies, other))
        EXPECT_NEAR(distance, 0, 1e-6);
    for (const double distance : nearness.distances(other, copies))
        EXPECT_NEAR(distance, 0, 1e-6);
    for (const double distance : nearness.distances(other, other))
        EXPECT_GT(distance, 0.05);
}

TEST(TrainingNearness, OfConstantPicturesIsANumber) {
    const at::Tensor constant = at::full({30, 8}, 2.5F);
    for (const double distance : TrainingNearness(constant).distances(constant, constant))
        EXPECT_TRUE(std::isfinite(distance));
}

TEST(Median, IsTheMiddleOrBetweenTheTwoThere) {
    EXPECT_EQ(medianOf({}), 0);
    EXPECT_EQ(medianOf({5}), 5);
    EXPECT_EQ(medianOf({3, 1, 2}), 2);
    EXPECT_EQ(medianOf({4, 1, 2, 3}), 2.5);
}

}  // namespace
}  // namespace faceloom
