// Ages and expressions on faces: captions, order and filter, suggestions, the verdict, the curve.
#include "app/main_window.h"
#include "core/base/shipped_models.h"
#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/explore/arithmetic_pane.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/sets_pane.h"
#include "ui/path/age_curve.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_pane.h"
#include "ui/reading/reading_controller.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QUndoStack>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using Numbers = std::vector<int>;

QImage plain(int hue) {
    QImage face(64, 64, QImage::Format_RGB888);
    face.fill(QColor::fromHsv(hue % 360, 120, 200));
    return face;
}

std::vector<QImage> plainFaces() {
    std::vector<QImage> faces;
    for (int i = 0; i < kFaceCount; ++i)
        faces.push_back(plain(i * 10));
    return faces;
}

FaceReading aged(std::size_t bucket) {
    FaceReading reading;
    reading.age.emplace();
    reading.age->probabilities.at(bucket) = 0.75F;
    reading.age->probabilities.at(bucket == 0 ? 1 : bucket - 1) = 0.25F;
    return reading;
}

FaceReading expressing(float smiling, float male) {
    FaceReading reading;
    reading.attributes.emplace();
    reading.attributes->probabilities[std::size_t(FaceAttribute::Smiling)] = smiling;
    reading.attributes->probabilities[std::size_t(FaceAttribute::Male)] = male;
    return reading;
}

// Face 1 is the oldest; each bucket has four or five faces.
std::vector<FaceReading> agesDescending() {
    std::vector<FaceReading> readings;
    for (int i = 0; i < kFaceCount; ++i)
        readings.push_back(aged(std::size_t((kFaceCount - 1 - i) * 8 / kFaceCount)));
    return readings;
}

TEST(ReadingText, CaptionsNameBucketAndConfidence) {
    FaceReading reading = expressing(0.9F, 0.2F);
    reading.age = aged(4).age;
    EXPECT_EQ(captionOf(reading, {true, false}), "25-32 · 75 %");
    EXPECT_EQ(captionOf(reading, {true, true}), "25-32 · 75 %\n☺ ♀ · 72 %");
    EXPECT_EQ(captionOf(reading, {false, false}), "");
    EXPECT_EQ(captionOf({}, {true, true}), "");
}

TEST(GridOrder, SortsAndFiltersByAge) {
    const std::vector<FaceReading> readings = {aged(5), aged(1), aged(7), aged(1)};
    EXPECT_EQ(shownFaces(readings, 4, {FaceOrder::YoungestFirst, {}}), (Numbers{1, 3, 0, 2}));
    EXPECT_EQ(shownFaces(readings, 4, {FaceOrder::OldestFirst, {}}), (Numbers{2, 0, 1, 3}));
    EXPECT_EQ(shownFaces(readings, 4, {FaceOrder::Number, 1}), (Numbers{1, 3}));
    EXPECT_EQ(shownFaces({}, 4, {FaceOrder::OldestFirst, 1}), (Numbers{0, 1, 2, 3}));
}

class GridReadings : public testing::Test {
protected:
    GridReadings() : grid_(&sets_) {
        grid_.resize(620, 700);
        grid_.setFaces(plainFaces());
        grid_.setAgesRead(true);
        grid_.show();
        grid_.setReadings(agesDescending());
    }
    void choose(const char* box, int index) {
        childOf<QComboBox>(grid_, box)->setCurrentIndex(index);
    }
    FaceSets sets_;
    FaceGrid grid_;
};

TEST_F(GridReadings, CaptionsComeAndGoAndNewFacesHaveNone) {
    EXPECT_EQ(grid_.tile(1)->caption(), "");
    grid_.setShownReadings({true, false});
    EXPECT_EQ(grid_.tile(1)->caption(), "60-100 · 75 %");
    EXPECT_TRUE(grid_.tile(1)->toolTip().contains("60-100 · 75 %"));
    const QImage with = grid_.tile(1)->grab().toImage();
    grid_.setFaces(plainFaces());
    EXPECT_EQ(grid_.tile(1)->caption(), "");
    EXPECT_NE(with, grid_.tile(1)->grab().toImage());
}

TEST_F(GridReadings, TilesMoveWhenSortedAndTheKeyboardFollowsWhatIsSeen) {
    choose("faceOrder", 1);  // youngest first
    const auto before = [this](int a, int b) {
        const QPoint first = grid_.tile(a)->pos(), second = grid_.tile(b)->pos();
        return first.y() < second.y() || (first.y() == second.y() && first.x() < second.x());
    };
    EXPECT_TRUE(before(32, 1));
    EXPECT_TRUE(before(36, 31));
    // The first on the board now; the arrow goes to its neighbour there.
    QWidget* first = grid_.tile(32);
    EXPECT_EQ(first->pos(), grid_.tile(32)->pos());
    grid_.tile(32)->setFocus();
    QTest::keyClick(grid_.tile(32), Qt::Key_Right);
    EXPECT_EQ(grid_.currentFace(), 33);
    QTest::mouseClick(grid_.tile(36), Qt::LeftButton);
    EXPECT_EQ(sets_.faces(0), Numbers{36});
    choose("faceOrder", 0);
    EXPECT_TRUE(before(1, 2));
}

TEST_F(GridReadings, AFilterHidesTheOthersAndSaysWhenThereIsNone) {
    choose("ageFilter", 8);  // 60-100
    int visible = 0;
    for (int number = 1; number <= kFaceCount; ++number)
        visible += grid_.tile(number)->isVisible() ? 1 : 0;
    EXPECT_EQ(visible, 4);
    EXPECT_TRUE(grid_.tile(1)->isVisible());
    EXPECT_FALSE(childOf<QLabel>(grid_, "nothingShown")->isVisible());
    grid_.setReadings(std::vector<FaceReading>(kFaceCount, aged(0)));
    EXPECT_TRUE(childOf<QLabel>(grid_, "nothingShown")->isVisible());
    choose("ageFilter", 0);
    EXPECT_FALSE(childOf<QLabel>(grid_, "nothingShown")->isVisible());
    EXPECT_TRUE(grid_.tile(36)->isVisible());
}

TEST(Suggesting, FillsTheSetsInOneStepAndShowsTheConfidence) {
    FaceSets sets;
    SetsPane pane(&sets);
    pane.setFaces(plainFaces());
    pane.show();
    auto* button = childOf<QPushButton>(pane, "suggestButton");
    EXPECT_FALSE(button->isVisible());
    std::vector<FaceReading> readings(kFaceCount, expressing(0.5F, 0.5F));
    readings[4] = expressing(0.97F, 0.01F);
    readings[10] = expressing(0.03F, 0.04F);
    readings[20] = expressing(0.02F, 0.9F);
    pane.setReadings(readings);
    ASSERT_TRUE(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_EQ(sets.faces(0), Numbers{5});
    EXPECT_EQ(sets.faces(1), Numbers{11});
    EXPECT_EQ(sets.faces(2), Numbers{21});
    EXPECT_EQ(childOf<FaceTile>(pane, "setAFace5")->caption(), "96 %");
    sets.undoStack()->undo();
    EXPECT_TRUE(sets.faces(0).empty() && sets.faces(2).empty());
    QTest::mouseClick(childOf<QWidget>(pane, "setSuggestC"), Qt::LeftButton);
    EXPECT_EQ(sets.faces(2), Numbers{21});
    EXPECT_TRUE(sets.faces(0).empty());
    pane.setReadings({});
    EXPECT_FALSE(button->isEnabled());
}

// What was read off other faces says nothing of those that are on their way.
TEST(Suggesting, WaitsForTheReadingsOfANewGrid) {
    FaceSets sets;
    SetsPane pane(&sets);
    pane.setFaces(plainFaces());
    pane.show();
    const std::vector<FaceReading> readings(kFaceCount, expressing(0.97F, 0.01F));
    pane.setReadings(readings);
    auto* button = childOf<QPushButton>(pane, "suggestButton");
    ASSERT_TRUE(button->isEnabled());
    sets.takeTruncation(0.7);
    EXPECT_FALSE(button->isEnabled());
    pane.suggestAll();
    EXPECT_TRUE(sets.faces(0).empty());
    pane.setReadings(readings);  // of the earlier faces, which took their time
    EXPECT_FALSE(button->isEnabled());
    pane.setFaces(plainFaces());
    pane.setReadings(readings);
    EXPECT_TRUE(button->isEnabled());
}

TEST(ArithmeticReadings, TheRowSaysWhetherItsResultReadsAsExpected) {
    FaceSets sets;
    ArithmeticPane pane(&sets, [] { return std::nullopt; });
    pane.show();
    ArithmeticState state;
    state.means.assign(3, Latent(60, 1.0F));
    state.terms = {{0, 1.0}, {1, -1.0}, {2, 1.0}};
    state.result = Latent(60, 1.0F);
    pane.showState(state);
    pane.showPictures({{plain(1), plain(2), plain(3)}, plain(4)});
    auto* verdict = childOf<QLabel>(pane, "arithmeticVerdict");
    EXPECT_FALSE(verdict->isVisible());
    std::vector<FaceReading> row(4, expressing(0.5F, 0.5F));
    row.back() = expressing(0.93F, 0.88F);
    pane.showReadings(row);
    ASSERT_TRUE(verdict->isVisible());
    EXPECT_TRUE(verdict->text().contains("as it should")) << verdict->text().toStdString();
    row.back() = expressing(0.93F, 0.2F);
    pane.showReadings(row);
    EXPECT_TRUE(verdict->text().contains("does not"));
    pane.setShownReadings({false, true});
    EXPECT_EQ(childOf<FaceTile>(pane, "arithmeticResult")->caption(), "☺ ♀ · 74 %");
    pane.showReadings({});
    EXPECT_FALSE(verdict->isVisible());

    // Another formula promises nothing; what its result reads as is said all the same.
    state.terms = {{0, 2.0}, {2, 1.0}};
    pane.showState(state);
    pane.showPictures({{plain(1), plain(2), plain(3)}, plain(4)});
    pane.showReadings({expressing(0.5F, 0.5F), expressing(0.5F, 0.5F), expressing(0.9F, 0.1F)});
    EXPECT_TRUE(verdict->text().contains("reads as a <b>smiling woman</b>"));
}

TEST(PathReadings, ShowAgesAlongTheStrip) {
    QUndoStack undo_stack;
    PathEdit edit(&undo_stack);
    PathPane pane(&edit, &undo_stack);
    pane.resize(900, 260);
    pane.show();
    pane.setLatentSize(2);
    pane.put(PathSpot::Start, {"a", {0, 1}, plain(1)});
    pane.put(PathSpot::End, {"b", {1, 0}, plain(2)});
    std::vector<QImage> strip(10, plain(3));
    pane.showStrip(strip);
    auto* curve = childOf<AgeCurve>(pane, "ageCurve");
    EXPECT_FALSE(curve->isVisible());
    std::vector<FaceReading> readings;
    for (std::size_t i = 0; i < 10; ++i)
        readings.push_back(aged(2 + i / 2));
    pane.showReadings(readings);
    pane.setShownReadings({true, false});
    EXPECT_TRUE(curve->isVisible());
    EXPECT_EQ(curve->readings().size(), 10U);
    EXPECT_EQ(childOf<FaceTile>(pane, "stripFace10")->caption(), "48-53 · 75 %");
    const QImage drawn = curve->grab().toImage();
    pane.showReadings({});
    EXPECT_TRUE(curve->readings().empty());
    EXPECT_NE(drawn, curve->grab().toImage());
}

TEST(PathReadings, AnAgeSureBeyondTheLastBucketIsDrawnAtIt) {
    AgeReading reading;
    reading.probabilities.back() = 1;
    reading.probabilities[1] = 0.01F;  // rounding
    AgeCurve curve;
    curve.resize(300, 80);
    curve.setReadings({reading, reading});
    const QImage beyond = curve.grab().toImage();
    reading.probabilities[1] = 0;
    curve.setReadings({reading, reading});
    EXPECT_EQ(curve.grab().toImage(), beyond);
}

TEST(ReadingController, ReadsWithWhatShipsAndKeepsItWhenAnotherIsBroken) {
    QTemporaryDir folder;
    ReadingController controller;
    std::size_t grid = 0;
    QObject::connect(&controller, &ReadingController::readingsChanged, &controller,
                     [&](ReadingPlace place, const std::vector<FaceReading>& read) {
                         if (place == ReadingPlace::Grid) grid = read.size();
                     });
    controller.setFaces(ReadingPlace::Grid, plainFaces());
    controller.openShipped();
    ASSERT_TRUE(waitFor([&] { return grid == kFaceCount; }));
    EXPECT_TRUE(controller.readsAges());
    EXPECT_TRUE(controller.readsAttributes());
    EXPECT_TRUE(controller.readings(ReadingPlace::Grid).front().age.has_value());
    QSignalSpy messages(&controller, &ReadingController::messageRaised);
    const auto before = controller.ageModel();
    const std::filesystem::path weights = folder.filePath("broken.caffemodel").toStdString();
    QFile file(folder.filePath("broken.caffemodel"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(1000, 'x'));
    file.close();
    controller.openAgeModel({shippedAgeModel() / "deploy.prototxt", weights, {}});
    ASSERT_TRUE(waitFor([&] { return messages.count() == 1; }));
    EXPECT_TRUE(messages.front().front().toString().contains("broken.caffemodel"));
    EXPECT_EQ(controller.ageModel(), before);
    EXPECT_EQ(controller.readings(ReadingPlace::Grid).size(), std::size_t(kFaceCount));
}

TEST(ReadingController, SaysWhenHalfOfAShippedPairIsMissing) {
    QTemporaryDir models;
    ASSERT_TRUE(QDir(models.path()).mkdir("age"));
    qputenv("FACELOOM_MODELS", models.path().toUtf8());
    ReadingController controller;
    QSignalSpy messages(&controller, &ReadingController::messageRaised);
    controller.openShipped();
    EXPECT_EQ(messages.count(), 1);
    EXPECT_TRUE(messages.front().front().toString().contains("prototxt"));
    qunsetenv("FACELOOM_MODELS");
}

TEST(WindowReadings, AgesAppearByKeyAndTheCardIsShown) {
    QSettings().clear();
    const ModelFolder folder;
    MainWindow window;
    window.resize(1300, 850);
    window.show();
    window.openShipped(false);
    window.openPath(QString::fromStdString(folder.model("a.safetensors", 1).string()));
    auto* ages = childOf<QAction>(window, "agesAction");
    ASSERT_TRUE(waitFor([&] { return ages->isEnabled(); }));
    auto* tile = childOf<FaceTile>(window, "face36");
    ASSERT_TRUE(waitFor([&] { return !tile->face().isNull() && !tile->toolTip().isEmpty(); }));
    QTest::keyClick(&window, Qt::Key_A);
    EXPECT_TRUE(ages->isChecked());
    ASSERT_TRUE(waitFor([&] { return tile->caption().contains(" %"); }));
    // Drawn anew: read anew.
    childOf<QAction>(window, "newFacesAction")->trigger();
    ASSERT_TRUE(waitFor([&] { return tile->caption().isEmpty(); }));
    ASSERT_TRUE(waitFor([&] { return tile->caption().contains(" %"); }));
    childOf<QAction>(window, "modelCardAction")->trigger();
    const auto* text = childOf<QTextBrowser>(window, "modelCardText");
    EXPECT_TRUE(text->toPlainText().contains("a.safetensors"));
    ages->setChecked(false);
    EXPECT_TRUE(tile->caption().isEmpty());
}

}  // namespace
}  // namespace faceloom
