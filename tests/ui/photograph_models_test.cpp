// A photograph beside the models that are opened, or are not: what is searched with, and what
// stays.
#include "tests/ui/photograph_pane_support.h"

#include <QAction>
#include <QImage>
#include <QPushButton>
#include <fstream>

namespace faceloom {
namespace {

TEST_F(PhotographUiTest, WithoutAModelItWaitsForOne) {
    open("portrait.png", 1);
    ASSERT_TRUE(waitForStage(PhotographStage::NoModel));
    EXPECT_EQ(title(), "Open a model first.");
    EXPECT_FALSE(tile("photographFace").face().isNull());
    openModel();
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(found_.size(), 1U);
}

TEST_F(PhotographUiTest, AnotherModelOfTheSameSizeDrawsTheSameNumbers) {
    openModel();
    open("portrait.png", 1);
    ASSERT_TRUE(waitForResult());
    QImage others(32, 32, QImage::Format_RGB888);
    others.fill(Qt::red);
    pane_.setPictureSource(
        [&](const Latent& latent) { return latent == found_[0].latent ? others : QImage(); });
    EXPECT_NE(tile("photographResult").face(), others);
    controller_->setModel(studio("b.safetensors", 2).info());
    EXPECT_EQ(tile("photographResult").face(), others);
    EXPECT_TRUE(advice().contains("Another model is open now"));
    EXPECT_FALSE(childOf<QAction>(pane_, "photographExportAction")->isEnabled());
    click("photographSearch");
    ASSERT_TRUE(waitFor([&] { return found_.size() == 2; }));
    EXPECT_NE(tile("photographResult").face(), others);
    EXPECT_TRUE(title().contains("off by"));
}

TEST_F(PhotographUiTest, AModelOfAnotherSizeTakesTheResultAway) {
    openModel();
    open("portrait.png", 1);
    ASSERT_TRUE(waitForResult());
    controller_->setModel(studio("c.safetensors", 3, 20).info());
    EXPECT_FALSE(state().result);
    EXPECT_TRUE(tile("photographResult").face().isNull());
    EXPECT_FALSE(tile("photographFace").face().isNull()) << "the photograph stays";
    EXPECT_EQ(childOf<QPushButton>(pane_, "photographSearch")->text(), "Search");
    click("photographSearch");
    ASSERT_TRUE(waitForResult());
    EXPECT_EQ(found_.back().latent.size(), 20U);
    // In the middle of a search: it ends.
    controller_->setOptions(endlessSearch());
    click("photographSearch");
    openModel();
    EXPECT_EQ(state().stage, PhotographStage::Ready);
    EXPECT_FALSE(state().result);
}

TEST_F(PhotographUiTest, AnEncoderThatCannotBeUsedIsSaidAndDoneWithout) {
    std::ofstream(models_.root() / "a-encoder.safetensors") << "half a download";
    openModel();
    open("one.png", 1);
    ASSERT_TRUE(waitForResult());
    EXPECT_TRUE(messages_.join(QString()).contains("a-encoder.safetensors"));
    EXPECT_FALSE(error_);
    messages_.clear();
    click("photographSearch");
    ASSERT_TRUE(waitFor([this] { return found_.size() == 2; }));
    EXPECT_TRUE(messages_.isEmpty());  // once is enough
}

}  // namespace
}  // namespace faceloom
