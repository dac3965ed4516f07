// Private to imaging: many threads decode, one consumer receives in order, with a bounded number in
// between.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace faceloom {

// next() is for one thread; the destructor stops the workers and waits for the picture each has in
// hand.
class OrderedDecoder {
public:
    // Picture `index`, on worker `worker`. Must not throw.
    using Decode = std::function<Result<RgbImage>(std::size_t worker, std::size_t index)>;
    // After each picture, one worker at a time, in the order they are done.
    using Done = std::function<void(bool decoded)>;

    OrderedDecoder(std::size_t count, std::size_t threads, Decode decode, Done done);
    OrderedDecoder(const OrderedDecoder&) = delete;
    OrderedDecoder& operator=(const OrderedDecoder&) = delete;
    ~OrderedDecoder();

    // The next picture in order, or why there is none; nothing once `stop` is triggered. At most
    // `count` calls.
    [[nodiscard]] std::optional<Result<RgbImage>> next(const std::stop_token& stop);

private:
    void work(std::size_t worker, const std::stop_token& halt);

    const std::size_t count_;
    const Decode decode_;
    const Done done_;
    std::mutex done_mutex_;
    std::atomic<std::size_t> claimed_{0};

    std::mutex mutex_;  // guards what follows
    std::condition_variable_any room_;
    std::condition_variable_any ready_;
    std::vector<std::optional<Result<RgbImage>>> slots_;  // a ring
    std::size_t consumed_ = 0;

    std::vector<std::jthread> workers_;  // last: they start when everything above exists
};

}  // namespace faceloom
