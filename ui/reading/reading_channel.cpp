#include "ui/reading/reading_channel.h"

#include "ui/base/image_convert.h"

namespace faceloom {
namespace {

Result<std::vector<FaceReading>> readAll(const FaceReadings& readers,
                                         const std::vector<QImage>& faces) {
    std::vector<RgbImage> pictures;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (faces[i].isNull()) continue;
        pictures.push_back(fromQImage(faces[i]));
        places.push_back(i);
    }
    const auto read = readers.read(pictures);
    if (!read) return passOn(read);
    std::vector<FaceReading> readings(faces.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        readings[places[i]] = (*read)[i];
    return readings;
}

}  // namespace

ReadingChannel::ReadingChannel(QObject* parent)
    : QObject(parent),
      channel_([](const Request& request) { return readAll(request.readers, request.faces); },
               [this](const Result<std::vector<FaceReading>>& readings) {
                   if (readings)
                       emit read(*readings);
                   else
                       emit failed(QString::fromStdString(readings.error().message));
               }) {}

void ReadingChannel::request(const FaceReadings& readers, const std::vector<QImage>& faces) {
    channel_.ask({readers, faces});
}

void ReadingChannel::cancel() {
    channel_.cancel();
}

}  // namespace faceloom
