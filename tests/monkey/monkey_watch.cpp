#include "tests/monkey/monkey_watch.h"

#include "tests/monkey/monkey_stacks.h"

#include <cstdlib>

#include <fmt/format.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Of both sanitizers' runtimes: called when one of them ends the program.
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

namespace faceloom {
namespace {

constexpr std::size_t kKeptLines = 50;

MonkeyWatch* the_watch = nullptr;

// Short words of Qt's that say nothing about the program.
bool isHarmless(const QString& text) {
    static const char* const kHarmless[] = {
        // Of the test library: a widget took no notice of what was done to it.
        "event not accepted by receiving widget",
        // Said by the offscreen platform whatever a window does.
        "This plugin does not support",
        // Asked of a path that the monkey made up.
        "QFileSystemWatcher::removePaths: list is empty",
        // inotify is asked for folders that have just gone.
        "inotify_add_watch",
    };
    for (const char* harmless : kHarmless) {
        if (text.contains(QLatin1String(harmless))) return true;
    }
    return false;
}

void takeQtMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtDebugMsg || type == QtInfoMsg || the_watch == nullptr || isHarmless(text)) return;
    printThisStack();
    the_watch->fail(QStringLiteral("Qt says: ") + text);
}

}  // namespace

MonkeyWatch::MonkeyWatch(std::uint64_t seed, std::chrono::seconds bound,
                         const std::filesystem::path& log)
    : seed_(seed), bound_(bound) {
    if (!log.empty()) log_ = std::fopen(log.c_str(), "w");
    the_watch = this;
    prepareStacks();
    qInstallMessageHandler(takeQtMessage);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    __sanitizer_set_death_callback([] {
        if (the_watch != nullptr) the_watch->print("a sanitizer has ended the program");
    });
#endif
    beat();
    thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

MonkeyWatch::~MonkeyWatch() {
    qInstallMessageHandler(nullptr);
    the_watch = nullptr;
    thread_ = {};
    if (log_ != nullptr) std::fclose(log_);
}

void MonkeyWatch::begin(int event) {
    beat();
    event_ = event;
}

void MonkeyWatch::note(const QString& what) {
    const std::string line = std::to_string(event_) + " " + what.toStdString();
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
    if (lines_.size() > kKeptLines) lines_.pop_front();
    if (log_ == nullptr) return;
    std::fprintf(log_, "%s\n", line.c_str());
    std::fflush(log_);  // a crash must not swallow it
}

void MonkeyWatch::beat() {
    const auto now = Clock::now().time_since_epoch();
    const Clock::rep before = last_beat_.exchange(now.count());
    if (before == 0) return;
    const auto held =
        std::chrono::duration_cast<std::chrono::milliseconds>(now - Clock::duration(before));
    if (held <= longest_) return;
    longest_ = held;
    longest_event_ = event_;
}

void MonkeyWatch::watch(const std::stop_token& stop) {
    using namespace std::chrono_literals;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, stop, 250ms, [] { return false; });
        }
        const auto held = Clock::now().time_since_epoch() - Clock::duration(last_beat_.load());
        if (stop.stop_requested() || held < bound_) continue;
        print(fmt::format("the event loop has been held for {} s", bound_.count()));
        printStacks();
        std::_Exit(1);
    }
}

void MonkeyWatch::print(const std::string& why) {
    std::fprintf(stderr, "monkey: seed %llu, event %d: %s\nThe last events:\n",
                 static_cast<unsigned long long>(seed_), event_.load(), why.c_str());
    const std::unique_lock lock(mutex_, std::try_to_lock);
    for (const std::string& line : lines_)
        std::fprintf(stderr, "  %s\n", line.c_str());
    if (log_ != nullptr) {
        std::fprintf(log_, "%d FAILED: %s\n", event_.load(), why.c_str());
        std::fflush(log_);
    }
}

void MonkeyWatch::fail(const QString& why) {
    print(why.toStdString());
    std::_Exit(1);
}

}  // namespace faceloom
