#include "ui/explore/latent_pictures.h"

#include <algorithm>

namespace faceloom {
namespace {

constexpr std::size_t kMostKept = 4000;
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
    wanted_.clear();
    under_way_.clear();
    channel_.cancel();
}

void LatentPictures::put(const Latent& latent, const QImage& picture) {
    if (pictures_.size() >= kMostKept) pictures_.clear();  // what is still shown is asked for anew
    pictures_[latent] = picture;
    wanted_.erase(latent);
}

QImage LatentPictures::of(const Latent& latent) {
    if (!studio_ || latent.size() != static_cast<std::size_t>(studio_->latentSize())) return {};
    if (const auto found = pictures_.find(latent); found != pictures_.end()) return found->second;
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
        put(drawn[i], pictures[i]);
    emit arrived();
    draw();
}

}  // namespace faceloom
