#include "core/gan/caching_allocator.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>
#include <torch/version.h>
#include <unistd.h>

namespace faceloom {

namespace {

constexpr std::size_t kSmallestCached = std::size_t{64} << 10U;
constexpr std::size_t kHugePage = std::size_t{2} << 20U;

// Eighths of a power of two: at most an eighth is wasted, and sizes that differ little share
// blocks.
std::size_t roundedUp(std::size_t bytes) {
    const std::size_t granule = std::bit_floor(bytes) / 8;
    return (bytes + granule - 1) / granule * granule;
}

// Unused blocks beyond this go back to the system at once.
std::size_t cacheLimit() {
    const auto pages = static_cast<std::size_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 4;
}

class BlockCache {
public:
    void* take(std::size_t bytes) {
        const std::size_t size = roundedUp(bytes);
        {
            const std::lock_guard lock(mutex_);
            auto& blocks = unused_[size];
            if (!blocks.empty()) {
                void* block = blocks.back();
                blocks.pop_back();
                unused_bytes_ -= size;
                return block;
            }
        }
        const bool huge = size >= kHugePage;
        void* block = nullptr;
        if (posix_memalign(&block, huge ? kHugePage : 64, size) != 0) {
            releaseAll();
            if (posix_memalign(&block, huge ? kHugePage : 64, size) != 0) throw std::bad_alloc();
        }
        if (huge) madvise(block, size, MADV_HUGEPAGE);  // a wish: refusal changes nothing
        const std::lock_guard lock(mutex_);
        sizes_[block] = size;
        return block;
    }

    // False if the block is not one of these.
    bool giveBack(void* block) {
        const std::lock_guard lock(mutex_);
        const auto found = sizes_.find(block);
        if (found == sizes_.end()) return false;
        if (unused_bytes_ + found->second > limit_) {
            sizes_.erase(found);
            std::free(block);
            return true;
        }
        unused_[found->second].push_back(block);
        unused_bytes_ += found->second;
        return true;
    }

    void releaseAll() {
        const std::lock_guard lock(mutex_);
        for (auto& [size, blocks] : unused_) {
            for (void* block : blocks) {
                sizes_.erase(block);
                std::free(block);
            }
        }
        unused_.clear();
        unused_bytes_ = 0;
    }

    std::size_t unusedBytes() const {
        const std::lock_guard lock(mutex_);
        return unused_bytes_;
    }

private:
    mutable std::mutex mutex_;
    const std::size_t limit_ = cacheLimit();
    std::map<std::size_t, std::vector<void*>> unused_;  // by size
    std::unordered_map<void*, std::size_t> sizes_;      // of every block, used or not
    std::size_t unused_bytes_ = 0;
};

// Never destroyed: tensors in static storage are freed after it would be.
BlockCache& cache() {
    static auto* blocks = new BlockCache;
    return *blocks;
}

// Small blocks come here too when they were asked for as plain pointers.
void deleteBlock(void* block) {
    if (block == nullptr || cache().giveBack(block)) return;
    c10::GetDefaultCPUAllocator()->raw_deallocate(block);
}

class CachingAllocator : public at::Allocator {
public:
    // LibTorch 2.3 made this function non-const and wants a copy function beside it.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
    at::DataPtr allocate(std::size_t bytes) override {
        return take(bytes);
    }
    void copy_data(void* target, const void* source, std::size_t bytes) const override {
        default_copy_data(target, source, bytes);
    }
#else
    at::DataPtr allocate(std::size_t bytes) const override {
        return take(bytes);
    }
#endif
    at::DeleterFnPtr raw_deleter() const override {
        return &deleteBlock;
    }

private:
    static at::DataPtr take(std::size_t bytes) {
        if (bytes < kSmallestCached) return c10::GetDefaultCPUAllocator()->allocate(bytes);
        void* data = cache().take(bytes);
        return {data, data, &deleteBlock, at::Device(at::kCPU)};
    }
};

}  // namespace

void installCachingAllocator() {
    static std::once_flag once;
    std::call_once(once, [] {
        static auto* allocator = new CachingAllocator;
        constexpr std::uint8_t kAboveTheDefault = 1;
        c10::SetCPUAllocator(allocator, kAboveTheDefault);
    });
}

void releaseCachedMemory() {
    cache().releaseAll();
}

std::size_t cachedMemoryBytes() {
    return cache().unusedBytes();
}

}  // namespace faceloom
