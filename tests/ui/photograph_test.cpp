// A photograph in its pane: faces found, chosen, searched for; what goes wrong; what comes out.
#include "tests/ui/photograph_pane_support.h"
#include "ui/base/image_convert.h"
#include "ui/explore/result_history.h"
#include "ui/photograph/photograph_text.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

double rootMeanSquare(const QImage& a, const QImage& b) {
    const RgbImage first = fromQImage(a), second = fromQImage(b);
    double sum = 0;
    for (std::size_t i = 0; i < first.rgb_u8.size(); ++i)
        sum += std::pow(double(first.rgb_u8[i]) - second.rgb_u8.at(i), 2);
    return std::sqrt(sum / double(first.rgb_u8.size()));
}

TEST_F(PhotographUiTest, AtFirstItSaysWhatToDo) {
    EXPECT_FALSE(shows("photographResult"));
    EXPECT_TRUE(advice().contains("drop one on the window")) << advice().toStdString();
    QSignalSpy wanted(&pane_, &PhotographPane::openRequested);
    click("photographOpen");
    EXPECT_EQ(wanted.count(), 1);
    EXPECT_FALSE(shows("photographCancel"));
    EXPECT_FALSE(shows("photographSearch"));
}

TEST_F(PhotographUiTest, OneFaceIsTakenAtOnceAndTheNearestIsFound) {
    openModel();
    std::vector<PhotographProgress> seen;
    QObject::connect(controller_.get(), &PhotographController::progressed,
                     [&](const PhotographProgress& progress) { seen.push_back(progress); });
    open("portrait.png", 1);
    EXPECT_EQ(state().stage, PhotographStage::Looking);
    EXPECT_TRUE(title().contains("Looking for faces in portrait.png"));
    EXPECT_TRUE(shows("photographCancel"));
    ASSERT_TRUE(waitForStage(PhotographStage::Searching));
    EXPECT_FALSE(tile("photographFace").face().isNull());
    ASSERT_TRUE(waitFor([&] { return seen.size() >= 2; }));
    EXPECT_EQ(tile("photographResult").face(), seen.back().picture) << "it can be watched";
    EXPECT_EQ(childOf<QProgressBar>(pane_, "photographProgress")->value(), seen.back().step);
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(seen.front().step, 0);
    EXPECT_EQ(seen.back().step, 30);
    EXPECT_EQ(seen.back().total_steps, 30);
    EXPECT_LT(seen.back().error, seen[1].error);

    ASSERT_EQ(found_.size(), 1U);
    EXPECT_EQ(found_[0].label, "portrait.png");
    EXPECT_TRUE(origins_[0].contains("portrait.png"));
    // The picture is what the model makes of the latent, and the error is that between the two.
    const auto drawn = studio("a.safetensors", 1).render(std::vector<Latent>{found_[0].latent});
    ASSERT_TRUE(drawn);
    const QImage picture = tile("photographResult").face();
    EXPECT_LT(rootMeanSquare(toQImage(drawn->front()), picture), 1);
    EXPECT_NEAR(rootMeanSquare(picture, state().result->target), state().result->error, 0.5);
    EXPECT_TRUE(title().startsWith(likenessInWords(state().result->error)));
    EXPECT_TRUE(childOf(pane_, "photographTitle")
                    ->toolTip()
                    .contains(QString::number(state().result->error, 'f', 1) + " of 255 levels"));
    EXPECT_EQ(tile("photographFace").size(), tile("photographResult").size());
    EXPECT_GT(tile("photographFace").width(), 150);
    EXPECT_FALSE(shows("photographCancel"));
    EXPECT_FALSE(shows("photographFaces"));
}

TEST_F(PhotographUiTest, SeveralFacesAreOfferedAndTheOneClickedIsTaken) {
    openModel();
    open("four.png", 4);
    ASSERT_TRUE(waitForStage(PhotographStage::Choosing));
    auto* list = childOf<QListWidget>(pane_, "photographFaces");
    ASSERT_TRUE(list->isVisible());
    ASSERT_GE(list->count(), 3);  // how many of the four depends on OpenCV's version
    EXPECT_TRUE(
        title().contains(QStringLiteral("%1 faces were found in four.png").arg(list->count())));
    ASSERT_EQ(state().faces.size(), static_cast<std::size_t>(list->count()));
    EXPECT_TRUE(found_.empty());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(2)).center());
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(tile("photographFace").face(), state().faces[2]);
    EXPECT_EQ(found_.back().label, "four.png, face 3");
    // Another one, by keyboard.
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Home);
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(state().chosen, 0);
    EXPECT_EQ(state().stage, PhotographStage::Searching);
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(found_.back().label, "four.png, face 1");
}

TEST_F(PhotographUiTest, WithoutAFaceItSaysWhatToTry) {
    openModel();
    open("portrait.png", 1);
    ASSERT_TRUE(waitForResult());
    QImage grey(120, 120, QImage::Format_RGB32);
    grey.fill(Qt::gray);
    controller_->open(grey, "pasted picture");
    ASSERT_TRUE(waitForStage(PhotographStage::Empty));
    EXPECT_EQ(title(), "No face was found in pasted picture.");
    EXPECT_TRUE(advice().contains("looks at the camera"));
    EXPECT_FALSE(shows("photographResult")) << "the photograph before is gone";
    EXPECT_FALSE(controller_->result());
    EXPECT_TRUE(messages_.isEmpty());
}

TEST_F(PhotographUiTest, WhatCannotBeReadIsSaid) {
    const auto fails = [&](const std::string& name, const char* words) {
        messages_.clear();
        controller_->open(QString::fromStdString((models_.root() / name).string()));
        ASSERT_TRUE(waitFor([&] { return !messages_.isEmpty(); })) << name;
        EXPECT_TRUE(messages_[0].contains(QString::fromStdString(name))) << name;
        EXPECT_TRUE(messages_[0].contains(words)) << messages_[0].toStdString();
        EXPECT_TRUE(error_);
        EXPECT_EQ(title(), messages_[0]);
        EXPECT_EQ(state().stage, PhotographStage::Empty);
    };
    fails("missing.jpg", "no such file");
    std::ofstream(models_.root() / "text.jpg") << "this is no picture";
    fails("text.jpg", "not a JPEG");
    std::ofstream(models_.root() / "empty.png");
    fails("empty.png", "empty");
    writePhotograph(models_.root() / "cut.png", 1);
    std::filesystem::resize_file(models_.root() / "cut.png", 400);
    fails("cut.png", "truncated");
}

TEST_F(PhotographUiTest, EscAndTheButtonEndASearch) {
    openModel();
    controller_->setOptions(endlessSearch());
    activate();
    pane_.setFocus();
    open("portrait.png", 1);
    ASSERT_TRUE(waitFor([&] { return !tile("photographResult").face().isNull(); }));
    EXPECT_TRUE(childOf(pane_, "photographCancel")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_EQ(state().stage, PhotographStage::Ready);
    EXPECT_TRUE(tile("photographResult").face().isNull());
    EXPECT_FALSE(shows("photographCancel"));
    EXPECT_TRUE(childOf(pane_, "photographSearch")->hasFocus());
    click("photographSearch");
    ASSERT_TRUE(waitFor([&] { return !tile("photographResult").face().isNull(); }));
    click("photographCancel");
    EXPECT_EQ(state().stage, PhotographStage::Ready);
    controller_->setOptions(quickSearch());
    click("photographSearch");
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(found_.size(), 1U) << "of the searches that were given up nothing comes";
}

TEST_F(PhotographUiTest, TheNewestPhotographWins) {
    openModel();
    controller_->setOptions(endlessSearch());
    open("first.png", 1);
    ASSERT_TRUE(waitForStage(PhotographStage::Searching));
    controller_->setOptions(quickSearch());
    open("second.png", 1);
    open("third.png", 1);
    ASSERT_TRUE(waitForResult());
    ASSERT_EQ(found_.size(), 1U);
    EXPECT_EQ(found_[0].label, "third.png");
}

TEST_F(PhotographUiTest, AnotherTryStartsElsewhereAndIsCompared) {
    openModel();
    open("portrait.png", 1);
    ASSERT_TRUE(waitForResult());
    const double first = state().result->error;
    EXPECT_EQ(childOf<QPushButton>(pane_, "photographSearch")->text(), "Try again");
    childOf<QComboBox>(pane_, "photographSteps")->setCurrentIndex(1);
    EXPECT_EQ(controller_->options().steps, 500);
    controller_->setOptions(quickSearch());
    click("photographSearch");
    EXPECT_FALSE(tile("photographResult").dragged()) << "while it is searched for";
    ASSERT_TRUE(waitFor([&] { return found_.size() == 2; }));
    EXPECT_NE(found_[0].latent, found_[1].latent);
    EXPECT_EQ(state().result->earlier_error, first);
    EXPECT_TRUE(advice().contains(state().result->error < first ? "Closer than before"
                                                                : "A try before came closer"));
}

TEST_F(PhotographUiTest, TheResultIsALatentLikeAnyOther) {
    openModel();
    open("portrait.png", 1);
    EXPECT_FALSE(shows("photographResult"));
    ASSERT_TRUE(waitForResult());
    const auto dragged = tile("photographResult").dragged();
    ASSERT_TRUE(dragged);
    EXPECT_EQ(dragged->latent, found_[0].latent);
    EXPECT_EQ(tile("photographResult").actions().size(), 7) << "its context menu";
    sets_.setActiveSet(1);
    auto* put = childOf<QAction>(pane_, "photographPutAction");
    EXPECT_EQ(put->text(), "Put into B");
    put->trigger();
    ASSERT_EQ(sets_.set(1).members.size(), 1U);
    EXPECT_EQ(sets_.set(1).members[0].latent, found_[0].latent);
    EXPECT_EQ(sets_.set(1).members[0].label, "portrait.png");
    const auto hands_on = [&](const char* action,
                              void (PhotographPane::*signal)(const PickedFace&)) {
        std::optional<PickedFace> got;
        const auto connection =
            QObject::connect(&pane_, signal, [&](const PickedFace& face) { got = face; });
        childOf<QAction>(pane_, action)->trigger();
        QObject::disconnect(connection);
        return got && got->latent == found_[0].latent;
    };
    EXPECT_TRUE(hands_on("photographFromAction", &PhotographPane::interpolateFromRequested));
    EXPECT_TRUE(hands_on("photographToAction", &PhotographPane::interpolateToRequested));
    EXPECT_TRUE(hands_on("photographNextAction", &PhotographPane::addToPathRequested));
    EXPECT_TRUE(hands_on("photographEditAction", &PhotographPane::editRequested));
    EXPECT_TRUE(hands_on("photographKeepAction", &PhotographPane::keepRequested));
}

TEST_F(PhotographUiTest, FilesAndPicturesAreTakenButNotFaces) {
    QSignalSpy paths(&pane_, &PhotographPane::pathDropped);
    QSignalSpy pictures(&pane_, &PhotographPane::pictureDropped);
    const auto drop = [&](const QMimeData& data) {
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&pane_, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&pane_, &event);
        return true;
    };
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile("/tmp/x.jpg")});
    EXPECT_TRUE(drop(file));
    EXPECT_EQ(paths.value(0).value(0).toString(), "/tmp/x.jpg");
    QMimeData picture;
    picture.setImageData(QImage(40, 40, QImage::Format_RGB32));
    EXPECT_TRUE(drop(picture));
    EXPECT_EQ(pictures.count(), 1);
    const auto face =
        toMimeData({"face 1", Latent(12), QImage(8, 8, QImage::Format_RGB32), {}, {}});
    EXPECT_FALSE(drop(*face));
}

TEST_F(PhotographUiTest, ItEndsAtOnceInTheMiddleOfASearch) {
    openModel();
    controller_->setOptions(endlessSearch());
    open("portrait.png", 1);
    ASSERT_TRUE(waitFor([&] { return !tile("photographResult").face().isNull(); }));
    PhotographController* going = controller_.release();
    QElapsedTimer timer;
    timer.start();
    pane_.hide();
    delete going;
    EXPECT_LT(timer.elapsed(), 5000);
}

TEST(PhotographText, WordsGetWorseAsTheErrorGrows) {
    const QStringList words = {likenessInWords(3), likenessInWords(12), likenessInWords(25),
                               likenessInWords(40), likenessInWords(90)};
    EXPECT_EQ(QSet<QString>(words.begin(), words.end()).size(), 5);
    EXPECT_EQ(likenessInWords(25), "A likeness");
}

TEST(PhotographHistory, AFoundFaceEntersByItsNameAndCanBeUndone) {
    FaceSets sets;
    ResultHistory history(sets.undoStack());
    const PickedFace face{"me.jpg", Latent(12, 0.5F), {}, {}, {}};
    history.addFound(face, "off by 20");
    history.addFound(face, "off by 20");
    ASSERT_EQ(history.entries().size(), 1U);
    EXPECT_EQ(history.entries()[0].label, "me.jpg");
    EXPECT_EQ(history.entries()[0].origin, "off by 20");
    EXPECT_FALSE(history.entries()[0].favourite);
    sets.undoStack()->undo();
    EXPECT_TRUE(history.entries().empty());
    sets.undoStack()->redo();
    EXPECT_EQ(history.entries().size(), 1U);
    for (int i = 0; i < ResultHistory::kMost; ++i)
        history.addFound({"x", Latent(12, float(i)), {}, {}, {}}, {});
    EXPECT_EQ(history.entries().size(), std::size_t{ResultHistory::kMost});
}

}  // namespace
}  // namespace faceloom
