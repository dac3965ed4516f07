// CelebA's forty attributes, and what was read off a face. Standard-library types only.
// Thread-safe: no shared state.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace faceloom {

inline constexpr std::size_t kAttributes = 40;

// In CelebA's own order, which is the order of the reader's outputs: "5_o_Clock_Shadow", … "Young".
[[nodiscard]] const std::array<std::string_view, kAttributes>& attributeNames();

// The ones the program itself uses.
enum class FaceAttribute : std::size_t { Eyeglasses = 15, Male = 20, Smiling = 31, Young = 39 };

struct AttributeReading {
    std::array<float, kAttributes> probabilities{};  // 0..1 each, of having it

    [[nodiscard]] float of(FaceAttribute attribute) const {
        return probabilities[static_cast<std::size_t>(attribute)];
    }
    bool operator==(const AttributeReading&) const = default;
};

// What a person would say in two or three words: "smiling woman", "man · glasses".
[[nodiscard]] std::string describe(const AttributeReading& reading);

}  // namespace faceloom
