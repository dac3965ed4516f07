// Pictures of latents, drawn off the event loop once each and kept while their model is open. Lives
// on the GUI thread.
#pragma once

#include "core/latent/latent_studio.h"
#include "ui/explore/render_channel.h"

#include <QImage>
#include <QObject>
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
    // Null where it is not drawn yet: then `arrived` comes. Null for ever for latents of another
    // size.
    [[nodiscard]] QImage of(const Latent& latent);

signals:
    void arrived();
    void failed(const QString& message);

private:
    void draw();
    void take(const std::vector<QImage>& pictures);

    std::optional<LatentStudio> studio_;
    std::map<Latent, QImage> pictures_;
    std::set<Latent> wanted_;
    std::vector<Latent> under_way_;
    bool scheduled_ = false;
    RenderChannel channel_;
};

}  // namespace faceloom
