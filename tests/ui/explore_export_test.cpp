// The export dialog writes what core draws; the message bar keeps errors until they are closed.
#include "tests/ui/ui_test_support.h"
#include "ui/base/image_convert.h"
#include "ui/base/message_bar.h"
#include "ui/explore/export_sheets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class ExportDialogTest : public testing::Test {
protected:
    ExportDialogTest() {
        for (int i = 0; i < 36; ++i) {
            QImage face(8, 8, QImage::Format_RGB888);
            face.fill(QColor::fromHsv(i * 10, 200, 200));
            faces_.push_back(face);
        }
        const ExportSources sources{{7}, faces_, arithmetic_, strip_, 3};
        dialog_ = std::make_unique<ExportDialog>(gatherSheets(sources), ExportKind::Grid);
        dialog_->show();
    }
    void typePath(const QString& path) {
        auto* edit = childOf<QLineEdit>(*dialog_, "exportPath");
        edit->selectAll();
        QTest::keyClicks(edit, path);
    }
    void save() { QTest::mouseClick(childOf(*dialog_, "exportSave"), Qt::LeftButton); }

    QTemporaryDir folder_;
    std::vector<QImage> faces_;
    std::vector<SheetTile> arithmetic_;
    std::vector<QImage> strip_;
    std::unique_ptr<ExportDialog> dialog_;
};

TEST_F(ExportDialogTest, APlainGridHoldsTheFacesPixelForPixel) {
    EXPECT_TRUE(childOf<QLineEdit>(*dialog_, "exportPath")->text().endsWith("faces-seed-7.png"));
    QTest::mouseClick(childOf(*dialog_, "exportCaptions"), Qt::LeftButton, {}, QPoint(8, 8));
    auto* scale = childOf<QSpinBox>(*dialog_, "exportScale");
    EXPECT_EQ(scale->value(), 8) << "small faces are enlarged as far as it goes";
    for (int i = 8; i > 3; --i)
        QTest::keyClick(scale, Qt::Key_Down);
    auto* size = childOf<QLabel>(*dialog_, "exportSize");
    EXPECT_TRUE(waitFor([&] { return size->text().startsWith("144 × 144"); }));
    const QString path = folder_.filePath("grid.png");
    QSignalSpy saved(dialog_.get(), &ExportDialog::saved);
    typePath(path);
    save();
    ASSERT_TRUE(waitFor([&] { return saved.count() == 1; }));
    const QImage sheet = QImage(path).convertToFormat(QImage::Format_RGB888);
    EXPECT_EQ(sheet.size(), QSize(144, 144));
    for (const QPoint at : {QPoint(24, 24), QPoint(35, 35), QPoint(47, 47)}) {
        EXPECT_EQ(sheet.pixelColor(at), faces_[7].pixelColor(0, 0));
    }
    EXPECT_EQ(sheet.pixelColor(48, 24), faces_[8].pixelColor(0, 0));
}

TEST_F(ExportDialogTest, WhatIsNotThereCannotBeChosen) {
    auto* what = childOf<QComboBox>(*dialog_, "exportWhat");
    QTest::keyClick(what, Qt::Key_Down);
    EXPECT_EQ(what->currentIndex(), static_cast<int>(ExportKind::Face))
        << "row and strip are empty";
    EXPECT_TRUE(childOf<QLineEdit>(*dialog_, "exportPath")->text().endsWith("face-3-seed-7.png"));
}

TEST_F(ExportDialogTest, AFolderThatIsNotThereIsSaidAndTheDialogStays) {
    QSignalSpy messages(dialog_.get(), &ExportDialog::messageRaised);
    typePath(folder_.filePath("missing/grid.png"));
    save();
    ASSERT_TRUE(waitFor([&] { return messages.count() == 1; }));
    EXPECT_TRUE(messages.front().at(0).toString().contains("missing"));
    EXPECT_TRUE(messages.front().at(1).toBool());
    EXPECT_TRUE(dialog_->isVisible());
}

TEST_F(ExportDialogTest, NothingCanBeChosenWhileItSaves) {
    QSignalSpy messages(dialog_.get(), &ExportDialog::messageRaised);
    typePath(folder_.filePath("missing/grid.png"));
    save();
    for (const char* name : {"exportBrowse", "exportPath", "exportWhat", "exportSave"})
        EXPECT_FALSE(childOf(*dialog_, name)->isEnabled()) << name;
    QTest::keyClick(dialog_.get(), Qt::Key_Escape);
    EXPECT_TRUE(dialog_->isVisible()) << "how it ends is to be heard";
    ASSERT_TRUE(waitFor([&] { return messages.count() == 1; }));
    for (const char* name : {"exportBrowse", "exportPath", "exportWhat", "exportSave"})
        EXPECT_TRUE(childOf(*dialog_, name)->isEnabled()) << name;
}

TEST(MessageBar, ErrorsStayUntilTheyAreClosed) {
    QWidget parent;
    parent.resize(600, 400);
    MessageBar bar(&parent);
    parent.show();
    bar.showMessage("broken.safetensors is cut short", true);
    bar.showMessage("saved", false);
    EXPECT_TRUE(bar.isVisible());
    EXPECT_TRUE(bar.text().contains("cut short"));
    EXPECT_EQ(bar.history(), QStringList({"saved", "broken.safetensors is cut short"}));
    EXPECT_TRUE(parent.rect().contains(bar.geometry()));
    QTest::mouseClick(childOf(bar, "messageClose"), Qt::LeftButton);
    EXPECT_FALSE(bar.isVisible());
}

TEST(MessageBar, AnOfferIsAnsweredOnce) {
    QWidget parent;
    MessageBar bar(&parent);
    parent.show();
    int answered = 0;
    bar.showOffer("kept", {{"Restore it", [] {}}, {"Discard it", [&answered] { ++answered; }}});
    auto* button = childOf<QPushButton>(bar, "messageAnswer2");
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_FALSE(bar.isVisible());
    QTest::keyClick(button, Qt::Key_Space);  // it may still have the keyboard
    EXPECT_EQ(answered, 1);
    EXPECT_EQ(bar.findChild<QPushButton*>("messageAnswer2"), nullptr);
}

TEST(MessageBar, AnOfferThatNoLongerHoldsIsNotShownAgain) {
    QWidget parent;
    MessageBar bar(&parent);
    parent.show();
    const int first = bar.showOffer("its model is not here", {{"Locate it", [] {}}});
    const int second = bar.showOffer("kept", {{"Restore it", [] {}}});
    bar.withdraw(first);
    EXPECT_EQ(bar.text(), "kept");
    QTest::mouseClick(childOf(bar, "messageAnswer1"), Qt::LeftButton);
    EXPECT_FALSE(bar.isVisible());
    const int third = bar.showOffer("its model is not here", {{"Locate it", [] {}}});
    bar.showOffer("kept", {{"Restore it", [] {}}});
    QTest::mouseClick(childOf(bar, "messageClose"), Qt::LeftButton);
    EXPECT_EQ(bar.text(), "its model is not here");
    bar.withdraw(second);
    EXPECT_TRUE(bar.isVisible());
    bar.withdraw(third);
    EXPECT_FALSE(bar.isVisible());
}

TEST(MessageBar, GoesByTheEscapeKeyAndWhenItNoLongerHolds) {
    QWidget parent;
    MessageBar bar(&parent);
    parent.show();
    parent.activateWindow();
    ASSERT_TRUE(waitFor([&] { return parent.isActiveWindow(); }));
    bar.showMessage("no picture in it", true);
    QTest::keyClick(&parent, Qt::Key_Escape);
    EXPECT_FALSE(bar.isVisible());
    bar.showMessage("no picture in it", true);
    bar.dismiss();
    EXPECT_FALSE(bar.isVisible());
    bar.showMessage("saved", false);
    bar.dismiss();  // takes errors away only
    EXPECT_TRUE(bar.isVisible());
}

}  // namespace
}  // namespace faceloom
