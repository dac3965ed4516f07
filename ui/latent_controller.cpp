#include "ui/latent_controller.h"

#include <algorithm>
#include <exception>

namespace faceloom {
namespace {

Result<LatentStudio> openStudio(const std::filesystem::path& path) {
    try {
        return LatentStudio::open(path);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{} could not be opened: {}", path.string(), error.what());
    }
}

}  // namespace

LatentController::LatentController(FaceSets* sets, QObject* parent)
    : QObject(parent),
      sets_(sets),
      opener_([this](std::uint64_t, const std::filesystem::path& path) {
          auto opened = openStudio(path);
          to_gui_.post([this, path, result = std::move(opened)] { takeModel(path, result); });
      }) {
    connect(sets_, &FaceSets::seedChanged, this, &LatentController::resample);
    connect(sets_, &FaceSets::picksChanged, this, &LatentController::recalculate);
    connect(&grid_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) {
                faces_ = faces;
                emit facesRendered(faces_);
            });
    connect(&row_channel_, &RenderChannel::rendered, this, &LatentController::distributeRow);
    connect(&strip_channel_, &RenderChannel::rendered, this, &LatentController::stripRendered);
    connect(&position_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) { emit positionRendered(faces.front()); });
    for (RenderChannel* channel :
         {&grid_channel_, &row_channel_, &strip_channel_, &position_channel_}) {
        connect(channel, &RenderChannel::failed, this,
                [this](const QString& message) { emit messageRaised(message, true); });
    }
}

void LatentController::openModel(const std::filesystem::path& path) {
    opener_.submit(path);
}

const ModelInfo* LatentController::modelInfo() const {
    return studio_ ? &studio_->info() : nullptr;
}

std::optional<PickedFace> LatentController::face(int number) const {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= latents_.size()) return std::nullopt;
    return PickedFace{tr("face %1").arg(number), latents_[index],
                      index < faces_.size() ? faces_[index] : QImage()};
}

std::optional<PickedFace> LatentController::arithmeticResult() const {
    if (!arithmetic_.result) return std::nullopt;
    return PickedFace{tr("result"), *arithmetic_.result, arithmetic_pictures_.result};
}

void LatentController::setRenormalized(bool renormalized) {
    renormalized_ = renormalized;
    recalculate();
}

bool LatentController::fits(const Latent& latent) const {
    return studio_ && latent.size() == static_cast<std::size_t>(studio_->latentSize());
}

void LatentController::requestStrip(const std::vector<Latent>& latents) {
    strip_channel_.cancel();
    if (!latents.empty() && fits(latents.front())) strip_channel_.request(*studio_, latents);
}

void LatentController::requestPosition(const Latent& latent, bool moving) {
    if (!moving) position_channel_.cancel();
    if (fits(latent)) position_channel_.request(*studio_, {latent}, moving);
}

void LatentController::takeModel(const std::filesystem::path& path,
                                 const Result<LatentStudio>& opened) {
    if (!opened) {
        emit messageRaised(QString::fromStdString(opened.error().message), true);
        emit openingFailed(QString::fromStdString(path.string()));
        return;
    }
    studio_ = *opened;
    emit modelOpened(studio_->info());
    resample();
}

void LatentController::resample() {
    if (!studio_) return;
    latents_ = sampleLatents(sets_->seed(), kFaceCount, studio_->latentSize());
    grid_channel_.request(*studio_, latents_);
    recalculate();
}

void LatentController::recalculate() {
    row_channel_.cancel();
    if (!studio_) return;
    arithmetic_ = {};
    arithmetic_.typical_norm = typicalNorm(studio_->latentSize());
    constexpr std::array<double, kSetCount> kWeights = {1.0, -1.0, 1.0};
    std::vector<LatentTerm> terms;
    std::vector<Latent> row;
    for (int set = 0; set < kSetCount; ++set) {
        LatentTerm term;
        term.weight = kWeights.at(static_cast<std::size_t>(set));
        for (const int number : sets_->faces(set)) {
            term.latents.push_back(latents_.at(static_cast<std::size_t>(number - 1)));
        }
        if (term.latents.empty()) continue;
        row.push_back(meanOf(term.latents));
        arithmetic_.means.at(static_cast<std::size_t>(set)) = row.back();
        terms.push_back(std::move(term));
    }
    if (terms.size() == kSetCount) {
        Latent result = combine(terms);
        arithmetic_.result_norm = norm(result);
        if (renormalized_) result = withNorm(result, arithmetic_.typical_norm);
        row.push_back(result);
        arithmetic_.result = std::move(result);
    }
    emit arithmeticChanged(arithmetic_);
    if (row.empty())
        distributeRow({});
    else
        row_channel_.request(*studio_, std::move(row));
}

void LatentController::distributeRow(const std::vector<QImage>& faces) {
    arithmetic_pictures_ = {};
    auto next = faces.begin();
    for (std::size_t set = 0; set < kSetCount; ++set) {
        if (arithmetic_.means.at(set) && next != faces.end()) {
            arithmetic_pictures_.means.at(set) = *next++;
        }
    }
    if (arithmetic_.result && next != faces.end()) arithmetic_pictures_.result = *next;
    emit arithmeticRendered(arithmetic_pictures_);
}

}  // namespace faceloom
