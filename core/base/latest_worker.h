// One thread, one slot: of the requests that arrive while it is busy only the newest is served.
// For renders that follow a slider: what was asked for earlier is no longer wanted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace faceloom {

// Thread-safe. `serve` runs on the worker's thread with the request and its id, and must not throw.
// The destructor drops what waits, waits for the request being served, and joins.
template <class Request>
class LatestWorker {
public:
    using Serve = std::function<void(std::uint64_t id, Request request)>;

    explicit LatestWorker(Serve serve)
        : serve_(std::move(serve)), thread_([this](std::stop_token stop) { loop(stop); }) {}

    LatestWorker(const LatestWorker&) = delete;
    LatestWorker& operator=(const LatestWorker&) = delete;

    // Replaces whatever waits. Returns the request's id; ids grow by one with each call.
    std::uint64_t submit(Request request) {
        std::uint64_t id = 0;
        {
            const std::lock_guard lock(mutex_);
            id = ++last_id_;
            waiting_ = std::move(request);
        }
        wake_.notify_one();
        return id;
    }

private:
    void loop(const std::stop_token& stop) {
        for (;;) {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
            Request request = std::move(*waiting_);
            waiting_.reset();
            const std::uint64_t id = last_id_;
            lock.unlock();
            serve_(id, std::move(request));
        }
    }

    Serve serve_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Request> waiting_;
    std::uint64_t last_id_ = 0;
    std::jthread thread_;  // last: it starts when everything above exists, and is joined first
};

}  // namespace faceloom
