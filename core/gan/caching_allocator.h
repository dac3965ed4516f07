// Keeps the memory of large tensors between uses. Internal to core: includes Torch.
#pragma once

#include <cstddef>

namespace faceloom {

// From now on LibTorch's CPU tensors of 64 KiB and more come from freed blocks of the same size
// where there is one, and from huge pages where the system has them. A training step allocates some
// hundred megabytes dozens of times; fresh from the system, each costs a page fault every 4 KiB,
// which takes longer than the arithmetic on it. Call before any tensor exists; later calls do
// nothing. Never taken back.
void installCachingAllocator();

// Gives the unused blocks back to the system: when training ends. Thread-safe.
void releaseCachedMemory();

// Bytes held that no tensor uses. Thread-safe.
[[nodiscard]] std::size_t cachedMemoryBytes();

}  // namespace faceloom
