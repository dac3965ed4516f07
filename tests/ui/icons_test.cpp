// The icons that the program draws itself.
#include "ui/base/icons.h"

#include <QIcon>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

int complaints = 0;

TEST(Icons, WithoutRoomNothingIsDrawnAndQtDoesNotComplain) {
    const QIcon icon = symbolIcon(Symbol::Play);
    complaints = 0;
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString&) { ++complaints; });
    EXPECT_TRUE(icon.pixmap(QSize(0, 16)).isNull());
    qInstallMessageHandler(before);
    EXPECT_EQ(complaints, 0);
    EXPECT_EQ(icon.pixmap(QSize(16, 16)).size(), QSize(16, 16));
}

}  // namespace
}  // namespace faceloom
