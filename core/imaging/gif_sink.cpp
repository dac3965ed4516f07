#include "core/base/atomic_file.h"
#include "core/imaging/frame_sink.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include <gif_lib.h>

namespace faceloom {
namespace {

constexpr int kColours = 256;
constexpr std::size_t kBlock = 1U << 16;  // bytes gathered before they are written

// The library hands out bytes one by one, and knows only that a write failed, not why.
class GifSink : public FrameSink {
public:
    GifSink(AtomicFile file, const MovieOptions& options, int width, int height)
        : file_(std::move(file)), options_(options), width_(width), height_(height) {}
    ~GifSink() override {
        int ignored = 0;
        if (gif_ != nullptr) EGifCloseFile(gif_, &ignored);
    }

    Status begin() {
        int error = 0;
        gif_ = EGifOpen(this, &GifSink::take, &error);
        if (gif_ == nullptr) return failure(error);
        EGifSetGifVersion(gif_, true);
        const std::array<GifByteType, 3> for_ever = {1, 0, 0};
        const bool good = EGifPutScreenDesc(gif_, width_ * options_.scale, height_ * options_.scale,
                                            8, 0, nullptr) == GIF_OK &&
                          EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
                          EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0") == GIF_OK &&
                          EGifPutExtensionBlock(gif_, 3, for_ever.data()) == GIF_OK &&
                          EGifPutExtensionTrailer(gif_) == GIF_OK;
        return good ? status_ : failure(gif_->Error);
    }

    Status add(const RgbImage& frame) override {
        std::array<GifColorType, kColours> colours{};
        if (!quantise(frame, colours)) return failure(E_GIF_ERR_NOT_ENOUGH_MEM);
        ColorMapObject* map = GifMakeMapObject(kColours, colours.data());
        if (map == nullptr) return failure(E_GIF_ERR_NOT_ENOUGH_MEM);
        const bool good = putDelay() &&
                          EGifPutImageDesc(gif_, 0, 0, width_ * options_.scale,
                                           height_ * options_.scale, false, map) == GIF_OK &&
                          putPixels();
        GifFreeMapObject(map);
        return good ? status_ : failure(gif_->Error);
    }

    Status finish() override {
        int error = 0;
        const int closed = EGifCloseFile(gif_, &error);
        gif_ = nullptr;
        if (closed != GIF_OK) return failure(error);
        flush();
        return status_ ? file_.commit() : status_;
    }

private:
    static int take(GifFileType* gif, const GifByteType* bytes, int count) {
        auto* self = static_cast<GifSink*>(gif->UserData);
        const auto all = std::as_bytes(std::span(bytes, static_cast<std::size_t>(count)));
        self->waiting_.insert(self->waiting_.end(), all.begin(), all.end());
        if (self->waiting_.size() >= kBlock) self->flush();
        return self->status_ ? count : 0;
    }

    void flush() {
        if (status_) status_ = file_.write(waiting_);
        waiting_.clear();
    }

    Status failure(int code) const {
        if (!status_) return status_;
        const char* reason = GifErrorString(code);
        return fail(ErrorCode::WriteFailed, "{}: cannot be written as GIF: {}",
                    options_.path.string(), reason == nullptr ? "unknown error" : reason);
    }

    bool quantise(const RgbImage& frame, std::array<GifColorType, kColours>& colours) {
        const auto pixels = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
        for (auto& channel : channels_)
            channel.resize(pixels);
        indices_.resize(pixels);
        for (std::size_t i = 0; i < pixels; ++i) {
            for (std::size_t channel = 0; channel < 3; ++channel)
                channels_[channel][i] = frame.rgb_u8[i * 3 + channel];
        }
        int count = kColours;
        const bool good =
            GifQuantizeBuffer(static_cast<unsigned>(width_), static_cast<unsigned>(height_), &count,
                              channels_[0].data(), channels_[1].data(), channels_[2].data(),
                              indices_.data(), colours.data()) == GIF_OK;
        if (good) takeMeans(frame, colours);
        return good;
    }

    // The library cuts colours to five bits, which darkens them: each becomes the mean of its
    // pixels.
    void takeMeans(const RgbImage& frame, std::array<GifColorType, kColours>& colours) const {
        std::array<std::array<int, 4>, kColours> sums{};  // red, green, blue, pixels
        for (std::size_t i = 0; i < indices_.size(); ++i) {
            auto& sum = sums.at(indices_[i]);
            for (std::size_t channel = 0; channel < 3; ++channel)
                sum[channel] += frame.rgb_u8[i * 3 + channel];
            ++sum[3];
        }
        const auto mean = [](int sum, int pixels) {
            return static_cast<GifByteType>((sum + pixels / 2) / pixels);
        };
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto& [red, green, blue, pixels] = sums[i];
            if (pixels > 0)
                colours[i] = {mean(red, pixels), mean(green, pixels), mean(blue, pixels)};
        }
    }

    // Delays are whole hundredths of a second: rounded so that the whole keeps its length.
    bool putDelay() {
        const auto end = [this](int frame) {
            return static_cast<int>(std::lround(frame * 100.0 / options_.frames_per_second));
        };
        GraphicsControlBlock control{};
        control.DisposalMode = DISPOSE_DO_NOT;
        control.DelayTime = end(frame_ + 1) - end(frame_);
        control.TransparentColor = NO_TRANSPARENT_COLOR;
        ++frame_;
        std::array<GifByteType, 4> bytes{};
        const std::size_t size = EGifGCBToExtension(&control, bytes.data());
        return EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(size),
                                bytes.data()) == GIF_OK;
    }

    bool putPixels() {
        const auto scale = static_cast<std::size_t>(options_.scale);
        const auto width = static_cast<std::size_t>(width_);
        std::vector<GifByteType> row(width * scale);
        for (std::size_t y = 0; y < static_cast<std::size_t>(height_) * scale; ++y) {
            // Made anew each time: the library masks what it is given.
            for (std::size_t x = 0; x < row.size(); ++x)
                row[x] = indices_[y / scale * width + x / scale];
            if (EGifPutLine(gif_, row.data(), static_cast<int>(row.size())) != GIF_OK) return false;
        }
        return true;
    }

    AtomicFile file_;
    MovieOptions options_;
    int width_;
    int height_;
    int frame_ = 0;
    GifFileType* gif_ = nullptr;
    std::vector<std::byte> waiting_;
    std::array<std::vector<GifByteType>, 3> channels_;
    std::vector<GifByteType> indices_;
    Status status_;  // of the writes so far
};

}  // namespace

Result<std::unique_ptr<FrameSink>> makeGifSink(const MovieOptions& options, int width, int height) {
    auto file = AtomicFile::create(options.path);
    if (!file) return passOn(file);
    auto sink = std::make_unique<GifSink>(std::move(*file), options, width, height);
    if (const Status begun = sink->begin(); !begun) return passOn(begun);
    return sink;
}

}  // namespace faceloom
