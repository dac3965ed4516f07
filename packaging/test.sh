#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: packaging/test.sh [PRESET]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
packaging/install-deps.sh python3-numpy python3-scipy # read exported arrays as a user would, check our formulas
packaging/build.sh "$preset"
ctest --preset "$preset" --parallel 2 # more would fight over the cores: the tests train
