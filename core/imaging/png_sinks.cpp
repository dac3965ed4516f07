#include "core/base/png_file.h"
#include "core/imaging/contact_sheet.h"
#include "core/imaging/frame_sink.h"

#include <atomic>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include <unistd.h>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

std::span<const PngText> asSpan(const std::optional<PngText>& text) {
    return text ? std::span(&*text, 1) : std::span<const PngText>();
}

class FolderSink : public FrameSink {
public:
    FolderSink(fs::path folder, fs::path temporary, const MovieOptions& options)
        : folder_(std::move(folder)), temporary_(std::move(temporary)), options_(options) {}
    ~FolderSink() override {
        std::error_code ignored;
        if (!finished_) fs::remove_all(temporary_, ignored);
    }

    Status add(const RgbImage& frame) override {
        const auto text =
            options_.frame_text ? options_.frame_text(frames_) : std::optional<PngText>();
        const fs::path name = fmt::format("frame-{:04}.png", ++frames_);
        Status written = writePng(temporary_ / name, enlarged(frame, options_.scale), asSpan(text));
        if (written) return written;
        // Under the name that the user knows.
        std::string message = written.error().message;
        const std::string now = temporary_.string();
        if (message.starts_with(now)) message.replace(0, now.size(), folder_.string());
        return fail(written.error().code, "{}", message);
    }

    Status finish() override {
        std::error_code error;
        fs::rename(temporary_, folder_, error);
        if (error) {
            return fail(ErrorCode::WriteFailed, "{}: cannot be renamed: {}", folder_.string(),
                        error.message());
        }
        finished_ = true;
        return {};
    }

private:
    fs::path folder_;
    fs::path temporary_;
    MovieOptions options_;
    int frames_ = 0;
    bool finished_ = false;
};

class SheetSink : public FrameSink {
public:
    SheetSink(const MovieOptions& options, int frames) : options_(options) {
        tiles_.reserve(static_cast<std::size_t>(frames));
    }

    Status add(const RgbImage& frame) override {
        tiles_.push_back({frame, std::to_string(tiles_.size() + 1), ""});
        return {};
    }

    Status finish() override {
        SheetStyle style;
        style.columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(tiles_.size()))));
        style.scale = options_.scale;
        style.captions = true;
        const auto text = options_.sheet_text ? options_.sheet_text() : std::optional<PngText>();
        return writePng(options_.path, drawSheet(tiles_, style), asSpan(text));
    }

private:
    MovieOptions options_;
    std::vector<SheetTile> tiles_;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> makeFolderSink(const MovieOptions& options) {
    static std::atomic<unsigned> counter{0};
    const fs::path folder = options.path.has_filename() ? options.path : options.path.parent_path();
    std::error_code error;
    if (fs::exists(folder, error) &&
        (!fs::is_directory(folder, error) || !fs::is_empty(folder, error))) {
        return fail(ErrorCode::WriteFailed,
                    "{}: is there already and is not an empty folder; give another name",
                    folder.string());
    }
    fs::path temporary = folder;
    temporary += fmt::format(".{}-{}.tmp", ::getpid(), ++counter);
    if (!fs::create_directory(temporary, error)) {
        return fail(ErrorCode::WriteFailed, "{}: cannot be created: {}", folder.string(),
                    error ? error.message() : "a folder of that name is in the way");
    }
    return std::make_unique<FolderSink>(folder, std::move(temporary), options);
}

Result<std::unique_ptr<FrameSink>> makeSheetSink(const MovieOptions& options, int frames) {
    return std::make_unique<SheetSink>(options, frames);
}

}  // namespace faceloom
