// Where a run's pictures come from, and how the training thread gets them ready. Value types;
// makeDataSource's result runs on the training thread and shares nothing with the window.
#pragma once

#include "core/imaging/dataset_builder.h"
#include "core/imaging/sketch_cache.h"
#include "core/train/training_session.h"

#include <QString>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <variant>

namespace faceloom {

// A file that `prepare` wrote: used as it is.
struct PackedFile {
    std::filesystem::path path;
};

// Drawn by the program itself, for a first try with nothing downloaded.
using SketchPictures = SketchSet;

// PrepareOptions: a folder of photographs.
using TrainingPictures = std::variant<PrepareOptions, PackedFile, SketchPictures>;

// For people and run.json: the folder's name, the file's, "sketch faces".
[[nodiscard]] QString nameOf(const TrainingPictures& pictures);

// Pictures that had to be skipped are told as one message: how many, and the first few by name.
[[nodiscard]] DataSource makeDataSource(TrainingPictures pictures);

}  // namespace faceloom
