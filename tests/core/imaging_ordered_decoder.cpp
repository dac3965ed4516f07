#include "core/imaging/ordered_decoder.h"

#include <atomic>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

TEST(OrderedDecoder, KeepsTheOrderAndTheBound) {
    constexpr std::size_t kCount = 500;
    constexpr std::size_t kThreads = 4;
    std::atomic<std::size_t> decoded{0};
    std::atomic<std::size_t> most_ahead{0};
    std::atomic<std::size_t> received{0};
    OrderedDecoder decoder(kCount, kThreads,
                           [&](std::size_t, std::size_t index) -> Result<RgbImage> {
                               const std::size_t ahead =
                                   ++decoded - std::min<std::size_t>(decoded, received);
                               if (ahead > most_ahead) most_ahead = ahead;
                               if (index % 10 == 3) return fail(ErrorCode::BrokenFile, "{}", index);
                               return RgbImage(static_cast<int>(index) + 1, 1);
                           },
                           {});
    for (std::size_t i = 0; i < kCount; ++i) {
        const auto result = decoder.next({});
        ASSERT_TRUE(result);
        ++received;
        if (i % 10 == 3) {
            ASSERT_FALSE(*result);
            EXPECT_EQ(result->error().message, std::to_string(i));
        } else {
            EXPECT_EQ((*result)->width, static_cast<int>(i) + 1);
        }
    }
    EXPECT_LE(most_ahead, kThreads * 16 + kThreads + 1);
}

TEST(OrderedDecoder, EndsEarly) {
    OrderedDecoder decoder(
        1000, 3, [](std::size_t, std::size_t) -> Result<RgbImage> { return RgbImage(1, 1); }, {});
    EXPECT_TRUE(decoder.next({}));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(decoder.next(stop.get_token()));
}

}  // namespace
}  // namespace faceloom
