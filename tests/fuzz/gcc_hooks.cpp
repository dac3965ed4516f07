// What code compiled by GCC calls at its branches and comparisons. Its branches count towards
// libFuzzer's coverage here; libFuzzer has a function of that name which only says that it no
// longer does that itself, so the linker is told to take this one (--wrap). Of comparisons it knows
// those of whole numbers alone.
#include <cstddef>
#include <cstdint>

namespace {

constexpr std::size_t kCounters = 1 << 14;
__attribute__((section("__libfuzzer_extra_counters"), used)) std::uint8_t counters[kCounters];

}  // namespace

extern "C" {

__attribute__((no_sanitize("address", "undefined", "coverage"))) void
__wrap___sanitizer_cov_trace_pc() {
    const auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    std::uint8_t& counter = counters[(place ^ (place >> 14U)) % kCounters];
    if (counter < 255) ++counter;
}

void __sanitizer_cov_trace_cmpf(float, float) {}
void __sanitizer_cov_trace_cmpd(double, double) {}

}  // extern "C"
