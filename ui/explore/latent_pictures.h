// Pictures of latents, drawn off the event loop once each and kept while their model is open. Of
// those that nobody asked for since `arrived` last came, some thousands are kept; however many are
// asked for are. Lives on the GUI thread.
#pragma once

#include "core/latent/latent_studio.h"
#include "ui/explore/render_channel.h"

#include <QImage>
#include <QObject>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace faceloom {

class LatentPictures : public QObject {
    Q_OBJECT
public:
    explicit LatentPictures(QObject* parent = nullptr);

    // Pictures of another model are forgotten.
    void setStudio(const LatentStudio& studio);
    // What was drawn elsewhere.
    void put(const Latent& latent, const QImage& picture);
    // Null where it is not drawn yet: then `arrived` comes, upon which whoever shows pictures asks
    // for them again. Null for ever for latents of another size.
    [[nodiscard]] QImage of(const Latent& latent);

signals:
    void arrived();
    void failed(const QString& message);

private:
    struct Kept {
        QImage picture;
        std::uint64_t asked_in = 0;  // the last round in which it was asked for; 0: none
    };
    static constexpr std::size_t kMostUnasked = 4000;

    void draw();
    void take(const std::vector<QImage>& pictures);
    void keep(const Latent& latent, const QImage& picture, bool asked);
    void dropUnasked();

    std::optional<LatentStudio> studio_;
    std::map<Latent, Kept> pictures_;
    std::uint64_t round_ = 1;          // a new one begins with each `arrived`
    std::size_t most_ = kMostUnasked;  // pictures before some are dropped
    std::set<Latent> wanted_;
    std::vector<Latent> under_way_;
    bool scheduled_ = false;
    RenderChannel channel_;
};

}  // namespace faceloom
