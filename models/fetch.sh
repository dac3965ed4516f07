#!/usr/bin/env bash
# Fetches the AgeNet of Levi and Hassner, which does not ship with Faceloom: its description and its weights (46 MB), from
# the authors' repository. Each file is kept only if git's id of its content is the one it should have.
#   models/fetch.sh [FOLDER]        (default: where Faceloom looks for it, ~/.local/share/faceloom/agenet)
# $FACELOOM_AGENET_URL names a mirror.
set -euo pipefail

base=${FACELOOM_AGENET_URL:-https://raw.githubusercontent.com/GilLevi/AgeGenderDeepLearning/master}
folder=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/faceloom/agenet}

fetch() {
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --location --retry 2 --max-filesize 134217728 --output "$2" "$1"
    elif command -v wget >/dev/null; then
        wget --quiet --output-document="$2" "$1"
    else
        echo "fetch.sh: curl or wget is needed" >&2
        return 1
    fi
}

# As `git hash-object` gives it, which need not be installed.
blob_id() {
    { printf 'blob %s\0' "$(stat -c %s "$1")"; cat "$1"; } | sha1sum | cut -d ' ' -f 1
}

fetch_checked() {  # path below the address, name, id
    if ! fetch "${base%/}/$1" "$part/$2"; then
        echo "fetch.sh: ${base%/}/$1 could not be fetched; nothing was kept" >&2
        exit 1
    fi
    local id
    id=$(blob_id "$part/$2")
    if [ "$id" != "$3" ]; then
        echo "fetch.sh: ${base%/}/$1 is not the file it should be (id $id, not $3); nothing was kept" >&2
        exit 1
    fi
}

mkdir -p "$folder"
part=$(mktemp -d "$folder/.fetching.XXXXXX")
trap 'rm -rf "$part"' EXIT
fetch_checked age_net_definitions/deploy.prototxt deploy.prototxt 5fcfff3394a159a384858439db31e33fb0b81165
fetch_checked models/age_net.caffemodel age_net.caffemodel 8391af479b658b9f4f3ace7eec6be86aae079309
mv "$part"/* "$folder"
echo "$folder"
