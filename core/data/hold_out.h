// Which pictures of a data set training leaves out, so that what it makes can be compared with
// faces that it never saw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace faceloom {

// How many are left out where `wanted` are asked for: at most a tenth.
[[nodiscard]] constexpr std::size_t heldOutCount(std::size_t pictures, std::size_t wanted) {
    return wanted < pictures / 10 ? wanted : pictures / 10;
}

// Positions in a data set, ascending; each is in one of the two.
struct PictureSplit {
    std::vector<std::uint32_t> training;
    std::vector<std::uint32_t> held_out;
};

// Those left out are spread evenly. Depends on the two numbers alone.
[[nodiscard]] PictureSplit splitPictures(std::size_t pictures, std::size_t hold_out);

}  // namespace faceloom
