// Reads ages and attributes off pictures, off the event loop, for one customer.
#pragma once

#include "core/reading/face_readings.h"
#include "ui/base/answer_channel.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <vector>

namespace faceloom {

// Lives on the GUI thread and emits there.
class ReadingChannel : public QObject {
    Q_OBJECT
public:
    explicit ReadingChannel(QObject* parent = nullptr);

    // Null pictures are read as nothing. The newest request wins.
    void request(const FaceReadings& readers, const std::vector<QImage>& faces);
    void cancel();

signals:
    void read(const std::vector<faceloom::FaceReading>& readings);
    void failed(const QString& message);

private:
    struct Request {
        FaceReadings readers;
        std::vector<QImage> faces;
    };

    AnswerChannel<Request, std::vector<FaceReading>> channel_;
};

}  // namespace faceloom
