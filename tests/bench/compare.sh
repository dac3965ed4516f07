#!/usr/bin/env bash
# Our side against what a person would use instead, on this machine, in this minute; prints one table. Needs Debian's
# python3-torch, python3-pil, python3-numpy and libbenchmark-dev. See README.md here.
#   tests/bench/compare.sh [--rounds N] [--only WORD] [--celeba DIR] [--gpu]
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DFACELOOM_BENCH=ON >/dev/null
cmake --build --preset release >&2
# Debian's interpreter: another on the path does not see Debian's packages.
exec /usr/bin/python3 tests/bench/compare.py "$@"
