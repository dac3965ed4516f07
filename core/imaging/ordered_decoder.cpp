#include "core/imaging/ordered_decoder.h"

#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

// A slow picture holds the others back only after this many. They wait cropped and resized, so they
// are small.
constexpr std::size_t kSlotsPerThread = 16;

}  // namespace

OrderedDecoder::OrderedDecoder(std::size_t count, std::size_t threads, Decode decode, Done done)
    : count_(count),
      decode_(std::move(decode)),
      done_(std::move(done)),
      slots_(std::max<std::size_t>(1, threads) * kSlotsPerThread) {
    for (std::size_t i = 0; i < std::max<std::size_t>(1, threads); ++i) {
        workers_.emplace_back([this, i](const std::stop_token& halt) { work(i, halt); });
    }
}

OrderedDecoder::~OrderedDecoder() {
    for (std::jthread& worker : workers_)
        worker.request_stop();
}

void OrderedDecoder::work(std::size_t worker, const std::stop_token& halt) {
    while (!halt.stop_requested()) {
        const std::size_t index = claimed_++;
        if (index >= count_) return;
        {
            std::unique_lock lock(mutex_);
            const auto has_room = [&] { return index < consumed_ + slots_.size(); };
            if (!room_.wait(lock, halt, has_room)) return;
        }
        Result<RgbImage> result = decode_(worker, index);
        const bool decoded = result.has_value();
        {
            const std::lock_guard lock(mutex_);
            slots_[index % slots_.size()] = std::move(result);
        }
        ready_.notify_one();
        const std::lock_guard lock(done_mutex_);
        if (done_) done_(decoded);
    }
}

std::optional<Result<RgbImage>> OrderedDecoder::next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    auto& slot = slots_[consumed_ % slots_.size()];
    if (!ready_.wait(lock, stop, [&] { return slot.has_value(); }) || stop.stop_requested()) {
        return std::nullopt;
    }
    std::optional<Result<RgbImage>> result = std::exchange(slot, std::nullopt);
    ++consumed_;
    lock.unlock();
    room_.notify_all();
    return result;
}

}  // namespace faceloom
