// Fetches the authors' AgeNet for whoever wants it, and keeps it only if it is what it should be.
// Lives on the GUI thread.
#pragma once

#include "ui/base/answer_channel.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>
#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace faceloom {

struct DownloadItem {
    QString from;    // below the base address
    QString name;    // of the file it becomes
    QByteArray sha;  // git's id of its content (`git hash-object`), hexadecimal
};

// The published weights and their description, in the repository GilLevi/AgeGenderDeepLearning.
[[nodiscard]] const std::vector<DownloadItem>& ageNetItems();
[[nodiscard]] QUrl ageNetAddress();  // $FACELOOM_AGENET_URL, a mirror, or the authors' own

// `git hash-object` of a file with this content: SHA-1 of "blob SIZE\0" and the bytes; hexadecimal.
[[nodiscard]] QByteArray gitBlobId(const QByteArray& content);

class AgeNetDownload : public QObject {
    Q_OBJECT
public:
    // The files appear in `folder`, which is created, once all of them have come and are right.
    AgeNetDownload(QUrl address, std::vector<DownloadItem> items, QString folder,
                   QObject* parent = nullptr);
    ~AgeNetDownload() override;

    void start();
    void cancel();  // no signal comes after it

signals:
    void progressed(qint64 received, qint64 total);  // bytes of the present file; total −1: unknown
    void finished(const QString& folder);
    void failed(const QString& message);

private:
    using Job = std::function<QString()>;  // what is wrong; empty: nothing

    void fetchNext();
    void take();
    void write();
    void goOn();  // what was checked or written is right
    void stopWith(const QString& message);

    QUrl address_;
    std::vector<DownloadItem> items_;
    QString folder_;
    std::vector<QByteArray> contents_;
    std::unique_ptr<QNetworkAccessManager> network_;
    QNetworkReply* reply_ = nullptr;      // owned by network_
    bool written_ = false;                // or being written
    AnswerChannel<Job, QString> worker_;  // checks and writes; last: it stops before the rest goes
};

}  // namespace faceloom
