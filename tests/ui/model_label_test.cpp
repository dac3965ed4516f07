// What the status bar says of a model stays within the window, whatever the model's file says.
#include "tests/core/safetensors_content.h"
#include "tests/ui/window_support.h"
#include "ui/base/elided_label.h"

#include <QLabel>
#include <QStatusBar>
#include <vector>

namespace faceloom {
namespace {

class ModelLabel : public WindowFixture {
protected:
    // The model with another text for what it was trained on.
    std::filesystem::path trainedOn(const std::string& name, std::uint64_t seed,
                                    const std::string& text) const {
        SafetensorsContent model(
            SafetensorsFile::open(models_.model("plain.safetensors", seed)).value());
        model.metadata["faceloom.trained_on"] = text;
        EXPECT_TRUE(
            writeSafetensors(models_.root() / name, model.views, model.metadata).has_value());
        return models_.root() / name;
    }
    [[nodiscard]] const QLabel& label() const { return *childOf<QLabel>(*window_, "modelLabel"); }
};

TEST_F(ModelLabel, TheWindowNeedsNoMoreRoomForALongText) {
    openModel(trainedOn("usual.safetensors", 1, "faces"));
    // The panes above may still settle by some pixels.
    const QSize least = window_->minimumSizeHint() + QSize(20, 20);
    const auto fits = [&] { return window_->minimumSizeHint().boundedTo(least); };
    const QSize least_bar = window_->statusBar()->minimumSizeHint();
    EXPECT_TRUE(label().text().endsWith("usual.safetensors, 0 steps on faces"))
        << label().text().toStdString();
    openModel(trainedOn("long.safetensors", 2, std::string(20'000, 'W')));
    EXPECT_EQ(window_->minimumSizeHint(), fits());
    EXPECT_EQ(window_->statusBar()->minimumSizeHint(), least_bar);
    EXPECT_TRUE(label().text().contains("long.safetensors, 0 steps on WWWW"));
    EXPECT_LE(label().text().size(), 2000);
    EXPECT_LE(label().toolTip().size(), 601);
    openModel(trainedOn("lines.safetensors", 3, "two\nlines" + std::string(500, '\n')));
    EXPECT_EQ(window_->minimumSizeHint(), fits());
    EXPECT_EQ(window_->statusBar()->minimumSizeHint(), least_bar);
    EXPECT_TRUE(label().text().contains("lines.safetensors, 0 steps on two lines "));
    EXPECT_FALSE(label().text().contains('\n'));
    EXPECT_EQ(label().toolTip().count('\n'), 1) << "between the file and the text";
}

TEST_F(ModelLabel, TheShippedGeneratorDoesNotCountTheStepsOfItsLastRunAlone) {
    window_->openShipped(true);
    ASSERT_TRUE(waitFor([&] { return label().text().contains("comes with Faceloom"); }));
    EXPECT_FALSE(label().text().contains("steps")) << label().text().toStdString();
}

TEST(ElidedLabel, PaintsBothEndsOfWhatIsTooLong) {
    const auto painted = [](const QString& text) {
        ElidedLabel label(text);
        label.resize(120, label.sizeHint().height());
        return label.grab().toImage();
    };
    const QString middle(300, QLatin1Char('W'));
    EXPECT_EQ(painted("left" + middle + "right"), painted("left" + middle + middle + "right"));
    EXPECT_NE(painted("left" + middle + "right"), painted("left" + middle + "end"));
    EXPECT_NE(painted("left" + middle + "right"), painted("start" + middle + "right"));
}

TEST(ShortLine, KeepsBothEndsInOneLine) {
    EXPECT_EQ(shortLine("a  b", 10), "a  b");
    EXPECT_EQ(shortLine(QStringLiteral("a\nb\r\tc\u2028d"), 10), "a b  c d");
    EXPECT_EQ(shortLine("0123456789", 10), "0123456789");
    EXPECT_EQ(shortLine("0123456789", 5), QStringLiteral("01…89"));
    EXPECT_EQ(shortLine("0123456789", 1), QStringLiteral("…"));
}

}  // namespace
}  // namespace faceloom
