#!/usr/bin/env bash
# On a machine with an NVIDIA GPU and PyTorch (its LibTorch is used), without Qt or OpenCV: builds the part that trains,
# runs its tests on CUDA, and compares training speed with PyTorch's. What Debian would bring (CLI11, fmt, spdlog,
# nlohmann-json, tl-expected, libpng, GoogleTest, Google Benchmark) may lie unpacked under FACELOOM_PREFIX/usr.
#   tests/bench/gpu.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
prefix=$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')${FACELOOM_PREFIX:+;$FACELOOM_PREFIX/usr}
cmake --preset release -DCMAKE_PREFIX_PATH="$prefix" -DFACELOOM_GUI=OFF -DFACELOOM_IMAGING=OFF -DFACELOOM_BENCH=ON
cmake --build --preset release
ctest --preset release -R '^test_(base|data|latent|session|gan)$'
python3 tests/bench/compare.py --gpu --rounds "${1:-3}"
