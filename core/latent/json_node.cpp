#include "core/latent/json_node.h"

#include "core/base/one_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace faceloom {
namespace {

const Json kNothing;

// The double whose shortest decimal is the float's: "0.1", not "0.10000000149011612".
double withFewDigits(float value) {
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
    double read = 0;
    std::from_chars(text.data(), written.ptr, read);
    return static_cast<float>(read) == value ? read : static_cast<double>(value);
}

}  // namespace

Result<Json> parseJson(std::string_view text) {
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > kDeepestJson) throw std::length_error("lists within lists too deep");
        return true;
    };
    try {
        return Json::parse(text, shallow);
    } catch (const std::exception& error) {
        return fail(ErrorCode::BrokenFile, "not readable as JSON: {}", firstLineOf(error.what()));
    }
}

Json jsonOf(const Latent& latent) {
    Json numbers = Json::array();
    for (const float value : latent)
        numbers.push_back(withFewDigits(value));
    return numbers;
}

std::string JsonNode::below(const char* key) const {
    return where_.empty() ? key : where_ + "." + key;
}

void JsonNode::complain(const std::string& what) const {
    if (problem_->empty()) *problem_ = (where_.empty() ? "it" : where_) + " " + what;
}

std::optional<JsonNode> JsonNode::find(const char* key) const {
    if (!value_->is_object()) {
        complain("is not an object");
        return std::nullopt;
    }
    const auto found = value_->find(key);
    if (found == value_->end() || found->is_null()) return std::nullopt;
    return JsonNode(&*found, below(key), problem_);
}

JsonNode JsonNode::at(const char* key) const {
    if (const auto found = find(key)) return *found;
    const JsonNode missing(&kNothing, below(key), problem_);
    missing.complain("is missing");
    return missing;
}

std::vector<JsonNode> JsonNode::items(std::size_t most) const {
    std::vector<JsonNode> nodes;
    if (!value_->is_array()) {
        complain("is not a list");
        return nodes;
    }
    if (value_->size() > most) {
        complain(fmt::format("has {} entries, more than {}", value_->size(), most));
        return nodes;
    }
    for (std::size_t i = 0; i < value_->size(); ++i)
        nodes.push_back(JsonNode(&(*value_)[i], fmt::format("{}[{}]", where_, i), problem_));
    return nodes;
}

std::string JsonNode::text(std::size_t longest) const {
    if (!value_->is_string()) {
        complain("is not a text");
        return {};
    }
    const auto& text = value_->get_ref<const std::string&>();
    if (text.size() > longest) {
        complain(fmt::format("is longer than {} bytes", longest));
        return {};
    }
    if (std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 127; })) {
        complain("holds control characters");
        return {};
    }
    return text;
}

bool JsonNode::flag() const {
    if (!value_->is_boolean()) {
        complain("is neither true nor false");
        return false;
    }
    return value_->get<bool>();
}

double JsonNode::number(double least, double most) const {
    const double number = value_->is_number() ? value_->get<double>() : std::nan("");
    if (number >= least && number <= most) return number;
    complain(fmt::format("is not a number within {} to {}", least, most));
    return least;
}

int JsonNode::integer(int least, int most) const {
    const double number = this->number(least, most);
    if (number != std::floor(number)) complain("is not a whole number");
    return static_cast<int>(number);
}

std::uint64_t JsonNode::seed() const {
    if (!value_->is_number_unsigned()) {
        complain("is not a whole number within 0 to 2^64 - 1");
        return 0;
    }
    return value_->get<std::uint64_t>();
}

Latent JsonNode::latent(int size) const {
    if (!value_->is_array()) {
        complain("is not a list");
    } else if (value_->size() != static_cast<std::size_t>(size)) {
        complain(fmt::format("holds {} numbers, the model takes {}", value_->size(), size));
    }
    if (!good()) return {};
    Latent latent;
    latent.reserve(value_->size());
    for (const Json& entry : *value_) {
        const double number = entry.is_number() ? entry.get<double>() : std::nan("");
        latent.push_back(static_cast<float>(number));
        if (std::isfinite(latent.back())) continue;
        complain(fmt::format("has at position {} no finite number", latent.size()));
        return {};
    }
    return latent;
}

}  // namespace faceloom
