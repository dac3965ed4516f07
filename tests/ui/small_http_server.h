// An HTTP server for tests, on this machine alone: files by path, or an answer that never ends.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace faceloom {

class SmallHttpServer : public QTcpServer {
public:
    SmallHttpServer() {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++ended_; });
        });
    }

    QHash<QByteArray, QByteArray> files;  // by path, "/a"
    qint64 promised = 0;  // bytes beyond the file's own that are announced and never come

    [[nodiscard]] QUrl address() const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(serverPort()));
    }
    [[nodiscard]] int answered() const { return answered_; }  // requests
    [[nodiscard]] int ended() const { return ended_; }        // connections

private:
    void answer(QTcpSocket* socket) {
        QByteArray& request = requests_[socket];
        request += socket->readAll();
        if (!request.contains("\r\n\r\n")) return;
        const QByteArray path = request.split(' ').value(1);
        request.clear();
        const bool there = files.contains(path);
        const QByteArray body = files.value(path);
        socket->write(there ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n");
        socket->write("Content-Length: " + QByteArray::number(body.size() + promised) +
                      "\r\nConnection: close\r\n\r\n" + body);
        if (promised == 0) socket->disconnectFromHost();
        ++answered_;
    }

    QHash<QTcpSocket*, QByteArray> requests_;
    int answered_ = 0;
    int ended_ = 0;
};

}  // namespace faceloom
