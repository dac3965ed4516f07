#include "app/commands/command.h"

namespace faceloom {

int exitCodeOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
            return 2;
        case ErrorCode::NotFound:
            return 3;
        case ErrorCode::BrokenFile:
            return 4;
        case ErrorCode::WriteFailed:
            return 5;
        case ErrorCode::Unavailable:
            return 6;
        case ErrorCode::NonFinite:
            return 7;
        case ErrorCode::Cancelled:
            return kExitInterrupted;
        case ErrorCode::Internal:
            break;
    }
    return 1;
}

Status checkScale(int scale) {
    if (scale >= 1 && scale <= 8) return {};
    return fail(ErrorCode::InvalidArgument, "--scale {} is not within 1 to 8", scale);
}

Status checkCount(int count) {
    constexpr int kMostFaces = 10000;
    if (count >= 1 && count <= kMostFaces) return {};
    return fail(ErrorCode::InvalidArgument, "--count {} is not within 1 to {}", count, kMostFaces);
}

Result<InterpolationMode> readMode(const std::string& text) {
    if (text == "lerp") return InterpolationMode::Lerp;
    if (text == "slerp") return InterpolationMode::Slerp;
    return fail(ErrorCode::InvalidArgument, "--mode '{}' is neither lerp nor slerp", text);
}

}  // namespace faceloom
