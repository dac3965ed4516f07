#include "core/data/hold_out.h"

namespace faceloom {

PictureSplit splitPictures(std::size_t pictures, std::size_t hold_out) {
    const std::size_t count = heldOutCount(pictures, hold_out);
    PictureSplit split;
    split.held_out.reserve(count);
    split.training.reserve(pictures - count);
    for (std::size_t i = 0; i < pictures; ++i) {
        const std::size_t next = split.held_out.size();
        // From the middle of each of `count` equal stretches.
        const bool held = next < count && i == (2 * next + 1) * pictures / (2 * count);
        (held ? split.held_out : split.training).push_back(static_cast<std::uint32_t>(i));
    }
    return split;
}

}  // namespace faceloom
