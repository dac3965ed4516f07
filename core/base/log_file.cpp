#include "core/base/log_file.h"

#include "core/base/log_format.h"

#include <optional>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/sinks/rotating_file_sink.h>

namespace faceloom {

class LogFile::Writer {
public:
    Writer(std::filesystem::path path, std::uint64_t after, std::size_t most_bytes)
        : path_(std::move(path)),
          last_(after),
          most_bytes_(most_bytes),
          thread_([this](const std::stop_token& stop) { loop(stop); }) {}

private:
    void loop(const std::stop_token& stop) {
        for (bool more = true; more;) {
            more = !stop.stop_requested();  // asked first: what came before the stop is written
            try {
                write(waitForLogLines(last_, stop));
            } catch (const std::exception& error) {
                sink_.reset();  // opened anew with the next lines
                if (!std::exchange(failure_told_, true))
                    logWarning("{}: the log cannot be written ({}); the work goes on without it",
                               path_.string(), error.what());
            }
        }
    }

    void write(const std::vector<LogLine>& lines) {
        if (lines.empty()) return;
        const std::uint64_t lost = lines.front().number - last_ - 1;
        last_ = lines.back().number;
        if (!sink_) open();
        if (lost > 0)
            sink_->log(messageOf({0, lines.front().time, LogLevel::Warning,
                                  fmt::format("{} lines came too fast to be written", lost)}));
        for (const LogLine& line : lines)
            sink_->log(messageOf(line));
        sink_->flush();
    }

    // The sink would make a folder that is missing, perhaps where a drive is to be mounted again.
    void open() {
        if (!std::filesystem::is_directory(path_.parent_path()))
            throw std::runtime_error("no such folder");
        // A pipe would hold us until someone reads it; a link leads out of the folder.
        const auto status = std::filesystem::symlink_status(path_);
        if (std::filesystem::is_fifo(status) || std::filesystem::is_symlink(status))
            throw std::runtime_error("not a file");
        constexpr std::size_t kEarlierFiles = 1;
        sink_.emplace(path_.string(), most_bytes_, kEarlierFiles);
        sink_->set_pattern(kLogPattern);
    }

    std::filesystem::path path_;
    std::uint64_t last_;  // the newest line that was written, or given up
    std::size_t most_bytes_;
    std::optional<spdlog::sinks::rotating_file_sink_st> sink_;
    bool failure_told_ = false;
    std::jthread thread_;  // last: it starts when everything above exists, and is joined first
};

LogFile::LogFile(std::filesystem::path path, std::uint64_t after, std::size_t most_bytes)
    : writer_(std::make_unique<Writer>(std::move(path), after, most_bytes)) {}

LogFile::~LogFile() = default;

}  // namespace faceloom
