#include "ui/explore/render_channel.h"

#include "ui/base/image_convert.h"

#include <algorithm>
#include <span>

namespace faceloom {
namespace {

// A studio draws for one caller at a time: short turns let a slider in between the rows of a grid.
constexpr std::size_t kFacesPerTurn = 6;

Result<std::vector<QImage>> drawInTurns(const LatentStudio& studio,
                                        const std::vector<Latent>& latents) {
    std::vector<QImage> pictures;
    const std::span<const Latent> all(latents);
    for (std::size_t first = 0; first < all.size(); first += kFacesPerTurn) {
        const auto faces =
            studio.render(all.subspan(first, std::min(kFacesPerTurn, all.size() - first)));
        if (!faces) return passOn(faces);
        for (const RgbImage& face : *faces)
            pictures.push_back(toQImage(face));
    }
    return pictures;
}

}  // namespace

RenderChannel::RenderChannel(QObject* parent)
    : QObject(parent),
      channel_([](const Request& request) { return drawInTurns(request.studio, request.latents); },
               [this](const Result<std::vector<QImage>>& faces) {
                   if (faces)
                       emit rendered(*faces);
                   else
                       emit failed(QString::fromStdString(faces.error().message));
               }) {}

void RenderChannel::request(LatentStudio studio, std::vector<Latent> latents, bool keep_earlier) {
    channel_.ask({std::move(studio), std::move(latents)}, keep_earlier);
}

void RenderChannel::cancel() {
    channel_.cancel();
}

}  // namespace faceloom
