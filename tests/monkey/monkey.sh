#!/usr/bin/env bash
# Random events on the real window (monkey_main.cpp): tests/monkey/monkey.sh [EVENTS] [SEED] [PRESET ...], under both
# sanitizers if no preset is named. A failure says its seed and its event; the same seed gives the same events again.
set -euo pipefail
cd "$(dirname "$0")/../.."
events=${1:-100000}
seed=${2:-1}
shift $(($# < 2 ? $# : 2))
presets=("$@")
[ "${#presets[@]}" -gt 0 ] || presets=(asan tsan)

# OpenMP's library is not built for the thread sanitizer, nor are Torch, OpenCV and Qt: what is ours is looked at.
export OMP_WAIT_POLICY=PASSIVE
export ASAN_OPTIONS=detect_leaks=0:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export TSAN_OPTIONS=ignore_noninstrumented_modules=1:halt_on_error=1:second_deadlock_stack=1

for preset in "${presets[@]}"; do
    packaging/build.sh "$preset" monkey
    "build/$preset/tests/monkey" --seed "$seed" --events "$events" --log "build/$preset/monkey-$seed.log"
done
