// The pictures of a quiz: real ones and generated ones, of one size and through the same 8 bits a
// colour. No Torch header. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/data/packed_dataset.h"
#include "core/latent/latent_studio.h"
#include "core/quiz/quiz_take.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace faceloom {

// Which pictures of a data set a run did not train on.
struct HeldOutOf {
    std::string data_sha256;
    std::size_t data_count = 0;
    std::size_t count = 0;  // held out
    bool operator==(const HeldOutOf&) const = default;
};

// What the real ones are taken from.
struct RealPictures {
    PackedDataset data;
    std::vector<std::uint32_t> candidates;  // positions in it
    std::string name;                       // of the data set, for people
    std::optional<HeldOutOf> held_out;      // nothing: whether they were trained on is not known
};

// What the run in whose folder the model lies held out. Errors: NotFound (no run, nothing held out,
// its pictures are gone), BrokenFile. Reads run.json only.
[[nodiscard]] Result<HeldOutOf> heldOutBy(const ModelInfo& model);
// Those pictures. Reads all of the data once, some second a gigabyte, to see that they are the ones
// trained on. Errors: as above; BrokenFile (they are others by now).
[[nodiscard]] Result<RealPictures> heldOutPictures(const ModelInfo& model);
[[nodiscard]] RealPictures allPictures(PackedDataset data, std::string name);

struct QuizPictures {
    QuizTake empty;  // all that a taking of it says, without taker, time and answers
    std::vector<QuizItem> items;
    std::vector<RgbImage> real;       // `each`, as large as the model draws
    std::vector<RgbImage> generated;  // `each`
    std::vector<std::string> real_names;
    std::vector<std::uint32_t> real_positions;  // in the data set

    [[nodiscard]] QuizAnswer answer(std::size_t item, bool said_real,
                                    std::optional<int> milliseconds) const;
};

// Draws the faces with the truncation that the model names. Real pictures of another size are
// resized (see cropAndResize). Errors: InvalidArgument (too few pictures, see QuizPlan::check),
// those of LatentStudio::render.
[[nodiscard]] Result<QuizPictures> drawQuiz(const QuizPlan& plan, const RealPictures& real,
                                            const LatentStudio& studio);

}  // namespace faceloom
