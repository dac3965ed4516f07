#include "core/report/model_report.h"

#include "core/base/shipped_models.h"
#include "core/base/system_facts.h"
#include "core/gan/compute_facts.h"
#include "core/gan/model_card.h"
#include "core/latent/latent_studio.h"
#include "core/quiz/quiz_file.h"
#include "core/reading/suggested_sum.h"
#include "core/train/loss_file.h"
#include "core/train/timeline_faces.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <utility>

#include <fmt/chrono.h>

namespace faceloom {

namespace {

constexpr std::size_t kGridFaces = 36;
constexpr std::size_t kReportFoolings = 6;

// Spread evenly, the first and the last among them, and the best.
std::vector<const TimelinePoint*> pointsToShow(const RunTimeline& timeline) {
    const auto& points = timeline.points;
    const std::size_t count = std::min(points.size(), kReportMoments);
    std::vector<const TimelinePoint*> shown;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].best) best = i;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = count > 1 ? i * (points.size() - 1) / (count - 1) : 0;
        const std::size_t to = count > 1 ? (i + 1) * (points.size() - 1) / (count - 1) : 1;
        // In place of the point before it, unless that is the last one.
        const bool holds_best = best && *best >= from && *best < to && i + 1 < count;
        shown.push_back(&points[holds_best ? *best : from]);
    }
    return shown;
}

class Gathering {
public:
    Gathering(const ReportRequest& request, const std::stop_token& stop,
              const std::function<void(int, int)>& progress)
        : request_(request), stop_(stop), progress_(progress) {}

    Result<ModelReport> carryOut() {
        const auto studio = LatentStudio::open(request_.model);
        if (!studio) return passOn(studio);
        describe(studio->info());
        if (auto status = advance(); !status) return passOn(status);
        takeRun();
        if (auto status = advance(); !status) return passOn(status);
        if (auto status = takeMoments(); !status) return passOn(status);
        if (auto status = drawGrid(*studio); !status) return passOn(status);
        if (auto status = advance(); !status) return passOn(status);
        if (auto status = readFaces(*studio); !status) return passOn(status);
        if (auto status = takeQuiz(*studio); !status) return passOn(status);
        return std::move(report_);
    }

private:
    Status advance() {
        if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        if (progress_) progress_(++done_, parts_);
        return {};
    }

    void miss(const Error& error) { report_.missing.push_back(error.message); }

    void describe(const ModelInfo& info) {
        const std::time_t now =
            std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
        report_.created = fmt::format("{:%Y-%m-%d %H:%M}", fmt::localtime(now));
        report_.program = {programFact()};
        for (const Facts& facts : {systemFacts(), computeFacts()})
            report_.program.insert(report_.program.end(), facts.begin(), facts.end());
        report_.model = info;
        report_.card = cardSection(info);
        report_.grid = {request_.seed, request_.truncation.value_or(info.truncation)};
    }

    // A model that lies in no run's folder has none.
    void takeRun() {
        const RunFolder folder(runFolderOf(report_.model));
        if (folder.root().empty() || !folder.hasRun()) return;
        auto timeline = readTimeline(folder);
        if (!timeline) return miss(timeline.error());
        ReportRun run;
        run.timeline = std::move(*timeline);
        if (auto losses = readLosses(folder.lossFile()))
            run.losses = std::move(*losses);
        else
            miss(losses.error());
        if (auto measures = readMeasures(folder.measuresFile()))
            run.measures = std::move(*measures);
        else
            miss(measures.error());
        report_.run = std::move(run);
    }

    Status takeMoments() {
        if (!report_.run) return {};
        const RunTimeline& timeline = report_.run->timeline;
        const auto points = pointsToShow(timeline);
        parts_ += static_cast<int>(points.size());
        for (const TimelinePoint* point : points) {
            auto faces = facesAt(*point, timeline.run.options.seed);
            if (faces)
                report_.run->moments.push_back({point->step, point->best, std::move(*faces)});
            else
                miss(faces.error());
            if (auto status = advance(); !status) return status;
        }
        return {};
    }

    Status drawGrid(const LatentStudio& studio) {
        latents_ = sampleLatents(report_.grid, kGridFaces, studio.latentSize());
        auto faces = studio.render(latents_);
        if (!faces) return passOn(faces);
        report_.faces = std::move(*faces);
        return {};
    }

    std::optional<AgeEstimator> openAges() {
        const auto files =
            AgeModelFiles::in(request_.age_model.empty() ? shippedAgeModel() : request_.age_model);
        auto ages = files ? AgeEstimator::open(*files) : passOn(files);
        if (ages) return std::move(*ages);
        miss(ages.error());
        return std::nullopt;
    }

    std::optional<AttributeReader> openAttributes() {
        auto reader =
            AttributeReader::open(request_.attribute_reader.empty() ? shippedAttributeReader()
                                                                    : request_.attribute_reader);
        if (reader) return std::move(*reader);
        miss(reader.error());
        return std::nullopt;
    }

    Status readFaces(const LatentStudio& studio) {
        const FaceReadings readers =
            request_.readers ? *request_.readers : FaceReadings(openAges(), openAttributes());
        auto readings = readers.read(report_.faces);
        if (!readings) {
            miss(readings.error());
            return {};
        }
        report_.readings = std::move(*readings);
        if (!readers.readsAttributes()) return {};
        return doArithmetic(studio, readers);
    }

    Status doArithmetic(const LatentStudio& studio, const FaceReadings& readers) {
        std::vector<AttributeReading> attributes;
        for (const FaceReading& reading : report_.readings)
            attributes.push_back(*reading.attributes);
        SuggestedSum sum = suggestedSum(attributes, latents_);
        std::vector<Latent> latents(sum.means.begin(), sum.means.end());
        latents.push_back(std::move(sum.sum));
        auto faces = studio.render(latents);
        if (!faces) return passOn(faces);
        const auto read = readers.attributes()->read(std::span(*faces).last(1));
        if (!read) return passOn(read);
        ReportArithmetic arithmetic;
        arithmetic.sets = std::move(sum.sets);
        for (std::size_t i = 0; i < arithmetic.means.size(); ++i)
            arithmetic.means.at(i) = std::move((*faces)[i]);
        arithmetic.result = std::move(faces->back());
        arithmetic.reading = read->front();
        report_.arithmetic = std::move(arithmetic);
        return {};
    }

    Status takeQuiz(const LatentStudio& studio) {
        const KeptTakes kept =
            readTakes(request_.quiz_folder.empty() ? quizFolder() : request_.quiz_folder);
        ReportQuiz quiz;
        std::ranges::copy_if(kept.takes, std::back_inserter(quiz.takes), [&](const auto& take) {
            return take.model_sha256 == report_.model.sha256 && !take.answers.empty();
        });
        if (quiz.takes.empty()) return {};
        // The faces of the set that was asked last.
        const QuizTake& last = quiz.takes.back();
        std::vector<QuizTake> alike;
        std::ranges::copy_if(quiz.takes, std::back_inserter(alike), [&](const auto& take) {
            return take.faces_seed == last.faces_seed && take.truncation == last.truncation;
        });
        const auto latents =
            sampleLatents(GridSeed{last.faces_seed, last.truncation},
                          static_cast<std::size_t>(last.plan.each), studio.latentSize());
        for (const FooledBy& fooling : fooledMost(alike)) {
            const auto face = static_cast<std::size_t>(fooling.face - 1);
            if (fooling.fooled.part == 0 || face >= latents.size()) continue;
            if (quiz.foolings.size() == kReportFoolings) break;
            auto picture = studio.render(std::span(latents).subspan(face, 1));
            if (!picture) return passOn(picture);
            quiz.foolings.push_back({std::move(picture->front()), fooling.fooled});
        }
        report_.quiz = std::move(quiz);
        return {};
    }

    const ReportRequest& request_;
    const std::stop_token& stop_;
    const std::function<void(int, int)>& progress_;
    ModelReport report_;
    std::vector<Latent> latents_;
    int done_ = 0;
    int parts_ = 3;
};

}  // namespace

Result<ModelReport> gatherReport(const ReportRequest& request, const std::stop_token& stop,
                                 const std::function<void(int, int)>& progress) {
    return Gathering(request, stop, progress).carryOut();
}

}  // namespace faceloom
