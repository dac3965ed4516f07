#include "ui/explore/latent_pictures.h"

#include <algorithm>

namespace faceloom {
namespace {

constexpr std::size_t kMostAtOnce = 36;

}  // namespace

LatentPictures::LatentPictures(QObject* parent) : QObject(parent) {
    connect(&channel_, &RenderChannel::rendered, this, &LatentPictures::take);
    connect(&channel_, &RenderChannel::failed, this, [this](const QString& message) {
        under_way_.clear();
        emit failed(message);
    });
}

void LatentPictures::setStudio(const LatentStudio& studio) {
    studio_ = studio;
    pictures_.clear();
    most_ = kMostUnasked;
    wanted_.clear();
    under_way_.clear();
    channel_.cancel();
}

void LatentPictures::put(const Latent& latent, const QImage& picture) {
    keep(latent, picture, wanted_.erase(latent) > 0);
}

void LatentPictures::keep(const Latent& latent, const QImage& picture, bool asked) {
    if (pictures_.size() >= most_) dropUnasked();
    Kept& kept = pictures_[latent];
    kept.picture = picture;
    if (asked) kept.asked_in = round_;
}

// What is shown was asked for since the last pictures arrived: dropped, it would be drawn anew, and
// drawing more than is kept would never end.
void LatentPictures::dropUnasked() {
    std::erase_if(pictures_, [this](const auto& one) { return one.second.asked_in < round_; });
    most_ = pictures_.size() + kMostUnasked;
}

QImage LatentPictures::of(const Latent& latent) {
    if (!studio_ || latent.size() != static_cast<std::size_t>(studio_->latentSize())) return {};
    if (const auto found = pictures_.find(latent); found != pictures_.end()) {
        found->second.asked_in = round_;
        return found->second.picture;
    }
    if (std::ranges::find(under_way_, latent) != under_way_.end()) return {};
    wanted_.insert(latent);
    if (!scheduled_) {  // what is asked for in one go is drawn in one go
        scheduled_ = true;
        QMetaObject::invokeMethod(this, &LatentPictures::draw, Qt::QueuedConnection);
    }
    return {};
}

void LatentPictures::draw() {
    scheduled_ = false;
    if (!under_way_.empty() || wanted_.empty() || !studio_) return;
    while (!wanted_.empty() && under_way_.size() < kMostAtOnce)
        under_way_.push_back(wanted_.extract(wanted_.begin()).value());
    channel_.request(*studio_, under_way_);
}

void LatentPictures::take(const std::vector<QImage>& pictures) {
    const auto drawn = std::exchange(under_way_, {});
    for (std::size_t i = 0; i < drawn.size() && i < pictures.size(); ++i)
        keep(drawn[i], pictures[i], true);
    ++round_;
    emit arrived();
    draw();
}

}  // namespace faceloom
