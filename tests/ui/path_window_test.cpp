// A path in the whole window: from the grid by keys and clicks, as a movie, in sessions and
// pictures.
#include "core/latent/explorer_session.h"
#include "core/latent/provenance.h"
#include "tests/ui/window_support.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_pane.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

namespace faceloom {
namespace {

class PathWindowTest : public WindowFixture {
protected:
    PathWindowTest() { openModel(models_.model("small.safetensors", 1)); }
    [[nodiscard]] PathEdit& edit() const { return *window_->findChild<PathEdit*>(); }
    void pressAt(const char* name, Qt::Key key) {
        tile(name)->setFocus();
        QTest::mouseClick(tile(name), Qt::LeftButton);
        QTest::keyClick(window_.get(), key, Qt::ControlModifier);
    }
    // 5, 9 and 17: a loop with a long second segment.
    void makeLoop() {
        pressAt("face5", Qt::Key_1);
        pressAt("face9", Qt::Key_2);
        pressAt("face17", Qt::Key_3);
        childOf<QSpinBox>(*window_, "segmentFrames2")->setValue(40);
        childOf<QComboBox>(*window_, "segmentMode2")->setCurrentIndex(1);
        click("loopButton");
        ASSERT_TRUE(waitFor([this] { return !face("stripFace10").isNull(); }));
    }
    void trigger(const char* action) { childOf<QAction>(*window_, action)->trigger(); }
};

TEST_F(PathWindowTest, KeysInTheGridAndPickingMakeAPath) {
    makeLoop();
    EXPECT_EQ(edit().count(), 3);
    EXPECT_TRUE(edit().path().loop);
    EXPECT_EQ(face("keyframe1"), face("face5"));
    EXPECT_EQ(face("keyframe2"), face("face9"));
    EXPECT_EQ(face("keyframe3"), face("face17"));
    EXPECT_EQ(face("stripFace1"), face("stripFace10")) << "round to the first again";
    click("addKeyframe");
    click("face30");
    EXPECT_EQ(edit().count(), 4);
    EXPECT_EQ(face("keyframe4"), face("face30"));
    click("pickToButton");
    click("face31");
    EXPECT_EQ(face("keyframe4"), face("face31"));
    trigger("loopPathAction");
    ASSERT_TRUE(waitFor([this] { return face("stripFace10") == face("face31"); }));
    for (int i = 0; i < 3; ++i)
        trigger("undoAction");
    EXPECT_EQ(edit().count(), 3);
    EXPECT_TRUE(edit().path().loop);
    QTest::keyClick(childOf(*window_, "pathSlider"), Qt::Key_Home);
    EXPECT_TRUE(waitFor([this] { return face("pathPicture") == face("face5"); }));
}

TEST_F(PathWindowTest, ThePictureFollowsWhileThePathPlays) {
    makeLoop();
    QTest::keyClick(childOf(*window_, "pathSlider"), Qt::Key_Home);
    ASSERT_TRUE(waitFor([this] { return face("pathPicture") == face("face5"); }));
    childOf<QDoubleSpinBox>(*window_, "pathSpeed")->setValue(60);
    QTest::keyClick(window_.get(), Qt::Key_P);
    EXPECT_TRUE(waitFor([this] { return face("pathPicture") != face("face5"); }));
    QTest::keyClick(window_.get(), Qt::Key_P);
    const int paused = childOf<QSlider>(*window_, "pathSlider")->value();
    EXPECT_GT(paused, 0);
    // Frames are whole ones.
    EXPECT_EQ(paused % (childOf<QSlider>(*window_, "pathSlider")->maximum() / 88), 0);
}

TEST_F(PathWindowTest, TheMovieIsOfTheWholeLoop) {
    makeLoop();
    trigger("movieAction");
    EXPECT_TRUE(childOf<QLabel>(*window_, "movieSize")->text().startsWith("88 frames"))
        << childOf<QLabel>(*window_, "movieSize")->text().toStdString();
}

TEST_F(PathWindowTest, ASessionKeepsThePath) {
    makeLoop();
    trigger("saveSessionAsAction");
    auto* dialog = childOf<QFileDialog>(*window_, "saveSessionDialog");
    emit dialog->fileSelected(file("mine.faceloom"));
    dialog->close();
    ASSERT_TRUE(waitFor([this] { return window_->windowTitle().contains("mine.faceloom"); }));
    EXPECT_FALSE(window_->isWindowModified());
    const LatentPath before = edit().path();
    EXPECT_EQ(readSession(file("mine.faceloom").toStdString()).value().path, before);
    childOf<QDoubleSpinBox>(*window_, "pathSpeed")->setValue(20);
    ASSERT_TRUE(waitFor([this] { return window_->isWindowModified(); }));
    trigger("undoAction");
    ASSERT_TRUE(waitFor([this] { return !window_->isWindowModified(); }));
    QTest::keyClick(childOf(*window_, "keyframe1"), Qt::Key_Delete);
    ASSERT_TRUE(waitFor([this] { return window_->isWindowModified(); }));

    drop(file("mine.faceloom"));
    answerSaving(QMessageBox::Discard);
    ASSERT_TRUE(waitFor([&] { return edit().path() == before; }));
    EXPECT_FALSE(window_->isWindowModified());
    EXPECT_TRUE(waitFor([this] { return face("keyframe3") == face("face17"); }))
        << "drawn anew: a session holds no pictures";
    EXPECT_TRUE(waitFor([this] { return face("stripFace10") == face("face5"); }));
}

TEST_F(PathWindowTest, AnExportedStripBringsItsPathBack) {
    makeLoop();
    const LatentPath before = edit().path();
    trigger("exportAction");
    auto* name = exportPath();
    auto* what = childOf<QComboBox>(*window_, "exportWhat");
    what->setFocus();
    while (what->currentText() != "The strip of the path")
        QTest::keyClick(what, Qt::Key_Down);
    EXPECT_TRUE(name->text().endsWith("path-seed-1.png"));
    name->selectAll();
    QTest::keyClicks(name, file("strip.png"));
    click("exportSave");
    ASSERT_TRUE(waitFor([this] { return QFile::exists(file("strip.png")); }));
    const auto carried = readProvenance(file("strip.png").toStdString());
    ASSERT_TRUE(carried) << carried.error().message;
    EXPECT_EQ(carried->path, before);
    EXPECT_EQ(carried->faces.size(), 10U);

    for (int i = 3; i > 0; --i)
        edit().remove(0);
    window_->findChild<QDockWidget*>("historyDock")->raise();
    drop(file("strip.png"));
    ASSERT_TRUE(waitFor([&] { return edit().path() == before; }));
    EXPECT_TRUE(waitFor([this] { return childOf(*window_, "pathPane")->isVisible(); }));
    trigger("undoAction");
    EXPECT_EQ(edit().count(), 0) << "one step";
}

}  // namespace
}  // namespace faceloom
