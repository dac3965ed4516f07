#include "core/quiz/quiz_set.h"

#include <numeric>
#include <random>
#include <utility>

namespace faceloom {

namespace {

// Streams of random numbers that have nothing to do with each other.
enum class Stream : std::uint64_t { Real = 1, Order = 2, Partner = 3, Side = 4 };

std::mt19937_64 randomOf(const QuizPlan& plan, Stream stream) {
    std::seed_seq seeds{static_cast<std::uint32_t>(plan.seed),
                        static_cast<std::uint32_t>(plan.seed >> 32),
                        static_cast<std::uint32_t>(stream)};
    return std::mt19937_64(seeds);
}

// Fisher and Yates, by hand: the standard library's shuffle differs between implementations. The
// first `count` are a draw without replacement.
template <class Value>
void shuffle(std::vector<Value>& values, std::size_t count, std::mt19937_64& random) {
    for (std::size_t i = 0; i + 1 < values.size() && i < count; ++i)
        std::swap(values[i], values[i + random() % (values.size() - i)]);
}

}  // namespace

Status QuizPlan::check() const {
    if (each >= kFewestQuizFaces && each <= kMostQuizFaces) return {};
    return fail(ErrorCode::InvalidArgument, "{} faces of each kind are not within {} to {}", each,
                kFewestQuizFaces, kMostQuizFaces);
}

std::vector<QuizItem> quizItems(const QuizPlan& plan) {
    std::vector<QuizItem> items;
    auto order = randomOf(plan, Stream::Order);
    if (plan.form == QuizForm::Single) {
        for (int i = 0; i < plan.each; ++i) {
            items.push_back({i, -1, false});
            items.push_back({-1, i, false});
        }
        shuffle(items, items.size(), order);
        return items;
    }
    std::vector<int> partners(static_cast<std::size_t>(plan.each));
    std::iota(partners.begin(), partners.end(), 0);
    auto partner = randomOf(plan, Stream::Partner);
    shuffle(partners, partners.size(), partner);
    auto side = randomOf(plan, Stream::Side);
    for (int i = 0; i < plan.each; ++i)
        items.push_back({i, partners[static_cast<std::size_t>(i)], side() % 2 == 0});
    shuffle(items, items.size(), order);
    return items;
}

Result<std::vector<std::uint32_t>> chooseReal(const QuizPlan& plan, std::size_t candidates) {
    const auto each = static_cast<std::size_t>(plan.each);
    if (candidates < each) {
        return fail(ErrorCode::InvalidArgument,
                    "{} real pictures are too few to show {} different ones", candidates, each);
    }
    std::vector<std::uint32_t> chosen(candidates);
    std::iota(chosen.begin(), chosen.end(), 0U);
    auto random = randomOf(plan, Stream::Real);
    shuffle(chosen, each, random);
    chosen.resize(each);
    return chosen;
}

std::uint64_t quizFacesSeed(const QuizPlan& plan) {
    constexpr std::uint64_t kFarFromGrids = 9'000'000'000;
    return plan.seed + kFarFromGrids;
}

}  // namespace faceloom
