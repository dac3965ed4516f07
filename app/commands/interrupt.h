// Ctrl-C and SIGTERM as a stop token.
#pragma once

#include <memory>
#include <stop_token>

namespace faceloom {

// While it lives, SIGINT and SIGTERM trigger the token; a second one kills as usual. One at a time;
// make it before other threads, which inherit its signal mask.
class InterruptToken {
public:
    InterruptToken();
    ~InterruptToken();
    InterruptToken(const InterruptToken&) = delete;
    InterruptToken& operator=(const InterruptToken&) = delete;
    [[nodiscard]] std::stop_token token() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace faceloom
