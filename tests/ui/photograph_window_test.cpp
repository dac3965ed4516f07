// Photographs in the whole window: which files they are, where their nearest faces go.
#include "core/latent/provenance.h"
#include "tests/ui/photograph_support.h"
#include "tests/ui/window_support.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/result_history.h"
#include "ui/path/path_edit.h"
#include "ui/photograph/photograph_controller.h"
#include "ui/photograph/photograph_pane.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class PhotographWindowTest : public WindowFixture {
protected:
    PhotographWindowTest() { photographs().setOptions(quickSearch()); }
    void openModel() { WindowFixture::openModel(models_.model("small.safetensors", 1)); }
    [[nodiscard]] PhotographController& photographs() const {
        return *window_->findChild<PhotographController*>();
    }
    [[nodiscard]] ResultHistory& history() const { return *window_->findChild<ResultHistory*>(); }
    [[nodiscard]] QString photograph(const std::string& name) const {
        return QString::fromStdString(writePhotograph(models_.root() / name, 1).string());
    }
    void find(const std::string& name) {
        drop(photograph(name));
        ASSERT_TRUE(waitFor([&] { return history().entries().size() == 1; }));
    }
    [[nodiscard]] bool inFront(const char* dock) const {
        return waitFor([&] {
            return !childOf<QDockWidget>(*window_, dock)->widget()->visibleRegion().isEmpty();
        });
    }
    void trigger(const char* action) { childOf<QAction>(*window_, action)->trigger(); }
};

TEST_F(PhotographWindowTest, APhotographNamedAtTheStartMeetsTheShippedGenerator) {
    window_->openFirst(photograph("start.png"));
    ASSERT_TRUE(waitFor([&] { return history().entries().size() == 1; }));
    EXPECT_FALSE(face("face1").isNull());
    EXPECT_EQ(history().entries().front().latent.size(), 60U);
}

TEST_F(PhotographWindowTest, ADroppedPhotographsFaceIsAmongTheResultsUntilUndone) {
    openModel();
    find("me at sea.png");
    EXPECT_TRUE(inFront("photographDock"));
    EXPECT_EQ(history().entries()[0].label, "me at sea.png");
    EXPECT_EQ(history().entries()[0].latent, photographs().state().result->latent);
    auto* list = childOf<QListWidget>(*window_, "historyList");
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->item(0)->toolTip().contains("me at sea.png"));
    trigger("undoAction");
    EXPECT_TRUE(history().entries().empty());
    trigger("redoAction");
    EXPECT_EQ(history().entries().size(), 1U);
}

TEST_F(PhotographWindowTest, OpenedByTheMenuOrPastedItIsThePicture) {
    openModel();
    trigger("openPhotographAction");
    emit childOf<QFileDialog>(*window_, "openPhotographDialog")
        ->fileSelected(photograph("chosen.png"));
    ASSERT_TRUE(waitFor([&] { return history().entries().size() == 1; }));
    EXPECT_EQ(history().entries()[0].label, "chosen.png");

    QGuiApplication::clipboard()->setImage(QImage(photograph("copied.png")));
    trigger("pastePhotographAction");
    ASSERT_TRUE(waitFor([&] { return photographs().state().name == "pasted picture"; }));
    EXPECT_TRUE(waitFor([&] { return !photographs().busy(); }));
    EXPECT_EQ(photographs().state().result->latent, history().entries()[0].latent)
        << "the same picture, and the same first try";
    QGuiApplication::clipboard()->setText("no picture");
    trigger("pastePhotographAction");
    EXPECT_TRUE(message().contains("no picture on the clipboard"));
}

TEST_F(PhotographWindowTest, APictureThatIsNoFileCanBeDropped) {
    openModel();
    QMimeData data;
    data.setImageData(QImage(photograph("shown.png")));
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_.get(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_.get(), &event);
    ASSERT_TRUE(waitFor([&] { return history().entries().size() == 1; }));
    EXPECT_EQ(history().entries()[0].label, "dropped picture");
    // A face that is dragged about in the window carries a picture, too.
    const auto carried = toMimeData({"face 1", Latent(12), face("face1"), {}, {}});
    QDragEnterEvent own({10, 10}, Qt::CopyAction, carried.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_.get(), &own);
    EXPECT_FALSE(own.isAccepted());
}

TEST_F(PhotographWindowTest, TheExportedPairBringsItsLatentBack) {
    openModel();
    find("me.png");
    const Latent latent = history().entries()[0].latent;
    trigger("photographExportAction");
    auto* path = exportPath();
    EXPECT_TRUE(path->text().endsWith("me-nearest.png")) << path->text().toStdString();
    path->selectAll();
    QTest::keyClicks(path, file("pair.png"));
    click("exportSave");
    ASSERT_TRUE(waitFor([&] { return QFile::exists(file("pair.png")); }));
    const auto carried = readProvenance(file("pair.png").toStdString());
    ASSERT_TRUE(carried) << carried.error().message;
    ASSERT_EQ(carried->faces.size(), 1U);
    EXPECT_EQ(carried->faces[0].latent, latent);
    EXPECT_FALSE(carried->arithmetic) << "nothing of the sets is in it";
    trigger("undoAction");
    ASSERT_TRUE(history().entries().empty());
    drop(file("pair.png"));
    ASSERT_TRUE(waitFor([&] { return history().entries().size() == 1; }));
    EXPECT_EQ(history().entries()[0].latent, latent);
    EXPECT_TRUE(history().entries()[0].favourite);
    EXPECT_EQ(photographs().state().name, "me.png") << "it is not taken for a photograph";
    EXPECT_TRUE(inFront("historyDock"));
}

TEST_F(PhotographWindowTest, TheNearestFaceIsEditedAndPutOnThePath) {
    openModel();
    find("me.png");
    const Latent latent = history().entries()[0].latent;
    trigger("photographEditAction");
    const auto& edited = window_->findChild<DirectionEdit*>()->face();
    ASSERT_TRUE(edited);
    EXPECT_EQ(edited->latent, latent);
    EXPECT_TRUE(inFront("directionsDock"));
    trigger("photographFromAction");
    trigger("photographNextAction");
    EXPECT_EQ(window_->findChild<PathEdit*>()->keyframes().at(0).keyframe.latent, latent);
    EXPECT_EQ(window_->findChild<PathEdit*>()->count(), 2);
    EXPECT_TRUE(inFront("pathDock"));
    trigger("photographKeepAction");
    EXPECT_TRUE(history().entries()[0].favourite);
}

TEST_F(PhotographWindowTest, WhatIsNoPhotographIsSaidAndAModelIsAskedFor) {
    std::ofstream(file("text.jpg").toStdString()) << "no picture";
    drop(file("text.jpg"));
    EXPECT_TRUE(waitFor([&] { return message().contains("text.jpg"); }));
    EXPECT_TRUE(inFront("photographDock"));
    drop(photograph("me.png"));
    auto* title = childOf<QLabel>(*window_, "photographTitle");
    ASSERT_TRUE(waitFor([&] { return title->text() == "Open a model first."; }));
    openModel();
    EXPECT_TRUE(waitFor([&] { return history().entries().size() == 1; })) << "it goes on by itself";
}

TEST_F(PhotographWindowTest, ANewerDropWinsAndAFolderIsStillForTraining) {
    openModel();
    photographs().setOptions(endlessSearch());
    drop(photograph("first.png"));
    ASSERT_TRUE(waitFor([&] { return photographs().state().stage == PhotographStage::Searching; }));
    photographs().setOptions(quickSearch());
    find("second.png");
    EXPECT_EQ(history().entries()[0].label, "second.png");
    std::filesystem::create_directory(models_.root() / "pictures");
    writePhotograph(models_.root() / "pictures" / "a.png", 1);
    drop(file("pictures"));
    EXPECT_EQ(photographs().state().name, "second.png");
    auto* source = childOf<QLabel>(*window_, "pictureSourceTitle");
    EXPECT_TRUE(waitFor([&] { return source->text().contains("pictures"); }));
}

TEST_F(PhotographWindowTest, ClosingEndsASearchAtOnce) {
    openModel();
    photographs().setOptions(endlessSearch());
    drop(photograph("me.png"));
    ASSERT_TRUE(waitFor([&] { return !face("photographResult").isNull(); }));
    QElapsedTimer timer;
    timer.start();
    EXPECT_TRUE(window_->close());
    EXPECT_FALSE(photographs().busy());
    window_.reset();
    EXPECT_LT(timer.elapsed(), 5000);
}

}  // namespace
}  // namespace faceloom
