#include "ui/render_channel.h"

#include "ui/image_convert.h"

#include <algorithm>
#include <exception>
#include <span>

namespace faceloom {
namespace {

// A studio draws for one caller at a time: short turns let a slider in between the rows of a grid.
constexpr std::size_t kFacesPerTurn = 6;

Result<std::vector<QImage>> drawInTurns(const LatentStudio& studio,
                                        const std::vector<Latent>& latents) {
    try {
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
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "The faces could not be drawn: {}", error.what());
    }
}

}  // namespace

RenderChannel::RenderChannel(QObject* parent)
    : QObject(parent),
      worker_([this](std::uint64_t id, const Request& request) { serve(id, request); }) {}

void RenderChannel::request(LatentStudio studio, std::vector<Latent> latents, bool keep_earlier) {
    newest_id_ = worker_.submit(Request{std::move(studio), std::move(latents)});
    if (!keep_earlier) oldest_wanted_id_ = newest_id_;
}

void RenderChannel::cancel() {
    oldest_wanted_id_ = newest_id_ + 1;
}

void RenderChannel::serve(std::uint64_t id, const Request& request) {
    auto faces = drawInTurns(request.studio, request.latents);
    to_gui_.post([this, id, result = std::move(faces)] { deliver(id, result); });
}

void RenderChannel::deliver(std::uint64_t id, const Result<std::vector<QImage>>& faces) {
    if (id < oldest_wanted_id_) return;
    if (faces)
        emit rendered(*faces);
    else
        emit failed(QString::fromStdString(faces.error().message));
}

}  // namespace faceloom
