#!/usr/bin/env bash
# Installs what is missing and builds one preset: packaging/build.sh [PRESET] [TARGET ...]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true
packaging/install-deps.sh
# Configuring again is quick and picks up new files; its chatter is shown only when it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
targets=()
[ $# -eq 0 ] || targets=(--target "$@")
cmake --build --preset "$preset" "${targets[@]}" >&2
