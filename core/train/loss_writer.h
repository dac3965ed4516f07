// Writes losses.csv row by row and loses none. No Torch here. Not thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/train/train_types.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace faceloom {

// Every function's errors: WriteFailed, naming the file and the system's reason. What failed may be
// tried again.
class LossWriter {
public:
    explicit LossWriter(std::filesystem::path path) : path_(std::move(path)) {}
    ~LossWriter();
    LossWriter(const LossWriter&) = delete;
    LossWriter& operator=(const LossWriter&) = delete;

    // Starts the file with these rows, replacing what is there.
    [[nodiscard]] Status begin(const std::vector<StepMetrics>& rows);
    // After begin: the row is in the file whole or not at all.
    [[nodiscard]] Status append(const StepMetrics& row);
    // After begin: to disk with all rows.
    [[nodiscard]] Status flush();
    // Whether the rows still are where they belong: not when the file or its folder was deleted,
    // renamed or replaced.
    [[nodiscard]] bool inPlace() const;
    // Brings all rows back to their place, from the file that is still open though it has no name.
    [[nodiscard]] Status putBack();

private:
    [[nodiscard]] tl::unexpected<Error> failure(const char* what) const;
    [[nodiscard]] Status replaceWith(const std::string& text);

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;  // bytes of whole rows
    bool torn_ = false;       // something may stand after them
    bool doubtful_ = false;   // the system may have dropped what it could not flush
};

}  // namespace faceloom
