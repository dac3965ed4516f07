#!/usr/bin/env bash
# Stands before a compiler's command and has g++ carry it out instead: see CMakeLists.txt here.
set -euo pipefail
shift
if command -v ccache >/dev/null; then exec ccache g++ "$@"; fi
exec g++ "$@"
