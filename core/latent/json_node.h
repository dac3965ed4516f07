// A place in parsed JSON that is not trusted: reads values and says where something is wrong.
// Internal to core: includes nlohmann's JSON. Not thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_ops.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace faceloom {

using Json = nlohmann::json;  // not the ordered one: its objects of many keys are slow to read

// Of a text that may be hostile: no deeper than `kDeepestJson`. Errors: BrokenFile.
inline constexpr int kDeepestJson = 12;
[[nodiscard]] Result<Json> parseJson(std::string_view text);

// A number that must be whole and fit. Throws std::out_of_range where it is not or does not.
template <class Int>
[[nodiscard]] Int wholeNumber(const Json& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (std::in_range<Int>(number)) return static_cast<Int>(number);
    } else if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        if (std::in_range<Int>(number)) return static_cast<Int>(number);
    }
    throw std::out_of_range("a whole number is not one, or too large");
}

// Numbers are written with the fewest digits that give the float back to the bit.
[[nodiscard]] Json jsonOf(const Latent& latent);

// The first thing wrong is kept; from then on all reads give what is harmless. So that a reader can
// be written down straight and asked once, at the end, whether all was well.
class JsonNode {
public:
    // `value` and `problem` outlive this and what is read from it. `problem` is empty at first.
    JsonNode(const Json& value, std::string* problem) : value_(&value), problem_(problem) {}

    [[nodiscard]] JsonNode at(const char* key) const;                   // must be there
    [[nodiscard]] std::optional<JsonNode> find(const char* key) const;  // nothing: absent or null
    [[nodiscard]] std::vector<JsonNode> items(std::size_t most) const;  // of an array

    [[nodiscard]] std::string text(std::size_t longest) const;  // bytes; without control characters
    [[nodiscard]] bool flag() const;
    [[nodiscard]] double number(double least, double most) const;
    [[nodiscard]] int integer(int least, int most) const;
    [[nodiscard]] std::uint64_t seed() const;
    [[nodiscard]] Latent latent(int size) const;  // finite numbers, this many

    [[nodiscard]] bool good() const { return problem_->empty(); }
    void complain(const std::string& what) const;  // "sets[0].name " + what

private:
    JsonNode(const Json* value, std::string where, std::string* problem)
        : value_(value), where_(std::move(where)), problem_(problem) {}
    [[nodiscard]] std::string below(const char* key) const;

    const Json* value_;
    std::string where_;  // "sets[0].members[2]"
    std::string* problem_;
};

}  // namespace faceloom
