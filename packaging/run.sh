#!/usr/bin/env bash
# Installs what is missing, builds, and starts Faceloom. Without a display it does the tour instead: the whole main job on
# Qt's offscreen platform, with its pictures left in a folder (build/tour, or the one named by FACELOOM_TOUR).
# Arguments go to the program.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/build.sh release faceloom faceloom-cli
if [ $# -eq 0 ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    export QT_QPA_PLATFORM=offscreen
    exec build/release/bin/faceloom --tour "${FACELOOM_TOUR:-build/tour}"
fi
exec build/release/bin/faceloom "$@"
