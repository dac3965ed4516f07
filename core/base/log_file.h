// The log as a file. A thread of its own writes it, so that no disk holds up who logs.
#pragma once

#include "core/base/log.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace faceloom {

// The largest the file gets; then it is renamed (log.txt to log.1.txt, in place of an earlier one)
// and begun anew.
inline constexpr std::size_t kMostLogFileBytes = std::size_t{5} << 20;

class LogFile {
public:
    // Appends, from now until it is destroyed, every line logged after that number. What cannot be
    // written is told once, in the log, and tried again with the next line.
    explicit LogFile(std::filesystem::path path, std::uint64_t after = lastLogNumber(),
                     std::size_t most_bytes = kMostLogFileBytes);
    // Writes what waits.
    ~LogFile();
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

private:
    class Writer;
    std::unique_ptr<Writer> writer_;
};

}  // namespace faceloom
