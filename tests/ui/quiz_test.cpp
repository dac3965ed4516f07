// Real or fake: what is asked before, and the asking itself.
#include "tests/ui/quiz_support.h"
#include "tests/ui/window_support.h"

#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <set>

namespace faceloom {
namespace {

TEST_F(QuizPaneTest, AsksForAModelPicturesAndANicknameFirst) {
    auto* start = child<QPushButton>("quizStart");
    const auto said = [this] { return child<QLabel>("quizProblem")->text(); };
    EXPECT_FALSE(start->isEnabled());
    EXPECT_TRUE(said().contains("model"));
    EXPECT_TRUE(child<QLabel>("quizModel")->text().contains("open a model"));
    open("a.safetensors", 1);
    EXPECT_TRUE(child<QLabel>("quizModel")->text().contains("a.safetensors"));
    EXPECT_FALSE(start->isEnabled());
    EXPECT_TRUE(said().contains("pictures"));
    quiz_->usePictures(kQuizSketches);
    EXPECT_TRUE(child<QLabel>("quizPictures")->text().contains("may have been trained"));
    EXPECT_FALSE(start->isEnabled());
    EXPECT_TRUE(said().contains("nickname"));
    fillIn("Anna");
    EXPECT_TRUE(start->isEnabled());
    EXPECT_EQ(said(), "");
    fillIn("  ");
    EXPECT_FALSE(start->isEnabled());
}

TEST_F(QuizPaneTest, BackspaceTakesBackAndEscapeKeepsWhatWasAnswered) {
    begin("Anna");
    answer(0, true);
    answer(1, false);
    ASSERT_TRUE(waitFor([&] { return question().contains("3 of"); }));
    QTest::keyClick(view(), Qt::Key_Backspace);
    answer(1, true);
    ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    QTest::keyClick(view(), Qt::Key_Escape);
    ASSERT_TRUE(atResults());
    ASSERT_NE(takeOf("Anna"), nullptr);
    EXPECT_EQ(takeOf("Anna")->answers.size(), 2U);
    EXPECT_EQ(rows().first(), "Anna: 2 of 2: 100 % (34 to 100)");
    // Nothing answered: nothing kept, and no results of it.
    QTest::mouseClick(child("quizBack"), Qt::LeftButton);
    begin("Ben");
    QTest::mouseClick(child("quizStop"), Qt::LeftButton);
    EXPECT_TRUE(child("quizStartPage")->isVisible());
    EXPECT_EQ(takeOf("Ben"), nullptr);
}

TEST_F(QuizPaneTest, PairsAreAnsweredByArrowAndByClick) {
    begin("Anna", QuizForm::Pairs);
    const auto places = view()->pictureRects();
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].size(), places[1].size());
    answer(0, true);
    answer(1, true);
    ASSERT_TRUE(waitFor([&] { return view()->waiting() && question().contains("3 of 3"); }));
    QCoreApplication::processEvents();
    const bool left = quiz_->round()->pictures.items[2].real_first;
    QTest::mouseClick(view(), Qt::LeftButton, {}, places[left ? 0 : 1].center());
    ASSERT_TRUE(atResults());
    EXPECT_EQ(rows().first(), "Anna: 3 of 3: 100 % (44 to 100)");
}

TEST_F(QuizPaneTest, ThePicturesAreDrawnAlikeAndNothingElseTells) {
    begin("Anna");
    const QuizRound& round = *quiz_->round();
    for (const auto* faces : {&round.real, &round.generated}) {
        for (const QImage& face : *faces) {
            EXPECT_EQ(face.size(), QSize(32, 32));
            EXPECT_EQ(face.format(), round.real.front().format());
        }
    }
    const QRect place = view()->pictureRects().front();
    std::set<QString> said;
    for (std::size_t item = 0; item < 2 * kEach; ++item) {
        ASSERT_TRUE(waitFor([&] {
            return view()->waiting() && question().contains(QStringLiteral("%1 of").arg(item + 1));
        }));
        EXPECT_EQ(view()->pictureRects().front(), place);
        EXPECT_TRUE(view()->toolTip().isEmpty());
        QString name = view()->accessibleName();
        said.insert(name.replace(QRegularExpression("\\d"), "#") + view()->accessibleDescription());
        answer(item, true);
    }
    EXPECT_EQ(said.size(), 1U) << "but for the number it says the same of each";
}

TEST_F(QuizPaneTest, AMaskCoversTheFaceAfterItsTime) {
    child<QComboBox>("quizShown")->setCurrentIndex(1);  // half a second
    begin("Anna");
    EXPECT_FALSE(view()->masked());
    const QRect place = view()->pictureRects().front();
    const QImage seen = view()->grab(place).toImage();
    ASSERT_TRUE(waitFor([&] { return view()->masked(); }));
    const QImage mask = view()->grab(place).toImage();
    EXPECT_NE(mask, seen);
    answer(0, true);
    EXPECT_GE(*takeOf("Anna")->answers[0].milliseconds, 500);
    ASSERT_TRUE(waitFor([&] { return view()->masked() && question().contains("2 of"); }));
    EXPECT_EQ(view()->grab(place).toImage(), mask) << "the same for every face";
    EXPECT_EQ(takeOf("Anna")->shown_ms, 500);
}

TEST_F(QuizPaneTest, FeedbackSaysAtOnceWhatWasRight) {
    child<QCheckBox>("quizFeedback")->setChecked(true);
    begin("Anna");
    answer(0, true);
    EXPECT_EQ(child<QLabel>("quizVerdict")->text(), "Right.");
    answer(1, false);
    EXPECT_EQ(child<QLabel>("quizVerdict")->text(), "Wrong.");
    EXPECT_TRUE(takeOf("Anna")->feedback);
}

TEST_F(QuizPaneTest, AHeldKeyAnswersOnce) {
    begin("Anna");
    ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    QCoreApplication::processEvents();
    for (int i = 0; i < 5; ++i) {
        QKeyEvent held(QEvent::KeyPress, Qt::Key_R, {}, "r", i > 0);
        QApplication::sendEvent(view(), &held);
        QCoreApplication::processEvents();
    }
    ASSERT_TRUE(waitFor([&] { return view()->waiting() && question().contains("2 of"); }));
    QKeyEvent held(QEvent::KeyPress, Qt::Key_R, {}, "r", true);
    QApplication::sendEvent(view(), &held);
    EXPECT_EQ(takeOf("Anna")->answers.size(), 1U);
}

class QuizWindowTest : public WindowFixture {};

TEST_F(QuizWindowTest, WhileItAsksTheWindowsKeysRest) {
    qputenv("XDG_CACHE_HOME", file("cache").toUtf8());
    qputenv("XDG_DATA_HOME", file("data").toUtf8());
    makeWindow();
    openModel(models_.model("a.safetensors", 1));
    auto* dock = childOf<QDockWidget>(*window_, "quizDock");
    EXPECT_FALSE(dock->isVisible());
    childOf<QAction>(*window_, "quizDockAction")->trigger();
    EXPECT_TRUE(dock->isVisible());
    window_->findChild<QuizController*>()->usePictures(kQuizSketches);
    childOf<QLineEdit>(*window_, "quizNickname")->setText("Anna");
    childOf<QSpinBox>(*window_, "quizEach")->setValue(3);
    click("quizStart");
    auto* view = childOf<QuizView>(*window_, "quizView");
    ASSERT_TRUE(waitFor([&] { return view->waiting(); }));
    QCoreApplication::processEvents();
    ASSERT_TRUE(view->hasFocus());
    auto* zoom = childOf<QAction>(*window_, "zoomFaceAction");
    auto* second = childOf<QAction>(*window_, "setActionB");
    QSignalSpy zoomed(zoom, &QAction::triggered), chosen(second, &QAction::triggered);
    QTest::keyClick(view, Qt::Key_Z);
    QTest::keyClick(view, Qt::Key_2);
    EXPECT_EQ(zoomed.count() + chosen.count(), 0);
    QTest::keyClick(view, Qt::Key_R);
    ASSERT_TRUE(waitFor(
        [&] { return childOf<QLabel>(*window_, "quizQuestion")->text().contains("2 of 6"); }));
    QTest::keyClick(view, Qt::Key_Escape);
    EXPECT_TRUE(waitFor([&] { return childOf(*window_, "quizResultPage")->isVisible(); }));
}

}  // namespace
}  // namespace faceloom
