// A report written from the window.
#include "tests/ui/window_support.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QPushButton>

namespace faceloom {
namespace {

class ReportWindow : public WindowFixture {
protected:
    [[nodiscard]] QAction* action() const { return childOf<QAction>(*window_, "reportAction"); }
    [[nodiscard]] QString message() const { return window_->findChild<MessageBar*>()->text(); }
    // Answers the question for a file.
    void writeTo(const QString& path) {
        action()->trigger();
        auto* dialog = window_->findChild<QFileDialog*>("reportDialog");
        ASSERT_NE(dialog, nullptr);
        emit dialog->fileSelected(path);
        dialog->reject();
    }
};

TEST_F(ReportWindow, WritesAPageAboutTheOpenModelAndOffersIt) {
    EXPECT_FALSE(action()->isEnabled());
    openModel(models_.model("a.safetensors", 1));
    ASSERT_TRUE(action()->isEnabled());
    const QString path = file("report.html");
    writeTo(path);
    ASSERT_TRUE(waitFor([&] { return message().contains(path); }));
    QFile page(path);
    ASSERT_TRUE(page.open(QIODevice::ReadOnly));
    const QByteArray text = page.readAll();
    EXPECT_TRUE(text.startsWith("<!DOCTYPE html>"));
    EXPECT_GE(text.count("data:image/png"), 36);
}

TEST_F(ReportWindow, SaysWhatCannotBeWritten) {
    openModel(models_.model("a.safetensors", 1));
    const QString path = file("nowhere/report.html");
    writeTo(path);
    ASSERT_TRUE(waitFor([&] { return message().contains(path); }));
    EXPECT_FALSE(QFile::exists(path));
}

}  // namespace
}  // namespace faceloom
