#include "core/gan/caching_allocator.h"

#include <thread>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace faceloom {
namespace {

constexpr std::int64_t kLarge = 4 << 20;  // numbers: 16 MiB

TEST(CachingAllocator, UsesFreedBlocksAgainAndGivesThemBack) {
    installCachingAllocator();
    installCachingAllocator();  // once is enough
    releaseCachedMemory();
    ASSERT_EQ(cachedMemoryBytes(), 0U);
    at::Tensor first = at::ones({kLarge});
    const void* block = first.data_ptr();
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 64, 0U);
    first.reset();
    const std::size_t held = cachedMemoryBytes();
    EXPECT_GE(held, kLarge * sizeof(float));
    EXPECT_LE(held, kLarge * sizeof(float) * 9 / 8);
    // A little smaller: the same block.
    at::Tensor second = at::zeros({kLarge - 1000});
    EXPECT_EQ(second.data_ptr(), block);
    EXPECT_EQ(cachedMemoryBytes(), 0U);
    const at::Tensor third = at::ones({kLarge});  // the block is taken
    EXPECT_NE(third.data_ptr(), block);
    EXPECT_EQ(second.sum().item<float>(), 0);
    second.reset();
    releaseCachedMemory();
    EXPECT_EQ(cachedMemoryBytes(), 0U);
}

TEST(CachingAllocator, LeavesSmallTensorsAlone) {
    installCachingAllocator();
    releaseCachedMemory();
    at::ones({1000});
    EXPECT_EQ(cachedMemoryBytes(), 0U);
}

TEST(CachingAllocator, BlocksMayBeFreedByOtherThreads) {
    installCachingAllocator();
    releaseCachedMemory();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([i] {
            for (int round = 0; round < 20; ++round) {
                at::Tensor tensor = at::full({kLarge / 8 + i}, i);
                std::thread([held = std::move(tensor), i]() mutable {
                    EXPECT_EQ(held.min().item<float>(), static_cast<float>(i));
                    held.reset();
                }).join();
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_GT(cachedMemoryBytes(), 0U);
    releaseCachedMemory();
    EXPECT_EQ(cachedMemoryBytes(), 0U);
}

}  // namespace
}  // namespace faceloom
