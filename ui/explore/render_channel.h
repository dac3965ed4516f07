// Draws latents off the event loop for one customer: one thread, one slot, the newest request wins.
#pragma once

#include "core/latent/latent_studio.h"
#include "ui/base/answer_channel.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <vector>

namespace faceloom {

// Lives on the GUI thread and emits there. The destructor waits for the picture being drawn.
class RenderChannel : public QObject {
    Q_OBJECT
public:
    explicit RenderChannel(QObject* parent = nullptr);

    // Pictures of earlier requests that are still on their way are dropped, unless `keep_earlier`:
    // then each that was drawn is shown, as for a slider that moves faster than faces can be drawn.
    void request(LatentStudio studio, std::vector<Latent> latents, bool keep_earlier = false);
    // Drops everything on its way.
    void cancel();

signals:
    void rendered(const std::vector<QImage>& faces);
    void failed(const QString& message);

private:
    struct Request {
        LatentStudio studio;
        std::vector<Latent> latents;
    };

    AnswerChannel<Request, std::vector<QImage>> channel_;
};

}  // namespace faceloom
