#include "core/reading/reader_options.h"

#include "core/base/number_range.h"

namespace faceloom {

Status ReaderTrainOptions::check() const {
    return checkRanges({
        {"epochs", double(epochs), 1, 100000},
        {"batch", double(batch), 2, 65536},
        {"learning rate", learning_rate, 1e-9, 1e3},
        {"weight decay", weight_decay, 0, 1e3},
        {"dropout", dropout, 0, 0.99},
        {"zoom-in", jitter.zoom_in, 0, 2},
        {"zoom-out", jitter.zoom_out, 0, 2},
        {"blur", jitter.blur, 0, 1},
        {"weight average", weight_average, 0, 0.999999},
    });
}

bool heldOut(std::string_view name) {
    // FNV-1a, which no library changes from one version to the next.
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3;
    }
    constexpr std::uint64_t kOneIn = 8;
    return (hash >> 32) % kOneIn == 0;
}

}  // namespace faceloom
