#include "core/base/system_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <sys/utsname.h>

namespace faceloom {

namespace {

constexpr const char* kUnknown = "unknown";

// What follows the first line's `name` and `separator` in a file of such lines; empty: no such
// line.
std::string valueIn(const char* file, std::string_view name, char separator) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const auto end = line.find(separator);
        if (end == std::string::npos) continue;
        if (std::string_view(line).substr(0, line.find_last_not_of(" \t", end - 1) + 1) != name)
            continue;
        const auto value = line.find_first_not_of(" \t\"", end + 1);
        if (value == std::string::npos) continue;
        return line.substr(value, line.find_last_not_of(" \t\"") + 1 - value);
    }
    return {};
}

std::string systemName() {
    const std::string name = valueIn("/etc/os-release", "PRETTY_NAME", '=');
    utsname kernel{};
    if (uname(&kernel) != 0) return name.empty() ? kUnknown : name;
    return fmt::format("{}{}{} {}, {}", name, name.empty() ? "" : ", ", kernel.sysname,
                       kernel.release, kernel.machine);
}

// Those that decide how fast networks are computed.
std::string processorFeatures() {
    constexpr std::array kTelling{"sse4_2",   "avx",      "avx2",        "fma",         "f16c",
                                  "avx512f",  "avx_vnni", "avx512_bf16", "avx512_fp16", "amx_tile",
                                  "amx_bf16", "asimd",    "asimdhp",     "sve",         "bf16"};
    std::string all = valueIn("/proc/cpuinfo", "flags", ':');
    if (all.empty()) all = valueIn("/proc/cpuinfo", "Features", ':');
    std::istringstream words(all);
    std::string features;
    for (std::string word; words >> word;)
        if (std::ranges::find(kTelling, word) != kTelling.end())
            features += (features.empty() ? "" : " ") + word;
    return features.empty() ? kUnknown : features;
}

// As "23.5 GiB", from a line of /proc/meminfo.
std::string gibibytes(const char* name) {
    constexpr double kKibibytes = 1U << 20U;
    const std::string kibibytes = valueIn("/proc/meminfo", name, ':');
    double number = 0;
    const auto [end, error] =
        std::from_chars(kibibytes.data(), kibibytes.data() + kibibytes.size(), number);
    return error == std::errc() ? fmt::format("{:.1f} GiB", number / kKibibytes) : kUnknown;
}

}  // namespace

Fact programFact() {
    constexpr std::string_view kCommit = FACELOOM_COMMIT;
    return {"Faceloom", kCommit.empty() ? FACELOOM_VERSION
                                        : fmt::format("{}, commit {}", FACELOOM_VERSION, kCommit)};
}

Facts systemFacts() {
    const std::string processor = valueIn("/proc/cpuinfo", "model name", ':');
    return {{"system", systemName()},
            {"processor", processor.empty() ? kUnknown : processor},
            {"computes with", processorFeatures()},
            {"cores", fmt::format("{}", std::thread::hardware_concurrency())},
            {"memory",
             fmt::format("{}, available {}", gibibytes("MemTotal"), gibibytes("MemAvailable"))}};
}

}  // namespace faceloom
