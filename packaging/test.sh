#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: packaging/test.sh [PRESET]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
packaging/build.sh "$preset"
ctest --preset "$preset"
