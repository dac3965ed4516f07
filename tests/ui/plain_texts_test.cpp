// What files from elsewhere say is shown as it is written, in labels and tooltips.
#include "ui/base/plain_texts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QTextDocument>
#include <QToolTip>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

const QString kMarkup = QStringLiteral("<img src=\"file:///no/such/file\"> a name");

QString tipOf(QWidget& widget) {
    QHelpEvent event(QEvent::ToolTip, {1, 1}, widget.mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(&widget, &event);
    return QToolTip::text();
}

TEST(PlainTexts, LabelsArePlainUnlessTheySayOtherwise) {
    PlainTexts::install();
    PlainTexts::install();
    EXPECT_EQ(qApp->findChildren<PlainTexts*>().size(), 1);
    QWidget window;
    auto* plain = new QLabel(kMarkup);
    auto* rich = new QLabel(QStringLiteral("<b>ours</b>"));
    rich->setTextFormat(Qt::RichText);
    auto* layout = new QVBoxLayout(&window);
    layout->addWidget(plain);
    layout->addWidget(rich);
    window.show();
    EXPECT_EQ(plain->textFormat(), Qt::PlainText);
    EXPECT_EQ(rich->textFormat(), Qt::RichText);
}

TEST(PlainTexts, TooltipsArePlainUnlessTheySayOtherwise) {
    PlainTexts::install();
    QWidget widget;
    widget.resize(50, 50);
    widget.show();
    widget.setToolTip(QStringLiteral("simple"));
    EXPECT_EQ(tipOf(widget), "simple");
    widget.setToolTip(kMarkup);
    EXPECT_TRUE(tipOf(widget).contains("&lt;img")) << tipOf(widget).toStdString();
    setRichToolTip(&widget, QStringLiteral("<b>ours</b>"));
    EXPECT_EQ(tipOf(widget), "<b>ours</b>");
    EXPECT_FALSE(plainToolTip(kMarkup).contains("<img"));
    QToolTip::hideText();
}

}  // namespace
}  // namespace faceloom
