#!/usr/bin/env bash
# On a machine with an NVIDIA GPU and PyTorch (its LibTorch is used), without Qt or OpenCV: builds the part that trains,
# runs its tests on CUDA, and compares training speed with PyTorch's. Where Debian's packages cannot be installed, they
# are unpacked from files: gpu.sh packages fetches them on another machine, and FACELOOM_PACKAGES names their folder here.
#   tests/bench/gpu.sh [build|test|compare [ROUNDS]]    without a word: all three
#   tests/bench/gpu.sh packages FOLDER
set -euo pipefail
here=$PWD
cd "$(dirname "$0")/../.."

packages=(libcli11-dev nlohmann-json3-dev libspdlog-dev libfmt-dev libexpected-dev libboost-dev libpng-dev zlib1g-dev
    libssl-dev libgtest-dev libbenchmark-dev)

# Each with the libraries it is linked with, and the headers that a package without any stands for.
fetch() {
    local wanted
    wanted=$(apt-cache depends --important "${packages[@]}" |
        awk '/^[a-z]/ { print $1 }
             /Depends: lib(spdlog|fmt|boost|png|benchmark)[-0-9.t]*[a-z0-9]*(-dev)?$/ { print $2 }' | sort -u)
    mkdir -p "$1"
    cd "$1"
    apt-get download $wanted
}

build() {
    local prefix
    PATH=$PATH:/usr/local/cuda/bin  # LibTorch's package asks for nvcc
    prefix=$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')
    if [ -n "${FACELOOM_PACKAGES:-}" ]; then
        mkdir -p build/packages
        for package in "$(cd "$here" && cd "$FACELOOM_PACKAGES" && pwd)"/*.deb; do
            dpkg-deb -x "$package" build/packages
        done
        prefix="$prefix;$PWD/build/packages/usr"
        # Headers of one architecture, where the compiler would find those of installed packages.
        CPLUS_INCLUDE_PATH=$PWD/build/packages/usr/include/$(g++ -print-multiarch)
        export CPLUS_INCLUDE_PATH
    fi
    # CMake 4 refuses the packages that were written for versions before 3.5 unless told so. A machine has a libcrypto
    # of its own, of another version: ours is linked in, where nothing else can see it.
    cmake --preset release -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_POLICY_VERSION_MINIMUM=3.5 \
        -DOPENSSL_USE_STATIC_LIBS=ON -DCMAKE_EXE_LINKER_FLAGS=-Wl,--exclude-libs,libcrypto.a \
        -DFACELOOM_GUI=OFF -DFACELOOM_IMAGING=OFF -DFACELOOM_BENCH=ON
    cmake --build --preset release
}

test_all() { ctest --preset release -R '^test_(base|data|metrics|latent|session|sweep|gan)$'; }

compare() { python3 tests/bench/compare.py --gpu --rounds "${1:-3}"; }

case ${1:-all} in
    packages) cd "$here"; fetch "$2" ;;
    build) build ;;
    test) test_all ;;
    compare) compare "${2:-}" ;;
    all) build; test_all; compare ;;
    *) sed -n '2,7s/^# //p' "$0" >&2; exit 2 ;;
esac
