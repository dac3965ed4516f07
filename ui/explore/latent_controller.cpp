#include "ui/explore/latent_controller.h"

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
      opener_([this](std::uint64_t id, const std::filesystem::path& path) {
          auto opened = openStudio(path);
          to_gui_.post([this, id, path, result = std::move(opened)] {
              if (id <= unwanted_) return;
              if (id == opening_) opening_ = 0;
              takeModel(path, result);
          });
      }) {
    connect(sets_, &FaceSets::gridChanged, this, &LatentController::resample);
    connect(sets_, &FaceSets::picksChanged, this, &LatentController::recalculate);
    connect(sets_, &FaceSets::formulaChanged, this, &LatentController::recalculate);
    connect(sets_, &FaceSets::renormalizedChanged, this, &LatentController::recalculate);
    connect(&pictures_, &LatentPictures::failed, this,
            [this](const QString& message) { emit messageRaised(message, true); });
    connect(&grid_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) {
                faces_ = faces;
                drawn_latents_ = latents_;
                drawn_by_ = studio_->info().sha256;
                for (std::size_t i = 0; i < faces_.size() && i < latents_.size(); ++i)
                    pictures_.put(latents_[i], faces_[i]);
                emit facesRendered(faces_);
            });
    connect(&row_channel_, &RenderChannel::rendered, this, &LatentController::distributeRow);
    connect(&strip_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) {
                strip_drawn_ = true;
                emit stripRendered(faces);
            });
    connect(&position_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) { emit positionRendered(faces.front()); });
    connect(&edit_channel_, &RenderChannel::rendered, this,
            [this](const std::vector<QImage>& faces) { emit editRendered(faces.front()); });
    for (RenderChannel* channel :
         {&grid_channel_, &row_channel_, &strip_channel_, &position_channel_, &edit_channel_}) {
        connect(channel, &RenderChannel::failed, this,
                [this](const QString& message) { emit messageRaised(message, true); });
    }
}

void LatentController::openModel(const std::filesystem::path& path) {
    opening_ = opener_.submit(path);
}

void LatentController::keepOpen() {
    unwanted_ = std::max(unwanted_, opening_);
    opening_ = 0;
}

const ModelInfo* LatentController::modelInfo() const {
    return studio_ ? &studio_->info() : nullptr;
}

std::optional<PickedFace> LatentController::face(int number) const {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= latents_.size()) return std::nullopt;
    // What is seen is another face until this one is drawn.
    if (index < drawn_latents_.size() && drawn_latents_[index] != latents_[index])
        return std::nullopt;
    return PickedFace{tr("face %1").arg(number),
                      latents_[index],
                      index < faces_.size() ? faces_[index] : QImage(),
                      sets_->gridFace(number),
                      {}};
}

bool LatentController::drawn() const {
    return studio_ && drawn_latents_ == latents_ && drawn_by_ == studio_->info().sha256 &&
           row_drawn_ && strip_drawn_;
}

std::optional<PickedFace> LatentController::arithmeticResult() const {
    if (!arithmetic_.result) return std::nullopt;
    const QImage picture = row_drawn_ ? arithmetic_pictures_.result : QImage();
    return PickedFace{tr("result"), *arithmetic_.result, picture, {}, {}};
}

bool LatentController::fits(const Latent& latent) const {
    return studio_ && latent.size() == static_cast<std::size_t>(studio_->latentSize());
}

void LatentController::requestStrip(const std::vector<Latent>& latents) {
    strip_channel_.cancel();
    strip_latents_ = latents;
    strip_drawn_ = latents.empty() || !fits(latents.front());
    if (!strip_drawn_) strip_channel_.request(*studio_, latents);
}

void LatentController::requestPosition(const Latent& latent, bool moving) {
    requestOne(position_channel_, latent, moving);
}

void LatentController::requestEdit(const Latent& latent, bool moving) {
    requestOne(edit_channel_, latent, moving);
}

void LatentController::requestOne(RenderChannel& channel, const Latent& latent, bool moving) {
    if (!moving) channel.cancel();
    if (fits(latent)) channel.request(*studio_, {latent}, moving);
}

void LatentController::takeModel(const std::filesystem::path& path,
                                 const Result<LatentStudio>& opened) {
    if (!opened) {
        emit messageRaised(QString::fromStdString(opened.error().message), true);
        emit openingFailed(QString::fromStdString(path.string()));
        return;
    }
    studio_ = *opened;
    pictures_.setStudio(*studio_);
    sets_->setLatentSize(studio_->latentSize());
    // A run's newer generators leave what the user chose as it is.
    if (studio_->info().truncation != model_truncation_) {
        model_truncation_ = studio_->info().truncation;
        sets_->takeTruncation(model_truncation_);
    }
    emit modelOpened(studio_->info());
    resample();
}

void LatentController::resample() {
    if (!studio_) return;
    latents_ = sets_->gridLatents();
    grid_channel_.request(*studio_, latents_);
    recalculate();
}

void LatentController::recalculate() {
    row_channel_.cancel();
    if (!studio_) return;
    arithmetic_ = {};
    arithmetic_.typical_norm = sets_->truncation() * typicalNorm(studio_->latentSize());
    std::vector<Latent> row;
    std::map<std::string, std::vector<Latent>> members;
    for (int set = 0; set < sets_->count(); ++set) {
        std::vector<Latent>& latents = members[sets_->set(set).letter.toStdString()];
        for (const SetMember& member : sets_->set(set).members)
            latents.push_back(member.latent);
        arithmetic_.means.emplace_back();
        if (latents.empty()) continue;
        row.push_back(meanOf(latents));
        arithmetic_.means.back() = row.back();
    }
    addUp(members);
    if (arithmetic_.result) row.push_back(*arithmetic_.result);
    emit arithmeticChanged(arithmetic_);
    row_drawn_ = row.empty();
    if (row_drawn_)
        distributeRow({});
    else
        row_channel_.request(*studio_, std::move(row));
}

void LatentController::addUp(const std::map<std::string, std::vector<Latent>>& members) {
    const auto formula = sets_->parsedFormula();
    if (!formula) {
        arithmetic_.problem = QString::fromStdString(formula.error().message);
        return;
    }
    for (const FormulaTerm& term : *formula) {
        arithmetic_.terms.push_back(
            {sets_->indexOf(QString::fromStdString(term.set)), term.weight});
    }
    auto result = evaluate(*formula, members);
    if (!result) return;  // a set is empty, which the pane says by itself
    arithmetic_.result_norm = norm(*result);
    arithmetic_.result =
        sets_->renormalized() ? withNorm(*result, arithmetic_.typical_norm) : std::move(*result);
}

void LatentController::distributeRow(const std::vector<QImage>& faces) {
    row_drawn_ = true;
    arithmetic_pictures_ = {};
    auto next = faces.begin();
    for (const auto& mean : arithmetic_.means) {
        const bool drawn = mean && next != faces.end();
        arithmetic_pictures_.means.push_back(drawn ? *next++ : QImage());
    }
    if (arithmetic_.result && next != faces.end()) {
        arithmetic_pictures_.result = *next;
        pictures_.put(*arithmetic_.result, *next);
    }
    emit arithmeticRendered(arithmetic_pictures_);
}

}  // namespace faceloom
