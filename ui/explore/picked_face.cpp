#include "ui/explore/picked_face.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>
#include <cmath>

namespace faceloom {
namespace {

constexpr auto kMimeType = "application/x-faceloom-face";
constexpr quint32 kMaxLatentSize = 1U << 16;

}  // namespace

std::unique_ptr<QMimeData> toMimeData(const PickedFace& face) {
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out.setFloatingPointPrecision(QDataStream::SinglePrecision);
    out << face.label << static_cast<quint32>(face.latent.size());
    for (const float value : face.latent)
        out << value;
    const GridFace grid = face.grid.value_or(GridFace{});
    out << face.grid.has_value() << quint64(grid.seed) << qint32(grid.number)
        << QByteArray::number(grid.truncation, 'g', 17);
    out << (face.place ? face.place->letter : QString())
        << qint32(face.place ? face.place->member : 0);
    out << qint32(face.keyframe.value_or(-1));
    auto data = std::make_unique<QMimeData>();
    data->setData(QLatin1String(kMimeType), bytes);
    if (!face.picture.isNull()) data->setImageData(face.picture);
    return data;
}

std::optional<PickedFace> pickedFaceFrom(const QMimeData* data) {
    if (!holdsPickedFace(data)) return std::nullopt;
    const QByteArray bytes = data->data(QLatin1String(kMimeType));
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_0);
    in.setFloatingPointPrecision(QDataStream::SinglePrecision);
    PickedFace face;
    quint32 size = 0;
    in >> face.label >> size;
    if (in.status() != QDataStream::Ok || size == 0 || size > kMaxLatentSize) return std::nullopt;
    face.latent.resize(size);
    for (float& value : face.latent) {
        in >> value;
        if (in.status() != QDataStream::Ok || !std::isfinite(value)) return std::nullopt;
    }
    bool of_grid = false;
    quint64 seed = 0;
    qint32 number = 0, member = 0, keyframe = -1;
    QByteArray truncation;
    QString letter;
    in >> of_grid >> seed >> number >> truncation >> letter >> member >> keyframe;
    if (in.status() != QDataStream::Ok) return std::nullopt;
    if (of_grid && number >= 1 && number <= kFaceCount)
        face.grid = GridFace{seed, number, truncation.toDouble()};
    if (!letter.isEmpty()) face.place = SetPlace{letter, member};
    if (keyframe >= 0) face.keyframe = keyframe;
    if (data->hasImage()) face.picture = data->imageData().value<QImage>();
    return face;
}

bool holdsPickedFace(const QMimeData* data) {
    return data != nullptr && data->hasFormat(QLatin1String(kMimeType));
}

QString otherModelsFaceText() {
    return QCoreApplication::translate("PickedFace",
                                       "That face belongs to another model and cannot be used "
                                       "here.");
}

}  // namespace faceloom
