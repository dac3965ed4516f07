#include "ui/reading/agenet_download.h"

#include <QCryptographicHash>
#include <QDir>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSaveFile>

namespace faceloom {
namespace {

constexpr qint64 kLargestFile = 128LL << 20;  // bytes; AgeNet's weights have 46 million
constexpr int kPatience = 30'000;             // milliseconds without a byte

}  // namespace

const std::vector<DownloadItem>& ageNetItems() {
    static const std::vector<DownloadItem> kItems = {
        {QStringLiteral("age_net_definitions/deploy.prototxt"), QStringLiteral("deploy.prototxt"),
         QByteArrayLiteral("5fcfff3394a159a384858439db31e33fb0b81165")},
        {QStringLiteral("models/age_net.caffemodel"), QStringLiteral("age_net.caffemodel"),
         QByteArrayLiteral("8391af479b658b9f4f3ace7eec6be86aae079309")},
    };
    return kItems;
}

QUrl ageNetAddress() {
    const QString given = qEnvironmentVariable("FACELOOM_AGENET_URL");
    return given.isEmpty()
               ? QUrl(QStringLiteral("https://raw.githubusercontent.com/GilLevi/"
                                     "AgeGenderDeepLearning/master/"))
               : QUrl(given.endsWith(QLatin1Char('/')) ? given : given + QLatin1Char('/'));
}

QByteArray gitBlobId(const QByteArray& content) {
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArrayLiteral("blob ") + QByteArray::number(content.size()) + '\0');
    hash.addData(content);
    return hash.result().toHex();
}

AgeNetDownload::AgeNetDownload(QUrl address, std::vector<DownloadItem> items, QString folder,
                               QObject* parent)
    : QObject(parent),
      address_(std::move(address)),
      items_(std::move(items)),
      folder_(std::move(folder)),
      network_(std::make_unique<QNetworkAccessManager>()),
      worker_([](const Job& job) -> Result<QString> { return job(); },
              [this](const Result<QString>& problem) {
                  if (!problem)
                      emit failed(QString::fromStdString(problem.error().message));
                  else if (!problem->isEmpty())
                      emit failed(*problem);
                  else
                      goOn();
              }) {
    network_->setTransferTimeout(kPatience);
}

AgeNetDownload::~AgeNetDownload() {
    cancel();
}

void AgeNetDownload::start() {
    contents_.clear();
    written_ = false;
    fetchNext();
}

void AgeNetDownload::cancel() {
    worker_.cancel();
    if (reply_ == nullptr) return;
    reply_->disconnect(this);
    reply_->abort();
    reply_->deleteLater();
    reply_ = nullptr;
}

void AgeNetDownload::fetchNext() {
    const QNetworkRequest request(address_.resolved(QUrl(items_.at(contents_.size()).from)));
    reply_ = network_->get(request);
    connect(reply_, &QNetworkReply::downloadProgress, this, [this](qint64 received, qint64 total) {
        if (received > kLargestFile || total > kLargestFile) {
            stopWith(tr("%1 is larger than these files are; nothing was kept.")
                         .arg(reply_->url().toDisplayString()));
        } else {
            emit progressed(received, total);
        }
    });
    connect(reply_, &QNetworkReply::finished, this, &AgeNetDownload::take);
}

void AgeNetDownload::take() {
    QNetworkReply* reply = std::exchange(reply_, nullptr);
    reply->deleteLater();
    const QString address = reply->url().toDisplayString();
    if (reply->error() != QNetworkReply::NoError) {
        emit failed(tr("%1 could not be fetched: %2").arg(address, reply->errorString()));
        return;
    }
    contents_.push_back(reply->readAll());
    worker_.ask([content = contents_.back(), item = items_.at(contents_.size() - 1), address] {
        if (gitBlobId(content) == item.sha) return QString();
        return tr("%1 is not the file it should be (%L2 bytes came); nothing was kept.")
            .arg(address)
            .arg(content.size());
    });
}

void AgeNetDownload::goOn() {
    if (written_)
        emit finished(folder_);
    else if (contents_.size() < items_.size())
        fetchNext();
    else
        write();
}

void AgeNetDownload::write() {
    written_ = true;
    worker_.ask([contents = contents_, items = items_, folder = folder_] {
        if (!QDir().mkpath(folder)) return tr("%1 cannot be created.").arg(folder);
        for (std::size_t i = 0; i < items.size(); ++i) {
            QSaveFile file(QDir(folder).filePath(items[i].name));
            const bool written = file.open(QIODevice::WriteOnly) &&
                                 file.write(contents[i]) == contents[i].size() && file.commit();
            if (!written)
                return tr("%1 cannot be written: %2").arg(file.fileName(), file.errorString());
        }
        return QString();
    });
}

void AgeNetDownload::stopWith(const QString& message) {
    cancel();
    emit failed(message);
}

}  // namespace faceloom
