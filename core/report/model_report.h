// What a report of a model says, gathered from its file, the run it is of and the readers. No Torch
// and no HTML here.
#pragma once

#include "core/base/facts.h"
#include "core/base/result.h"
#include "core/base/rgb_image.h"
#include "core/gan/model_info.h"
#include "core/latent/latent_ops.h"
#include "core/quiz/quiz_score.h"
#include "core/quiz/quiz_take.h"
#include "core/reading/face_readings.h"
#include "core/train/run_measures.h"
#include "core/train/timeline.h"
#include "core/train/train_types.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace faceloom {

struct ReportRequest {
    std::filesystem::path model;                  // a run folder, a checkpoint or a generator
    std::uint64_t seed = 1;                       // of the grid
    std::optional<double> truncation = {};        // nothing: as the model says
    std::filesystem::path quiz_folder = {};       // empty: the user's, see quiz_file.h
    std::filesystem::path attribute_reader = {};  // empty: the one that ships
    std::filesystem::path age_model = {};         // a folder with a Caffe pair; empty: as above
    std::optional<FaceReadings> readers = {};     // instead of both, where they are open already
};

// The same 36 faces at one checkpoint.
struct ReportMoment {
    std::int64_t step = 0;
    bool best = false;
    std::vector<RgbImage> faces;
};

struct ReportRun {
    RunTimeline timeline;
    std::vector<StepMetrics> losses;
    std::vector<RunMeasure> measures;
    std::vector<ReportMoment> moments;  // oldest first, spread over the run
};

// Smiling woman − neutral woman + neutral man, sets as suggested.
struct ReportArithmetic {
    std::array<std::vector<std::size_t>, 3> sets;  // positions in the grid
    std::array<RgbImage, 3> means;
    RgbImage result;
    AttributeReading reading;  // of the result
};

// "Real or fake": who was asked about this very model.
struct ReportQuiz {
    struct Fooling {
        RgbImage face;
        Share fooled;  // of all answers about it
    };
    std::vector<QuizTake> takes;    // oldest first, at least one
    std::vector<Fooling> foolings;  // the faces that were taken for real ones most often
};

struct ModelReport {
    std::string created;  // local time, "2026-11-25 14:05"
    Facts program;        // the program and the machine
    ModelInfo model;
    std::string card;  // Markdown, see cardSection; empty: none
    std::optional<ReportRun> run;
    GridSeed grid;
    std::vector<RgbImage> faces;        // 36
    std::vector<FaceReading> readings;  // as many, or none
    std::optional<ReportArithmetic> arithmetic;
    std::optional<ReportQuiz> quiz;
    std::vector<std::string> missing;  // what could not be had, and why: a line each
};

inline constexpr std::size_t kReportMoments = 8;  // at most

// Only what the model cannot do without is an error; what else is broken or not there stands in
// `missing`. Takes some seconds. `progress(done, total)` is called on the calling thread.
// Thread-safe. Errors: those of LatentStudio::open and render; Cancelled.
[[nodiscard]] Result<ModelReport> gatherReport(const ReportRequest& request,
                                               const std::stop_token& stop,
                                               const std::function<void(int, int)>& progress = {});

}  // namespace faceloom
