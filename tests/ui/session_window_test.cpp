// Sessions in the whole window: saved, changed and opened again; pictures that bring their faces
// back.
#include "app/main_window.h"
#include "core/base/png_file.h"
#include "core/latent/explorer_session.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "tests/ui/session_support.h"
#include "ui/base/message_bar.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using SessionWindowTest = SessionFixture;

TEST_F(SessionWindowTest, SavedChangedAndOpenedAgainItIsAsItWas) {
    EXPECT_FALSE(childOf<QAction>(*window_, "saveSessionAction")->isEnabled());
    openModel();
    click("face5");
    QTest::keyClick(window_.get(), Qt::Key_2);
    click("face9");
    type("formulaEdit", "A - 0.5*B");
    const QImage result_before = [&] {
        EXPECT_TRUE(waitFor([&] { return !face("arithmeticResult").isNull(); }));
        return face("arithmeticResult");
    }();
    saveAs(file("mine"));
    EXPECT_FALSE(window_->isWindowModified());
    const FaceSetsState before = sets().state();

    sets().setFormula("A");
    sets().setSeed(77);
    sets().addSet();
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    drop(file("mine.faceloom"));
    answerSaving(QMessageBox::Discard);
    ASSERT_TRUE(waitFor([&] { return sets().state() == before; }));
    EXPECT_FALSE(window_->isWindowModified());
    EXPECT_FALSE(childOf<QAction>(*window_, "undoAction")->isEnabled()) << "nothing to undo yet";
    EXPECT_TRUE(waitFor([&] { return face("arithmeticResult") == result_before; }));
    EXPECT_EQ(childOf<QLineEdit>(*window_, "formulaEdit")->text(), "A - 0.5*B");
}

TEST_F(SessionWindowTest, WhatWasNotSavedIsAskedAboutBeforeAnotherSessionTakesItsPlace) {
    openModel();
    click("face5");
    saveAs(file("mine"));
    const FaceSetsState saved = sets().state();
    makeWindow();
    openModel();
    click("face7");
    const FaceSetsState unsaved = sets().state();
    window_->openPath(file("mine.faceloom"));
    answerSaving(QMessageBox::Cancel);
    EXPECT_EQ(sets().state(), unsaved);
    window_->openPath(file("mine.faceloom"));
    answerSaving(QMessageBox::Discard);
    ASSERT_TRUE(waitFor([&] { return sets().state() == saved; }));
    sets().setFormula("A");
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    window_->openPath(file("mine.faceloom"));
    answerSaving(QMessageBox::Save);
    ASSERT_TRUE(waitFor([&] { return !window_->isWindowModified(); }));
    EXPECT_EQ(sets().state().formula, "A") << "saved first, then opened";
}

TEST_F(SessionWindowTest, AnUnsavedChangeIsAskedAboutOnClosing) {
    openModel();
    saveAs(file("mine.faceloom"));
    click("face5");
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    EXPECT_FALSE(window_->close());
    auto* box = childOf<QMessageBox>(*window_, "closeBox");
    QTest::mouseClick(box->button(QMessageBox::Save), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return !window_->isVisible(); }));
    const auto saved = readSession(file("mine.faceloom").toStdString());
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->arithmetic.sets.front().members.size(), 1U);
}

TEST_F(SessionWindowTest, WhereItCannotBeSavedTheWindowStaysAndALaterSaveDoesNotCloseIt) {
    openModel();
    saveAs(file("mine.faceloom"));
    click("face5");
    ASSERT_TRUE(waitFor([&] { return window_->isWindowModified(); }));
    ASSERT_TRUE(QFile::remove(file("mine.faceloom")));
    ASSERT_TRUE(QDir().mkdir(file("mine.faceloom")));  // in its place
    EXPECT_FALSE(window_->close());
    auto* box = childOf<QMessageBox>(*window_, "closeBox");
    QTest::mouseClick(box->button(QMessageBox::Save), Qt::LeftButton);
    ASSERT_TRUE(saidAbout("mine.faceloom: cannot be written"));
    EXPECT_TRUE(window_->isVisible());
    ASSERT_TRUE(QDir().rmdir(file("mine.faceloom")));
    window_->activateWindow();
    ASSERT_TRUE(waitFor([&] { return window_->isActiveWindow(); }));
    QTest::keyClick(window_.get(), Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return !window_->isWindowModified(); }));
    EXPECT_TRUE(window_->isVisible());
}

TEST_F(SessionWindowTest, AnExportedPictureBringsSeedSetsAndFormulaBack) {
    openModel();
    sets().setSeed(4);
    const auto* latents = window_->findChild<LatentController*>();
    ASSERT_TRUE(waitFor([&] { return latents->drawn(); }));
    click("face5");
    type("formulaEdit", "2*A - B");
    QTest::keyClick(window_.get(), Qt::Key_E, Qt::ControlModifier);
    (void)exportPath();
    type("exportPath", file("grid.png"));
    click("exportSave");
    ASSERT_TRUE(waitFor([&] { return QFile::exists(file("grid.png")); }));
    const FaceSetsState before = sets().state();
    const auto carried = readProvenance(file("grid.png").toStdString());
    ASSERT_TRUE(carried) << carried.error().message;
    EXPECT_EQ(carried->faces.size(), 36U);
    EXPECT_EQ(carried->faces[4].latent, before.sets[0].members[0].latent);

    sets().setSeed(9);
    sets().clear(0);
    sets().setFormula("A");
    const FaceSetsState other = sets().state();
    drop(file("grid.png"));
    ASSERT_TRUE(waitFor([&] { return sets().state() == before; }));
    childOf<QAction>(*window_, "undoAction")->trigger();
    EXPECT_EQ(sets().state(), other) << "one step";
}

TEST_F(SessionWindowTest, ASingleFaceOfAPictureIsAFavouriteAndChosen) {
    openModel();
    const auto studio = LatentStudio::open(model_);
    ASSERT_TRUE(studio);
    Provenance one;
    one.model = {studio->info().sha256, "", 12};
    one.faces = {{"my face", sampleLatents(55, 1, 12).front(), {}}};
    ASSERT_TRUE(writePngWith(models_.root() / "one.png", RgbImage(4, 4), one));
    drop(file("one.png"));
    auto* list = childOf<QListWidget>(*window_, "historyList");
    ASSERT_TRUE(waitFor([&] { return list->count() == 1; }));
    EXPECT_EQ(list->item(0)->text(), "my face");
    EXPECT_TRUE(waitFor([&] { return list->item(0)->isSelected(); }));
    EXPECT_TRUE(window_->findChild<ResultHistory*>()->entries().front().favourite);
}

TEST_F(SessionWindowTest, PicturesThatCannotBeUsedChangeNothing) {
    openModel();
    click("face5");
    const FaceSetsState before = sets().state();
    const auto png = models_.root() / "p.png";
    ASSERT_TRUE(writePng(png, RgbImage(4, 4)));
    drop(file("p.png"));
    EXPECT_TRUE(saidAbout("4 x 4 pixels")) << "taken for a photograph, it is too small";
    const PngText forged{kProvenanceKeyword, "{\"faceloom_picture\": 1, \"model\": 3}"};
    ASSERT_TRUE(writePng(png, RgbImage(4, 4), {&forged, 1}));
    drop(file("p.png"));
    EXPECT_TRUE(saidAbout("model is not an object"));
    Provenance foreign;
    foreign.model = {std::string(64, 'e'), "", 60};
    foreign.grid = {3};
    ASSERT_TRUE(writePngWith(png, RgbImage(4, 4), foreign));
    drop(file("p.png"));
    EXPECT_TRUE(saidAbout("eeeeeeeeeeee (60 numbers)"));
    EXPECT_TRUE(message().contains("(12 numbers)"));
    EXPECT_EQ(sets().state(), before);
}

TEST_F(SessionWindowTest, ANameWithoutItsEndingReplacesNothingUnasked) {
    openModel();
    saveAs(file("mine.faceloom"));
    std::ofstream(file("mine.v2.faceloom").toStdString()) << "another";
    childOf<QAction>(*window_, "saveSessionAsAction")->trigger();
    for (auto* dialog : window_->findChildren<QFileDialog*>("saveSessionDialog"))
        if (dialog->isVisible()) emit dialog->fileSelected(file("mine.v2"));
    auto* box = childOf<QMessageBox>(*window_, "replaceBox");
    EXPECT_TRUE(box->text().contains("mine.v2.faceloom"));
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    EXPECT_EQ(QFileInfo(file("mine.v2.faceloom")).size(), 7);
    EXPECT_TRUE(window_->windowTitle().contains("mine.faceloom"));
}

TEST_F(SessionWindowTest, ABrokenSessionIsSaidAndNothingChanges) {
    openModel();
    const FaceSetsState before = sets().state();
    std::ofstream(file("broken.faceloom").toStdString()) << "{\"faceloom_session\": 1}";
    drop(file("broken.faceloom"));
    EXPECT_TRUE(saidAbout("model is missing"));
    EXPECT_EQ(sets().state(), before);
}

TEST_F(SessionWindowTest, LatentsGoOutAndComeIn) {
    openModel();
    childOf<QAction>(*window_, "exportGridLatentsAction")->trigger();
    emit childOf<QFileDialog>(*window_, "exportLatentsDialog")->fileSelected(file("l.npy"));
    ASSERT_TRUE(saidAbout("36 faces"));
    childOf<QAction>(*window_, "importSetAction")->trigger();
    emit childOf<QFileDialog>(*window_, "importLatentsDialog")->fileSelected(file("l.npy"));
    ASSERT_TRUE(waitFor([&] { return sets().set(0).members.size() == 36; }));
    EXPECT_EQ(sets().set(0).members[6].latent, sets().gridLatents()[6]);
    std::ofstream(file("w.csv").toStdString()) << "face,z0\nx,1\n";
    childOf<QAction>(*window_, "importFavouritesAction")->trigger();
    for (auto* dialog : window_->findChildren<QFileDialog*>("importLatentsDialog"))
        if (dialog->isVisible()) emit dialog->fileSelected(file("w.csv"));
    EXPECT_TRUE(saidAbout("latents of 1 numbers, the model takes 12"));
}

}  // namespace
}  // namespace faceloom
