#include "core/base/safetensors_header.h"

#include <cstdint>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace faceloom {
namespace {

constexpr std::string_view kMetadataKey = "__metadata__";
constexpr std::size_t kLongestQuote = 80;  // of a hostile name in a message

std::string inQuotes(const std::string& text) {
    return "\"" + (text.size() <= kLongestQuote ? text : text.substr(0, kLongestQuote) + "...") +
           "\"";
}

bool dtypeFromName(const std::string& name, DType& dtype) {
    for (const DType known :
         {DType::U8, DType::I8, DType::I64, DType::F16, DType::F32, DType::F64}) {
        if (dtypeName(known) == name) {
            dtype = known;
            return true;
        }
    }
    return false;
}

// Receives the parser's events; no tree is built, so that neither depth nor duplicates can hurt.
class HeaderReader {
public:
    using Json = nlohmann::json;

    SafetensorsHeader header;
    std::string problem;

    bool null() { return refuse("null"); }
    bool boolean(bool) { return refuse("a boolean"); }
    bool number_float(Json::number_float_t, const std::string& text) {
        return refuse("the number " + text.substr(0, kLongestQuote));
    }
    bool binary(Json::binary_t&) { return refuse("binary data"); }
    bool number_integer(Json::number_integer_t value) {
        return refuse("the number " + std::to_string(value));
    }
    bool number_unsigned(Json::number_unsigned_t value) {
        if (place_ == Place::Shape) {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
                return refuse("the dimension " + std::to_string(value));
            }
            entry_.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (place_ == Place::Offsets && offsets_.size() < 2) {
            offsets_.push_back(value);
            return true;
        }
        return refuse("the number " + std::to_string(value));
    }
    bool string(std::string& value) {
        if (place_ == Place::Metadata) {
            header.metadata[key_] = std::move(value);
            return true;
        }
        if (place_ != Place::Tensor || key_ != "dtype")
            return refuse("the text " + inQuotes(value));
        if (!dtypeFromName(value, entry_.dtype)) {
            return stop("tensor " + inQuotes(name_) + " has the unknown type " + inQuotes(value));
        }
        return true;
    }
    bool start_object(std::size_t) {
        switch (place_) {
            case Place::Outside:
                place_ = Place::Top;
                return true;
            case Place::Top:
                startEntry();
                return true;
            default:
                return refuse("an object");
        }
    }
    bool end_object() {
        if (place_ == Place::Tensor && !endTensor()) return false;
        place_ = place_ == Place::Top ? Place::Outside : Place::Top;
        return true;
    }
    bool start_array(std::size_t) {
        if (place_ == Place::Tensor && (key_ == "shape" || key_ == "data_offsets")) {
            place_ = key_ == "shape" ? Place::Shape : Place::Offsets;
            return true;
        }
        return refuse("an array");
    }
    bool end_array() {
        place_ = Place::Tensor;
        return true;
    }
    bool key(std::string& value) {
        key_ = value;
        if (place_ == Place::Top) {
            name_ = value;
            if (!names_.insert(value).second)
                return stop("the key " + inQuotes(value) + " is there twice");
            return true;
        }
        if (!inner_keys_.insert(value).second) {
            return stop("the key " + inQuotes(value) + " is there twice in " + inQuotes(name_));
        }
        if (place_ == Place::Tensor && value != "dtype" && value != "shape" &&
            value != "data_offsets") {
            return stop("tensor " + inQuotes(name_) + " has the unknown key " + inQuotes(value));
        }
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
        return stop("the header is not valid JSON at byte " + std::to_string(position));
    }

private:
    enum class Place { Outside, Top, Metadata, Tensor, Shape, Offsets };

    bool stop(std::string text) {
        if (problem.empty()) problem = std::move(text);
        return false;
    }
    bool refuse(const std::string& what) {
        if (place_ == Place::Outside) return stop("the header is not a JSON object but " + what);
        return stop("the header has " + what + " in an unexpected place, in " + inQuotes(name_));
    }
    void startEntry() {
        inner_keys_.clear();
        entry_ = {};
        offsets_.clear();
        place_ = name_ == kMetadataKey ? Place::Metadata : Place::Tensor;
    }
    bool endTensor() {
        if (inner_keys_.size() != 3) {
            return stop("tensor " + inQuotes(name_) + " lacks dtype, shape or data_offsets");
        }
        if (offsets_.size() != 2) {
            return stop("tensor " + inQuotes(name_) + " has " + std::to_string(offsets_.size()) +
                        " data_offsets instead of 2");
        }
        entry_.begin = offsets_[0];
        entry_.end = offsets_[1];
        header.tensors.emplace(name_, std::move(entry_));
        return true;
    }

    Place place_ = Place::Outside;
    std::string name_;  // of the entry that is being read
    std::string key_;   // the key read last
    std::set<std::string> names_;
    std::set<std::string> inner_keys_;
    TensorEntry entry_;
    std::vector<std::uint64_t> offsets_;
};

}  // namespace

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json) {
    if (json.empty() || json.front() != '{') {
        return fail(ErrorCode::BrokenFile, "the header does not begin with a JSON object");
    }
    HeaderReader reader;
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader)) {
        return fail(ErrorCode::BrokenFile, "{}",
                    reader.problem.empty() ? "the header is not valid JSON" : reader.problem);
    }
    return std::move(reader.header);
}

}  // namespace faceloom
