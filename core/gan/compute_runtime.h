// Sets up the numerical libraries; call once, first in main, before any other thread exists.
#pragma once

#include <string>

namespace faceloom {

// CPU threads for convolutions and matrix products; 0: all cores. LibTorch starts with half of them
// otherwise.
void initializeCompute(int threads = 0);
// From now on; 0: as many as initializeCompute chose.
void useComputeThreads(int threads);
// The same for the calling thread alone; others keep theirs.
void useThreadsHere(int threads);
[[nodiscard]] int computeThreads();
[[nodiscard]] bool cudaAvailable();
// One line for a status bar: "CPU, 2 threads" or the GPU's name.
[[nodiscard]] std::string computeDescription();

}  // namespace faceloom
