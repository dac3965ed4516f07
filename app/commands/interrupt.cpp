#include "app/commands/interrupt.h"

#include <csignal>
#include <cstdint>
#include <thread>

#include <sys/eventfd.h>
#include <unistd.h>

namespace faceloom {

namespace {

int signal_event = -1;  // a signal handler reaches globals only

void onSignal(int number) {
    const std::uint64_t one = 1;
    // write() is async-signal-safe; nothing can be done here about its failing.
    [[maybe_unused]] const auto written = write(signal_event, &one, sizeof one);
    std::signal(number, SIG_DFL);
}

}  // namespace

struct InterruptToken::Impl {
    std::stop_source source;
    std::jthread waiter;
};

InterruptToken::InterruptToken() : impl_(std::make_unique<Impl>()) {
    signal_event = eventfd(0, EFD_CLOEXEC);
    impl_->waiter = std::jthread([source = impl_->source]() mutable {
        std::uint64_t value = 0;
        while (read(signal_event, &value, sizeof value) < 0 && errno == EINTR) {
        }
        source.request_stop();
    });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

InterruptToken::~InterruptToken() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(signal_event, &one, sizeof one);
    impl_->waiter.join();
    close(signal_event);
    signal_event = -1;
}

std::stop_token InterruptToken::token() const {
    return impl_->source.get_token();
}

}  // namespace faceloom
