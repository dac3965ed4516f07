#include "core/train/timeline.h"

#include "core/base/safetensors.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

// A point of a series that is being thinned.
struct Member {
    std::int64_t step = 0;
    std::uintmax_t bytes = 0;
    bool fixed = false;
};

// How wide a gap is left without the member, as measured against how wide it may be at its age: at
// the oldest end five times what it may be at the newest.
double gapWithout(const std::vector<Member>& members, std::size_t index) {
    const auto newest = static_cast<double>(members.back().step);
    const double span = newest - static_cast<double>(members.front().step);
    const double age = newest - static_cast<double>(members[index].step);
    const auto gap = static_cast<double>(members[index + 1].step - members[index - 1].step);
    constexpr double kNewestShare = 0.25;
    return gap / (age + kNewestShare * span);
}

std::uintmax_t bytesOf(const std::vector<Member>& members) {
    return std::accumulate(
        members.begin(), members.end(), std::uintmax_t{0},
        [](std::uintmax_t sum, const Member& member) { return sum + member.bytes; });
}

// Takes members out, the one whose absence shows least first, until the rest fits.
void thin(std::vector<Member>& members, std::uintmax_t budget, std::size_t most) {
    std::uintmax_t total = bytesOf(members);
    while (total > budget || members.size() > most) {
        std::size_t least = 0;
        double least_gap = std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < members.size(); ++i) {
            const double gap = members[i].fixed ? least_gap : gapWithout(members, i);
            if (gap >= least_gap) continue;
            least = i;
            least_gap = gap;
        }
        if (least == 0) return;
        total -= members[least].bytes;
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(least));
    }
}

std::vector<std::int64_t> stepsOf(const std::vector<Member>& members) {
    std::vector<std::int64_t> steps;
    for (const Member& member : members)
        steps.push_back(member.step);
    return steps;
}

std::vector<TimelinePoint> pointsIn(const RunFolder& folder) {
    std::vector<TimelinePoint> points;
    std::error_code ignored;
    for (const std::int64_t step : folder.checkpointSteps()) {
        TimelinePoint point;
        point.step = step;
        point.file = folder.checkpointFile(step);
        if (!SafetensorsFile::open(point.file)) continue;
        point.bytes = fs::file_size(point.file, ignored);
        if (fs::exists(folder.sampleFile(step), ignored)) point.sample = folder.sampleFile(step);
        points.push_back(std::move(point));
    }
    if (!points.empty()) points.back().newest = true;
    return points;
}

std::vector<std::int64_t> stepsOf(const std::vector<TimelinePoint>& points) {
    std::vector<std::int64_t> steps;
    for (const TimelinePoint& point : points)
        steps.push_back(point.step);
    return steps;
}

}  // namespace

std::int64_t RunTimeline::totalSteps() const {
    if (run.options.steps > 0) return run.options.steps;
    const std::int64_t batch = std::max(run.options.batch, 1);
    const auto pictures = run.options.epochs * static_cast<std::int64_t>(run.trainingCount());
    return (pictures + batch - 1) / batch;
}

std::int64_t RunTimeline::epochAt(std::int64_t step) const {
    const auto pictures = static_cast<std::int64_t>(run.trainingCount());
    if (pictures == 0) return 1;
    const std::int64_t shown = std::max<std::int64_t>(step - 1, 0) * run.options.batch;
    return shown / pictures + 1;
}

const TimelinePoint* RunTimeline::at(std::int64_t step) const {
    const auto found = std::ranges::find(points, step, &TimelinePoint::step);
    return found == points.end() ? nullptr : &*found;
}

Result<RunTimeline> readTimeline(const RunFolder& folder) {
    auto run = folder.readDescription();
    if (!run) return passOn(run);
    RunTimeline timeline{folder.root(), std::move(*run), pointsIn(folder), {}, {}};
    auto measures = readMeasures(folder.measuresFile());
    if (!measures) {
        timeline.problem = measures.error().message;
        return timeline;
    }
    const auto best = bestStep(*measures, stepsOf(timeline.points));
    for (TimelinePoint& point : timeline.points) {
        point.kernel_distance = kernelDistanceAt(*measures, point.step);
        point.best = best == point.step;
    }
    timeline.measures = std::move(*measures);
    return timeline;
}

std::vector<std::int64_t> stepsToKeep(std::span<const SizedPoint> points,
                                      std::optional<std::int64_t> best,
                                      std::uintmax_t budget_bytes) {
    std::vector<Member> members;
    for (const SizedPoint& point : points)
        members.push_back({point.step, point.bytes, best == point.step});
    const std::size_t newest = std::min(kNewestKept, members.size());
    for (std::size_t i = members.size() - newest; i < members.size(); ++i)
        members[i].fixed = true;
    thin(members, budget_bytes, kMostCheckpoints);
    // Where there is no room for a series, the first goes before the best does.
    if (members.size() > newest && !members.front().fixed && bytesOf(members) > budget_bytes)
        members.erase(members.begin());
    if (members.size() > newest && bytesOf(members) > budget_bytes) members.erase(members.begin());
    return stepsOf(members);
}

std::vector<std::int64_t> samplesToKeep(std::span<const std::int64_t> samples,
                                        std::span<const std::int64_t> wanted, std::size_t most) {
    const std::set<std::int64_t> fixed(wanted.begin(), wanted.end());
    std::vector<Member> members;
    for (const std::int64_t step : samples)
        members.push_back({step, 0, fixed.contains(step)});
    const std::size_t newest = std::min(kNewestKept, members.size());
    for (std::size_t i = members.size() - newest; i < members.size(); ++i)
        members[i].fixed = true;
    thin(members, 0, most);
    return stepsOf(members);
}

void thinOut(const RunFolder& folder, std::uintmax_t budget_bytes,
             std::span<const std::int64_t> in_use) {
    const auto points = pointsIn(folder);
    const auto whole = stepsOf(points);
    const auto measures = readMeasures(folder.measuresFile());
    std::vector<SizedPoint> sized;
    for (const TimelinePoint& point : points)
        sized.push_back({point.step, point.bytes});
    const auto kept =
        stepsToKeep(sized, measures ? bestStep(*measures, whole) : std::nullopt, budget_bytes);
    std::set<std::int64_t> staying(kept.begin(), kept.end());
    staying.insert(in_use.begin(), in_use.end());
    std::error_code ignored;
    for (const std::int64_t step : folder.checkpointSteps()) {
        // What is newer than the newest whole one may still be being written by another hand.
        const bool old = !whole.empty() && step < whole.back();
        if (old && !staying.contains(step)) fs::remove(folder.checkpointFile(step), ignored);
    }
    const auto samples = folder.sampleSteps();
    const auto shown = samplesToKeep(samples, kept);
    const std::set<std::int64_t> staying_samples(shown.begin(), shown.end());
    for (const std::int64_t step : samples)
        if (!staying_samples.contains(step)) fs::remove(folder.sampleFile(step), ignored);
}

}  // namespace faceloom
