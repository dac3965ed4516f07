// The models of sessions: ones that are not here, come later, are others or still to come, and runs
// that go on beside them.
#include "app/main_window.h"
#include "core/latent/explorer_session.h"
#include "tests/ui/session_support.h"
#include "tests/ui/training_support.h"
#include "ui/base/message_bar.h"
#include "ui/base/recent_paths.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/latent_controller.h"
#include "ui/session/session_document.h"
#include "ui/training/training_controller.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QSignalSpy>
#include <filesystem>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class SessionModelsTest : public SessionFixture {
protected:
    // `open` makes another model the open one: after the next session was read, before it is
    // compared with what is open.
    void beforeASessionIsTaken(const std::function<void()>& open) {
        auto* document = window_->findChild<SessionDocument*>();
        QObject::connect(
            document, &SessionDocument::nothingWaits, document,
            [this, open] {
                const auto* latents = window_->findChild<LatentController*>();
                const std::string before = latents->modelInfo()->sha256;
                open();
                EXPECT_TRUE(waitFor([&] { return latents->modelInfo()->sha256 != before; }));
            },
            Qt::SingleShotConnection);
    }
};

TEST_F(SessionModelsTest, ARunThatGoesOnDoesNotTakeTheSessionsModelAway) {
    openModel();
    saveAs(file("mine"));
    makeWindow();
    const TrainingFolder folder(0);
    auto* training = window_->findChild<TrainingController*>();
    RunRequest request = folder.request("run", 1'000'000);
    request.options.checkpoint_every = 20;
    training->start(request, SketchPictures{16, 1, 32});
    ASSERT_TRUE(waitFor([&] { return training->progress().step >= 2; }));
    window_->openPath(file("mine.faceloom"));
    const auto* label = childOf<QLabel>(*window_, "modelLabel");
    ASSERT_TRUE(waitFor([&] { return label->text().contains("small.safetensors"); }));
    ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("mine.faceloom"); }));
    training->stop();  // which writes the generator
    ASSERT_TRUE(waitFor([&] { return !training->active(); }));
    EXPECT_TRUE(QFileInfo::exists(
        QString::fromStdString((request.run_folder / "generator.safetensors").string())));
    const QImage before = face("face1");
    click("newFacesButton");  // drawn after whatever was to be opened
    ASSERT_TRUE(waitFor([&] { return face("face1") != before; }));
    EXPECT_TRUE(label->text().contains("small.safetensors")) << label->text().toStdString();
}

TEST_F(SessionModelsTest, AModelThatIsNotThereCanBeLocated) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    window_->close();
    const auto moved = models_.root() / "moved";
    std::filesystem::rename(model_, moved);
    makeWindow();
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("which is not here"));
    // Another size: refused, and both sizes are said.
    const auto other = models_.model("other.safetensors", 3, 20);
    locate(other);
    ASSERT_TRUE(saidAbout("takes 12 numbers"));
    EXPECT_TRUE(message().contains("takes 20"));
    EXPECT_TRUE(sets().faces(0).empty());
    click("messageClose");
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("which is not here"));
    locate(moved);
    EXPECT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
}

TEST_F(SessionModelsTest, AnAnswerThatIsCalledOffBringsTheQuestionBack) {
    openModel();
    saveAs(file("mine.faceloom"));
    window_->close();
    ASSERT_EQ(models_.model("small.safetensors", 2), model_);  // in its place
    makeWindow();
    WindowFixture::openModel(models_.model("third.safetensors", 3));
    click("face1");  // which would be lost
    drop(file("mine.faceloom"));
    answerSaving(QMessageBox::Discard);
    const auto* bar = childOf<MessageBar>(*window_, "messageBar");
    const auto asked = [&] {
        return waitFor([&] { return bar->isVisible() && message().contains("is another one"); });
    };
    ASSERT_TRUE(asked());
    click("messageAnswer1");  // use it all the same
    EXPECT_FALSE(bar->isVisible());
    answerSaving(QMessageBox::Cancel);
    ASSERT_TRUE(asked());
    click("messageAnswer2");  // locate it
    EXPECT_FALSE(bar->isVisible());
    window_->findChild<QFileDialog*>("locateModelDialog")->reject();
    EXPECT_TRUE(asked());
    EXPECT_EQ(sets().faces(0), std::vector<int>{1});
}

TEST_F(SessionModelsTest, AQuestionDoesNotComeBackInThePlaceOfANewerOne) {
    openModel();
    saveAs(file("mine.faceloom"));
    ASSERT_TRUE(QFile::copy(file("mine.faceloom"), file("again.faceloom")));
    window_->close();
    std::filesystem::rename(model_, models_.root() / "moved.safetensors");
    makeWindow();
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("mine.faceloom was made with model"));
    drop(file("again.faceloom"));
    click("messageAnswer1");  // before it has been read
    auto* dialog = window_->findChild<QFileDialog*>("locateModelDialog");
    ASSERT_TRUE(saidAbout("again.faceloom was made with model"));
    // Nor is the earlier one's answer taken for the newer one's.
    emit dialog->fileSelected(file("moved.safetensors"));
    dialog->reject();
    EXPECT_TRUE(message().contains("again.faceloom was made with model"));
    EXPECT_TRUE(window_->findChild<SessionDocument*>()->waiting());
    locate(models_.root() / "moved.safetensors");
    EXPECT_TRUE(waitFor([&] { return window_->windowTitle().contains("again.faceloom"); }));
}

TEST_F(SessionModelsTest, WhatWasAskedAboutAModelGoesWithTheQuestion) {
    openModel();
    saveAs(file("mine.faceloom"));
    ASSERT_TRUE(QFile::copy(file("mine.faceloom"), file("again.faceloom")));
    window_->close();
    const auto moved = models_.root() / "moved.safetensors";
    std::filesystem::rename(model_, moved);
    makeWindow();
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("mine.faceloom was made with model"));
    drop(file("again.faceloom"));
    ASSERT_TRUE(saidAbout("again.faceloom was made with model"));
    // A file that is no model changes nothing about what waits.
    std::ofstream(file("none.safetensors").toStdString()) << "none";
    drop(file("none.safetensors"));
    ASSERT_TRUE(saidAbout("none.safetensors"));
    click("messageClose");
    EXPECT_TRUE(saidAbout("again.faceloom was made with model"));
    WindowFixture::openModel(moved);
    ASSERT_TRUE(saidAbout("The model of again.faceloom is open now"));
    click("messageAnswer1");
    ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("again.faceloom"); }));
    EXPECT_FALSE(childOf<MessageBar>(*window_, "messageBar")->isVisible());
}

// The model that is open, and yet numbers that it does not take.
TEST_F(SessionModelsTest, LatentsThatDoNotFitTheOpenModelAreRefused) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    auto forged = readSession(file("mine.faceloom").toStdString());
    ASSERT_TRUE(forged);
    forged->model.latent_size = 1;
    forged->arithmetic.sets[0].members = {{"x", {0.5F}, {}}};
    ASSERT_TRUE(writeSession(file("forged.faceloom").toStdString(), *forged));
    const FaceSetsState before = sets().state();
    drop(file("forged.faceloom"));
    EXPECT_TRUE(saidAbout("forged.faceloom needs a model that takes 1 numbers"));
    EXPECT_EQ(sets().state(), before);
    click("face7");
    EXPECT_EQ(sets().faces(0), (std::vector<int>{5, 7}));
}

// What was asked for last stays.
TEST_F(SessionModelsTest, AModelStillToComeDoesNotTakeTheSessionsModelAway) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    ASSERT_TRUE(QFile::copy(file("mine.faceloom"), file("again.faceloom")));
    auto* latents = window_->findChild<LatentController*>();
    const std::string hash = latents->modelInfo()->sha256;
    latents->openModel(models_.model("other.safetensors", 3, 20));
    window_->openPath(file("again.faceloom"));
    ASSERT_TRUE(waitFor([&] { return window_->windowTitle().contains("again.faceloom"); }));
    latents->openModel(file("none.safetensors").toStdString());  // answered after it
    ASSERT_TRUE(saidAbout("none.safetensors"));
    EXPECT_EQ(latents->modelInfo()->sha256, hash);
    EXPECT_EQ(sets().faces(0), std::vector<int>{5});
}

// The session's model is still open when it is asked for, and another one when it has been read.
TEST_F(SessionModelsTest, AModelThatComesFirstDoesNotHideTheSessionsModel) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    const auto* document = window_->findChild<SessionDocument*>();
    auto* latents = window_->findChild<LatentController*>();
    const std::string hash = latents->modelInfo()->sha256;
    const auto other = models_.model("other.safetensors", 3, 20);
    const QSignalSpy opened(document, &SessionDocument::opened);
    beforeASessionIsTaken([&] { latents->openModel(other); });
    window_->openPath(file("mine.faceloom"));
    ASSERT_TRUE(waitFor([&] { return opened.count() == 1; }));
    EXPECT_EQ(latents->modelInfo()->sha256, hash);
    EXPECT_EQ(sets().faces(0), std::vector<int>{5});
    // As a run writes its newer generator over the one that was open; beside it lies the older.
    std::filesystem::create_directory(models_.root() / "with");
    std::filesystem::copy(model_, models_.root() / "with");
    ASSERT_TRUE(QFile::copy(file("mine.faceloom"), file("with/mine.faceloom")));
    beforeASessionIsTaken([&] { latents->openModel(models_.model("small.safetensors", 2)); });
    window_->openPath(file("with/mine.faceloom"));
    ASSERT_TRUE(waitFor([&] { return opened.count() == 2; }));
    EXPECT_EQ(latents->modelInfo()->sha256, hash);
}

TEST_F(SessionModelsTest, AModelBesideTheSessionIsFoundThoughNoneIsRemembered) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    window_->close();
    std::filesystem::create_directory(models_.root() / "with");
    std::filesystem::rename(model_, models_.root() / "with" / "small.safetensors");
    ASSERT_TRUE(QFile::rename(file("mine.faceloom"), file("with/mine.faceloom")));
    recentModels().clear();
    makeWindow();
    drop(file("with/mine.faceloom"));
    EXPECT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }))
        << message().toStdString();
}

TEST_F(SessionModelsTest, AModelThatIsNotWantedAnyMoreIsNotTaken) {
    openModel();
    auto* latents = window_->findChild<LatentController*>();
    const std::string hash = latents->modelInfo()->sha256;
    latents->openModel(models_.model("other.safetensors", 3, 20));
    latents->keepOpen();
    EXPECT_FALSE(latents->opening());
    latents->openModel(file("none.safetensors").toStdString());  // answered after it
    ASSERT_TRUE(saidAbout("none.safetensors"));
    EXPECT_EQ(latents->modelInfo()->sha256, hash);
}

TEST_F(SessionModelsTest, ARunThatGoesOnDoesNotTakeASavedSessionsModelAway) {
    window_->openShipped(true);
    ASSERT_TRUE(waitFor([&] { return !face("face1").isNull(); }));
    saveAs(file("mine.faceloom"));
    const auto* latents = window_->findChild<LatentController*>();
    const std::string hash = latents->modelInfo()->sha256;
    const TrainingFolder folder(0);
    auto* training = window_->findChild<TrainingController*>();
    training->start(folder.request("run", 4), SketchPictures{16, 1, 32});
    ASSERT_TRUE(waitFor([&] { return training->state() == SessionState::Finished; }));
    const QImage before = face("face1");
    click("newFacesButton");  // drawn after whatever was to be opened
    ASSERT_TRUE(waitFor([&] { return face("face1") != before; }));
    EXPECT_EQ(latents->modelInfo()->sha256, hash);
}

TEST_F(SessionModelsTest, AModelThatIsOpenedMeanwhileEndsTheWait) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    window_->close();
    const auto in_its_place = models_.model("small.safetensors", 2);
    const auto other = models_.model("other.safetensors", 3);
    makeWindow();
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("is another one"));
    auto* latents = window_->findChild<LatentController*>();
    latents->openModel(other);  // keeps the worker busy
    window_->findChild<SessionDocument*>()->useModel(file("small.safetensors"), true);
    latents->openModel(other);  // in its place
    ASSERT_TRUE(waitFor([&] { return !latents->opening(); }));
    ASSERT_TRUE(waitFor([&] {
        return message().contains("mine.faceloom was not opened") ||
               window_->windowTitle().contains("mine.faceloom");
    }));
    // Opened after all, where the worker was quicker than this thread.
    if (window_->windowTitle().contains("mine.faceloom")) return;
    click("messageClose");
    EXPECT_FALSE(childOf<MessageBar>(*window_, "messageBar")->isVisible());
    WindowFixture::openModel(in_its_place);
    EXPECT_TRUE(sets().faces(0).empty()) << "long after it was asked for";
}

// It may be long after the session was asked for.
TEST_F(SessionModelsTest, AModelThatComesLaterReplacesNothingUnasked) {
    openModel();
    click("face5");
    saveAs(file("mine.faceloom"));
    window_->close();
    const auto moved = models_.root() / "moved.safetensors";
    std::filesystem::rename(model_, moved);
    makeWindow();
    drop(file("mine.faceloom"));
    ASSERT_TRUE(saidAbout("which is not here"));
    click("messageClose");
    WindowFixture::openModel(moved);
    ASSERT_TRUE(saidAbout("The model of mine.faceloom is open now"));
    EXPECT_TRUE(sets().faces(0).empty());
    click("face1");  // which would be lost
    click("messageAnswer1");
    answerSaving(QMessageBox::Cancel);
    ASSERT_TRUE(saidAbout("The model of mine.faceloom is open now"));
    click("messageAnswer1");
    answerSaving(QMessageBox::Discard);
    EXPECT_TRUE(waitFor([&] { return sets().faces(0) == std::vector<int>{5}; }));
}

}  // namespace
}  // namespace faceloom
