#include "core/imaging/picture_decoder.h"
#include "core/latent/direction_fit.h"
#include "core/quiz/quiz_judges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <unordered_set>
#include <utility>

namespace faceloom {

namespace {

constexpr std::size_t kFacesAtOnce = 32;

using Rows = std::vector<Features>;

// Each feature to mean 0 and deviation 1 over the examples; one that never differs to 0.
struct Standard {
    std::vector<double> mean;
    std::vector<double> scale;

    explicit Standard(std::span<const Rows* const> sets)
        : mean(sets.front()->front().size()), scale(mean.size()) {
        double count = 0;
        for (const Rows* rows : sets) {
            count += static_cast<double>(rows->size());
            for (const Features& row : *rows)
                for (std::size_t i = 0; i < mean.size(); ++i)
                    mean[i] += static_cast<double>(row[i]);
        }
        for (double& value : mean)
            value /= count;
        for (const Rows* rows : sets)
            for (const Features& row : *rows)
                for (std::size_t i = 0; i < mean.size(); ++i)
                    scale[i] += std::pow(static_cast<double>(row[i]) - mean[i], 2);
        for (double& value : scale)
            value = value > 0 ? 1 / std::sqrt(value / count) : 0;
    }

    [[nodiscard]] Rows operator()(const Rows& rows) const {
        Rows moved = rows;
        for (Features& row : moved)
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = static_cast<float>((static_cast<double>(row[i]) - mean[i]) * scale[i]);
        return moved;
    }
};

std::vector<double> alongDirection(const Rows& rows, const Latent& direction) {
    std::vector<double> along;
    for (const Features& row : rows) {
        double sum = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            sum += static_cast<double>(row[i]) * static_cast<double>(direction[i]);
        along.push_back(sum);
    }
    return along;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

// Positions of pictures that are not asked about, spread evenly over those there are.
std::vector<std::uint32_t> otherPictures(const RealPictures& real, const QuizPictures& quiz) {
    const std::unordered_set<std::uint32_t> asked(quiz.real_positions.begin(),
                                                  quiz.real_positions.end());
    std::vector<std::uint32_t> others;
    for (const std::uint32_t position : real.candidates)
        if (!asked.contains(position)) others.push_back(position);
    const std::size_t wanted = std::min(others.size(), kMostExamples);
    std::vector<std::uint32_t> spread;
    for (std::size_t i = 0; i < wanted; ++i)
        spread.push_back(others[i * others.size() / wanted]);
    return spread;
}

Status readInto(Rows& rows, const AttributeReader& reader, const std::vector<RgbImage>& faces) {
    auto features = reader.features(faces);
    if (!features) return passOn(features);
    std::ranges::move(*features, std::back_inserter(rows));
    return {};
}

// Calls `facesOf(first, last)` for `count` faces, a few at a time.
template <class FacesOf>
Result<Rows> readInTurns(const AttributeReader& reader, std::size_t count,
                         const std::stop_token& stop, const FacesOf& facesOf) {
    Rows rows;
    for (std::size_t first = 0; first < count; first += kFacesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const Result<std::vector<RgbImage>> faces =
            facesOf(first, std::min(first + kFacesAtOnce, count));
        if (!faces) return passOn(faces);
        if (auto status = readInto(rows, reader, *faces); !status) return passOn(status);
    }
    return rows;
}

struct Examples {
    Rows real;
    Rows generated;
};

// The real ones come to the generated ones' size on the way the quiz's own do.
Result<Examples> readExamples(const AttributeReader& reader, const LatentStudio& studio,
                              const RealPictures& real, const QuizPictures& quiz,
                              const std::stop_token& stop) {
    const auto others = otherPictures(real, quiz);
    if (others.size() < kFewestExamples) {
        return fail(ErrorCode::InvalidArgument,
                    "{}: {} pictures that are not asked about are too few to learn from, {} needed",
                    real.name, others.size(), kFewestExamples);
    }
    const int side = studio.imageSize();
    auto seen = readInTurns(reader, others.size(), stop, [&](std::size_t first, std::size_t last) {
        auto faces = real.data.images(std::span(others).subspan(first, last - first));
        if (faces && real.data.imageSize() != side) {
            for (RgbImage& face : *faces)
                face = resized(face, side, side);
        }
        return faces;
    });
    if (!seen) return passOn(seen);
    // The faces of the seed beyond those that are asked about.
    const auto each = static_cast<std::size_t>(quiz.empty.plan.each);
    const auto latents = sampleLatents({quiz.empty.faces_seed, quiz.empty.truncation},
                                       each + others.size(), studio.latentSize());
    auto drawn = readInTurns(reader, others.size(), stop, [&](std::size_t first, std::size_t last) {
        return studio.render(std::span(latents).subspan(each + first, last - first));
    });
    if (!drawn) return passOn(drawn);
    return Examples{std::move(*seen), std::move(*drawn)};
}

}  // namespace

Result<Judgement> judgeByReader(const AttributeReader& reader, const LatentStudio& studio,
                                const RealPictures& real, const QuizPictures& quiz,
                                const std::stop_token& stop) {
    const auto examples = readExamples(reader, studio, real, quiz, stop);
    if (!examples) return passOn(examples);
    Rows asked_real, asked_generated;
    if (auto status = readInto(asked_real, reader, quiz.real); !status) return passOn(status);
    if (auto status = readInto(asked_generated, reader, quiz.generated); !status)
        return passOn(status);
    const std::array<const Rows*, 2> sets = {&examples->real, &examples->generated};
    const Standard standard(sets);
    const Rows real_rows = standard(examples->real);
    const Rows generated_rows = standard(examples->generated);
    const auto rule = separatingDirection(real_rows, generated_rows);
    if (!rule) return passOn(rule);
    const double threshold = (meanOf(alongDirection(real_rows, rule->vector)) +
                              meanOf(alongDirection(generated_rows, rule->vector))) /
                             2;
    Judgement judgement{TakerKind::Reader, "Attribute reader",
                        fmt::format("a linear rule on its features, learnt from {} other real "
                                    "pictures and as many other faces of this model",
                                    real_rows.size()),
                        alongDirection(standard(asked_real), rule->vector),
                        alongDirection(standard(asked_generated), rule->vector)};
    for (auto* scores : {&judgement.real, &judgement.generated})
        for (double& score : *scores)
            score -= threshold;
    return judgement;
}

QuizTake takeOf(const QuizPictures& quiz, const Judgement& judgement) {
    QuizTake take = quiz.empty;
    take.taker = judgement.name;
    take.kind = judgement.kind;
    take.note = judgement.note;
    for (std::size_t i = 0; i < quiz.items.size(); ++i) {
        const QuizItem& item = quiz.items[i];
        const auto real = static_cast<std::size_t>(item.real);
        const auto generated = static_cast<std::size_t>(item.generated);
        bool said_real = false;
        if (item.isPair())
            said_real =
                item.real_first == (judgement.real.at(real) > judgement.generated.at(generated));
        else
            said_real =
                (item.real >= 0 ? judgement.real.at(real) : judgement.generated.at(generated)) > 0;
        take.answers.push_back(quiz.answer(i, said_real, std::nullopt));
    }
    return take;
}

}  // namespace faceloom
