// The window about a model: what its file and the README.md beside it say opens nothing.
#include "tests/ui/ui_test_support.h"
#include "ui/explore/model_card_dialog.h"

#include <QDialog>
#include <QImage>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class ModelCardDialog : public testing::Test {
protected:
    ModelCardDialog() {
        QImage picture(30, 20, QImage::Format_RGB32);
        picture.fill(Qt::red);
        if (!picture.save(picture_)) qFatal("no picture for the test");
        info_.path = folder_.filePath("a.safetensors").toStdString();
        info_.trained_on = "faces";
    }
    // As it is laid out.
    QTextBrowser& shown() {
        showModelCard(info_, &parent_);
        auto* text = childOf<QTextBrowser>(parent_, "modelCardText");
        (void)text->document()->size();
        return *text;
    }
    [[nodiscard]] QUrl url() const { return QUrl::fromLocalFile(picture_); }
    [[nodiscard]] std::string picture() const { return url().toString().toStdString(); }

    QTemporaryDir folder_;
    QString picture_ = folder_.filePath("picture.png");
    ModelInfo info_;
    QWidget parent_;
};

TEST_F(ModelCardDialog, WhatTheFileSaysIsShownLiterally) {
    for (const std::string& text :
         {"![x](" + picture() + ")", std::string("a | b `c` <b>d</b> *e* _f_ &amp; ~~g~~"),
          std::string("http://example.org [h](i) \\ # #")}) {
        info_.trained_on = text;
        const QTextBrowser& card = shown();
        EXPECT_TRUE(card.toPlainText().contains(QString::fromStdString(text)))
            << card.toPlainText().toStdString();
        EXPECT_FALSE(card.toHtml().contains("<img"));
        EXPECT_FALSE(card.toHtml().contains("href"));
        delete parent_.findChild<QDialog*>();
    }
    info_.trained_on = "one\n\n# two";
    EXPECT_TRUE(shown().toPlainText().contains("one\\n\\n# two"));
}

TEST_F(ModelCardDialog, PicturesThatTheReadmeNamesAreNotOpened) {
    std::ofstream(folder_.filePath("README.md").toStdString())
        << "## a.safetensors\nIts limits. ![x](" << picture() << ")\n";
    QTextBrowser& card = shown();
    EXPECT_TRUE(card.toPlainText().contains("Its limits."));
    const auto image = card.document()->resource(QTextDocument::ImageResource, url());
    EXPECT_EQ(image.value<QImage>().size(), QSize(1, 1));
    EXPECT_EQ(image.value<QImage>().pixelColor(0, 0).alpha(), 0);
    for (const auto type : {QTextDocument::HtmlResource, QTextDocument::StyleSheetResource,
                            QTextDocument::MarkdownResource, QTextDocument::UserResource})
        EXPECT_EQ(card.loadResource(type, url()).value<QImage>().size(), QSize(1, 1)) << type;
}

TEST_F(ModelCardDialog, AFileThatALinkNamesDoesNotReplaceTheCard) {
    std::ofstream(folder_.filePath("other.md").toStdString()) << "another page\n";
    QTextBrowser& card = shown();
    const QString before = card.toPlainText();
    card.setSource(QUrl::fromLocalFile(folder_.filePath("other.md")));
    EXPECT_EQ(card.toPlainText(), before);
}

}  // namespace
}  // namespace faceloom
