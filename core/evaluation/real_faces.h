// The real pictures that a generator's faces are measured against, as the face reader sees them.
// Read once, used for every checkpoint. Standard-library types only.
#pragma once

#include "core/base/result.h"
#include "core/data/packed_dataset.h"
#include "core/reading/attribute_reader.h"

#include <cstddef>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

// Fewer pictures held out cannot be measured with.
inline constexpr std::size_t kLeastHeldOut = 2;

// How many faces are drawn where `wanted` are asked for: at most five for each picture held out,
// since more would make nothing surer.
[[nodiscard]] constexpr std::size_t facesToDraw(std::size_t wanted, std::size_t held_out) {
    return wanted < 5 * held_out ? wanted : 5 * held_out;
}

// Immutable, and may be used from any thread; copies share what they hold.
class RealFaces {
public:
    // The pictures that `hold_out` leaves out of training (see hold_out.h) and, spread evenly over
    // the others, up to 5,000 training pictures: as long as looking at so many pictures twice
    // takes, some 700 a second on two cores. Deterministic. Errors: InvalidArgument (fewer than two
    // held out), those of the reader, Cancelled.
    [[nodiscard]] static Result<RealFaces> read(const PackedDataset& pictures, std::size_t hold_out,
                                                std::size_t wanted_faces,
                                                const AttributeReader& reader,
                                                const std::stop_token& stop);

    [[nodiscard]] std::size_t heldOut() const;
    [[nodiscard]] std::size_t faces() const;  // to draw, see facesToDraw
    // What real pictures have where generated faces stand: training pictures, as many as faces,
    // measured against those held out. Columns as in measures.csv, without the suffix.
    [[nodiscard]] const std::map<std::string, double>& floors() const;
    // What a person should know of it, a line each: that there are few.
    [[nodiscard]] const std::vector<std::string>& notes() const;

    struct Content;
    [[nodiscard]] const Content& content() const { return *content_; }  // for core

private:
    explicit RealFaces(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
    std::shared_ptr<const Content> content_;
};

}  // namespace faceloom
