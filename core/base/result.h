// How foreseeable failures travel: a value or an Error. Programmer errors throw instead.
// Value types; as thread-safe as what they hold.
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>
#include <tl/expected.hpp>

namespace faceloom {

// What kind of failure; the command line maps each to an exit code of its own.
enum class ErrorCode {
    InvalidArgument,  // a value that cannot be used: an index out of range, a crop outside the
                      // picture
    NotFound,         // a file or folder that is not there
    BrokenFile,  // a file that is there and cannot be trusted: truncated, wrong shapes, NaN weights
    WriteFailed,  // a folder that cannot be written, a full disk
    Unavailable,  // a device or codec that this machine lacks
    NonFinite,    // a loss or weight became NaN or infinite
    Cancelled,    // the caller's stop token was triggered before a result existed
    Internal,     // a library failed in a way nobody foresaw
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;  // one line that names the path and the values
};

template <class T>
using Result = tl::expected<T, Error>;

// Success, or why not.
using Status = Result<void>;

template <class... Args>
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, fmt::format_string<Args...> text,
                                         Args&&... args) {
    return tl::unexpected<Error>(Error{code, fmt::format(text, std::forward<Args>(args)...)});
}

// Hands on another result's error, whatever that result would have held.
template <class T>
[[nodiscard]] tl::unexpected<Error> passOn(const Result<T>& failed) {
    return tl::unexpected<Error>(failed.error());
}

}  // namespace faceloom
