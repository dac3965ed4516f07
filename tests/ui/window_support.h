// The whole window on an empty home, with small models.
#pragma once

#include "app/main_window.h"
#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/base/message_bar.h"
#include "ui/explore/face_tile.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <QUrl>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace faceloom {

class WindowFixture : public testing::Test {
protected:
    WindowFixture() {
        QCoreApplication::setOrganizationName("faceloom-test");
        QCoreApplication::setApplicationName("faceloom-test");
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, file("settings"));
        QSettings().clear();
        makeWindow();
    }
    void makeWindow() {
        window_ = std::make_unique<MainWindow>();
        window_->show();
        window_->activateWindow();
        ASSERT_TRUE(waitFor([this] { return window_->isActiveWindow(); }));
    }
    [[nodiscard]] QString file(const std::string& name) const {
        return QString::fromStdString((models_.root() / name).string());
    }
    // Opens it and waits for its faces, which must be others than are there.
    void openModel(const std::filesystem::path& model) {
        const QImage before = face("face1");
        window_->openPath(QString::fromStdString(model.string()));
        ASSERT_TRUE(waitFor([&] { return face("face1") != before; }));
    }
    [[nodiscard]] FaceTile* tile(const char* name) const {
        return childOf<FaceTile>(*window_, name);
    }
    [[nodiscard]] QImage face(const char* name) const { return tile(name)->face(); }
    void click(const char* name) { QTest::mouseClick(childOf(*window_, name), Qt::LeftButton); }
    // Of the export's dialog, which comes when all is drawn.
    [[nodiscard]] QLineEdit* exportPath() const {
        EXPECT_TRUE(waitFor([&] { return window_->findChild<QLineEdit*>("exportPath"); }));
        return childOf<QLineEdit>(*window_, "exportPath");
    }
    // Saves the session as “mine.faceloom”, wherever.
    void saveAs(const QString& path) {
        QTest::keyClick(window_.get(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = childOf<QFileDialog>(*window_, "saveSessionDialog");
        emit dialog->fileSelected(path);
        dialog->close();
        ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("mine.faceloom"); }));
    }
    // Whether what was not saved is to be saved.
    void answerSaving(QMessageBox::StandardButton button) {
        QMessageBox* box = nullptr;
        ASSERT_TRUE(waitFor([&] {
            box = window_->findChild<QMessageBox*>("closeBox");
            return box != nullptr && box->isVisible();
        }));
        QTest::mouseClick(box->button(button), Qt::LeftButton);
        ASSERT_TRUE(
            waitFor([&] { return window_->findChild<QMessageBox*>("closeBox") == nullptr; }));
    }
    void drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &event);
    }
    [[nodiscard]] QString message() const {
        return childOf<MessageBar>(*window_, "messageBar")->text();
    }

    ModelFolder models_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace faceloom
