#include "core/gan/compute_runtime.h"

#include "core/gan/caching_allocator.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <fmt/format.h>
#include <torch/torch.h>
#ifdef _OPENMP
#include <omp.h>
#endif

namespace faceloom {

namespace {

std::atomic<int> chosen_threads = 0;  // 0: LibTorch's own choice

}  // namespace

void initializeCompute(int threads) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    installCachingAllocator();
    chosen_threads = threads > 0 ? threads : cores;
    at::set_num_threads(chosen_threads);
}

void useComputeThreads(int threads) {
    if (threads == 0) threads = chosen_threads;
    if (threads > 0) at::set_num_threads(threads);
}

void useThreadsHere([[maybe_unused]] int threads) {
    // What LibTorch sets when a thread first asks is not to come after.
    (void)at::get_num_threads();
#ifdef _OPENMP
    omp_set_num_threads(std::max(1, threads));
#endif
}

int computeThreads() {
    return at::get_num_threads();
}

bool cudaAvailable() {
    return torch::cuda::is_available();
}

std::string computeDescription() {
    if (cudaAvailable()) return "GPU (CUDA)";
    const int threads = computeThreads();
    return fmt::format("CPU, {} thread{}", threads, threads == 1 ? "" : "s");
}

}  // namespace faceloom
