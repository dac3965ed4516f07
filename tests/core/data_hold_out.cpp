#include "core/data/hold_out.h"

#include <algorithm>
#include <iterator>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(HoldOut, LeavesOutAtMostATenth) {
    EXPECT_EQ(splitPictures(9000, 1000).held_out.size(), 900U);
    EXPECT_EQ(splitPictures(20000, 1000).held_out.size(), 1000U);
    EXPECT_TRUE(splitPictures(9, 1000).held_out.empty());
    EXPECT_TRUE(splitPictures(100, 0).held_out.empty());
    EXPECT_TRUE(splitPictures(0, 5).training.empty());
}

TEST(HoldOut, EveryPictureIsInOneOfTheTwo) {
    for (const std::size_t pictures : {10U, 101U, 997U}) {
        const auto split = splitPictures(pictures, 13);
        std::vector<std::uint32_t> all;
        std::ranges::merge(split.training, split.held_out, std::back_inserter(all));
        ASSERT_EQ(all.size(), pictures);
        for (std::size_t i = 0; i < pictures; ++i)
            EXPECT_EQ(all[i], i);
    }
}

TEST(HoldOut, ThoseLeftOutAreSpreadEvenly) {
    EXPECT_EQ(splitPictures(100, 4).held_out, (std::vector<std::uint32_t>{12, 37, 62, 87}));
}

}  // namespace
}  // namespace faceloom
