// Watches over the monkey from a thread of its own: what was done lately, whether the event loop
// still turns, what Qt complains about. A failure prints the seed, the event's number and the last
// events, a hang where every thread stands as well, and ends the program.
#pragma once

#include <QString>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace faceloom {

class MonkeyWatch {
public:
    using Clock = std::chrono::steady_clock;

    // One at a time. `bound`: for how long the event loop may be held. All that is done goes to
    // `log` as well, if it is not empty.
    MonkeyWatch(std::uint64_t seed, std::chrono::seconds bound, const std::filesystem::path& log);
    ~MonkeyWatch();
    MonkeyWatch(const MonkeyWatch&) = delete;
    MonkeyWatch& operator=(const MonkeyWatch&) = delete;

    void begin(int event);           // the next event
    void note(const QString& what);  // what is done in it
    void beat();                     // the event loop turns
    [[nodiscard]] std::chrono::seconds bound() const { return bound_; }
    // The longest time between two beats so far, and the event it was in.
    [[nodiscard]] std::chrono::milliseconds longestHold() const { return longest_; }
    [[nodiscard]] int longestHoldEvent() const { return longest_event_; }

    [[noreturn]] void fail(const QString& why);

private:
    void watch(const std::stop_token& stop);
    void print(const std::string& why);

    const std::uint64_t seed_;
    const std::chrono::seconds bound_;
    std::FILE* log_ = nullptr;
    std::atomic<int> event_{0};
    std::atomic<Clock::rep> last_beat_{0};
    std::chrono::milliseconds longest_{0};  // of the GUI thread, as the next
    int longest_event_ = 0;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::string> lines_;  // the last ones
    std::jthread thread_;            // last: it is joined before the rest goes
};

}  // namespace faceloom
