#!/usr/bin/env bash
# Installs what Faceloom is built from and runs with, from Debian's own packages (Debian 12 or 13). Does nothing, and needs
# no network and no rights, when all of it is there. Arguments are further packages.
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache
    libtorch-dev libopenblas0-openmp
    libopencv-dev opencv-data
    qt6-base-dev libqcustomplot-dev
    libcli11-dev nlohmann-json3-dev libspdlog-dev libfmt-dev libexpected-dev libboost-dev libpng-dev libjpeg-dev libgif-dev zlib1g-dev libssl-dev
    libprotobuf-dev protobuf-compiler
    libpugixml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
    libgtest-dev
    fonts-dejavu-core
)
# The Qt 6 build of QCustomPlot carries its ABI in its name, which differs between releases.
if [ -r /etc/os-release ] && grep -q 'VERSION_ID="12"' /etc/os-release; then
    packages+=(libqcustomplot2.1-qt6)
fi

packages+=("$@")

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

echo "Installing ${missing[*]}" >&2
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root, or install sudo." >&2; exit 1; }
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
