#!/usr/bin/env bash
# Fuzzes the readers of files: tests/fuzz/run.sh [SECONDS] [TARGET ...]. Builds, makes a corpus of real files, and runs each
# target (all of them unless named) for so many seconds, 20 unless said, on as many cores as FACELOOM_FUZZ_JOBS says
# (2). Fails where one fails; the input that did it is left in build/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=20
if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
    seconds=$1
    shift
fi
packaging/install-deps.sh clang libclang-rt-dev
packaging/build.sh fuzz fuzzers

out=build/fuzz
rm -rf "$out/seeds"
mkdir -p "$out/seeds" "$out/corpus" "$out/found" "$out/logs"
"$out/fuzz/make_seeds" "$out/seeds"
targets=("$@")
[ "${#targets[@]}" -gt 0 ] ||
    mapfile -t targets < <(grep -l LLVMFuzzerTestOneInput tests/fuzz/*.cpp | xargs -n 1 basename -s .cpp)
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm # what a target writes is not worth a disk

fuzz_one() {
    local seconds=$1 target=$2 out=build/fuzz log=build/fuzz/logs/$2.log
    local dictionary=tests/fuzz/dictionaries/$target.dict options=()
    # Those that read safetensors files share one.
    grep -q safetensorsFrom "tests/fuzz/$target.cpp" && dictionary=tests/fuzz/dictionaries/safetensors.dict
    [ ! -f "$dictionary" ] || options+=("-dict=$dictionary")
    mkdir -p "$out/corpus/$target"
    # New finds go to the first folder, and are begun with again the next time.
    if "$out/fuzz/$target" "${options[@]}" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -malloc_limit_mb=600 \
        -print_final_stats=1 -artifact_prefix="$out/found/$target-" "$out/corpus/$target" "$out/seeds/$target" \
        >"$log" 2>&1; then
        printf '%-18s %s inputs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
        return
    fi
    {
        printf '%-18s FAILED\n' "$target"
        grep -aE '^(==[0-9]+==|SUMMARY|Broken promise|ALARM|#[0-9]+ 0x)' "$log" | head -n 30
        sed -n "s|^artifact_prefix=.*Test unit written to \(.*\)|Once more: $out/fuzz/$target \1|p" "$log"
        echo "All it said: $log"
    } >&2
    return 1
}
export -f fuzz_one
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P "${FACELOOM_FUZZ_JOBS:-2}" bash -c 'fuzz_one "$0" "$1"' "$seconds"
