// The loss plot under the mouse: zoom, pan, follow, readout, export.
#include "ui/curves/loss_plot.h"

#include "core/base/atomic_file.h"
#include "core/train/loss_file.h"
#include "core/train/run_folder.h"
#include "tests/ui/ui_test_support.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>
#include <filesystem>
#include <string_view>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

std::vector<StepMetrics> steps(std::int64_t from, std::int64_t to) {
    std::vector<StepMetrics> rows;
    for (std::int64_t step = from; step <= to; ++step) {
        StepMetrics row;
        row.step = step;
        row.epoch = 1;
        row.d_loss_real = 0.5;
        row.d_loss_fake = 0.25 + 0.1 * std::sin(static_cast<double>(step));
        row.g_loss = 1.5;
        rows.push_back(row);
    }
    return rows;
}

class LossPlotTest : public testing::Test {
protected:
    LossPlotTest() {
        plot.resize(500, 320);
        plot.show();
        plot.append(steps(1, 1000));
        plot.redrawNow();
        curves = childOf(plot, "lossCurves");
    }

    void wheel(int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        const QPointF at = curves->rect().center();
        QWheelEvent event(at, curves->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(curves, &event);
        plot.redrawNow();
    }

    void drag(const QPoint& by) {
        const QPoint from = curves->rect().center();
        QTest::mousePress(curves, Qt::LeftButton, {}, from);
        QTest::mouseMove(curves, from + by / 2);
        QTest::mouseMove(curves, from + by);
        QTest::mouseRelease(curves, Qt::LeftButton, {}, from + by);
        plot.redrawNow();
    }

    [[nodiscard]] double span() const {
        const auto [from, to] = plot.visibleSteps();
        return to - from;
    }

    LossPlot plot;
    QWidget* curves = nullptr;
};

TEST_F(LossPlotTest, ShowsEverythingAndGrows) {
    EXPECT_EQ(plot.visibleSteps(), std::pair(1.0, 1000.0));
    plot.append(steps(1001, 1500));
    EXPECT_TRUE(waitFor([this] { return plot.visibleSteps().second == 1500; }));
    EXPECT_FALSE(childOf<QLabel>(plot, "lossEmpty")->isVisible());
}

TEST_F(LossPlotTest, EmptySaysWhatWillAppear) {
    plot.replaceAll({});
    plot.redrawNow();
    EXPECT_TRUE(childOf<QLabel>(plot, "lossEmpty")->isVisible());
    EXPECT_FALSE(childOf<QToolButton>(plot, "lossExport")->isEnabled());
    wheel(3);
    EXPECT_TRUE(plot.followsNewest());
}

TEST_F(LossPlotTest, WheelKeepsTheNewestInViewWhileFollowing) {
    wheel(3);
    EXPECT_LT(span(), 600);
    EXPECT_EQ(plot.visibleSteps().second, 1000);
    EXPECT_TRUE(plot.followsNewest());
    const double zoomed = span();
    plot.append(steps(1001, 1200));
    plot.redrawNow();
    EXPECT_EQ(plot.visibleSteps().second, 1200);
    EXPECT_NEAR(span(), zoomed, 1e-6);
    wheel(-40);
    EXPECT_EQ(plot.visibleSteps().first, 1);
}

TEST_F(LossPlotTest, DraggingStopsFollowingAndTheButtonFollowsAgain) {
    auto* follow = childOf<QToolButton>(plot, "lossFollow");
    wheel(4);
    drag({120, 0});
    EXPECT_FALSE(plot.followsNewest());
    EXPECT_FALSE(follow->isChecked());
    const auto before = plot.visibleSteps();
    EXPECT_LT(before.second, 1000);
    plot.append(steps(1001, 1100));
    plot.redrawNow();
    EXPECT_EQ(plot.visibleSteps(), before);
    QTest::mouseClick(follow, Qt::LeftButton);
    plot.redrawNow();
    EXPECT_EQ(plot.visibleSteps().second, 1100);
}

TEST_F(LossPlotTest, DoubleClickShowsAll) {
    wheel(4);
    drag({120, 10});
    QTest::mouseDClick(curves, Qt::LeftButton, {}, curves->rect().center());
    plot.redrawNow();
    EXPECT_EQ(plot.visibleSteps(), std::pair(1.0, 1000.0));
    EXPECT_TRUE(plot.followsNewest());
}

TEST_F(LossPlotTest, ReadsOutTheStepUnderTheMouse) {
    auto* readout = childOf<QLabel>(plot, "lossReadout");
    EXPECT_EQ(readout->text(), QStringLiteral("Step ") + plot.locale().toString(1000));
    QTest::mouseMove(curves, curves->rect().center());
    plot.redrawNow();
    EXPECT_NE(readout->text(), QStringLiteral("Step ") + plot.locale().toString(1000));
    EXPECT_EQ(childOf<QLabel>(plot, "loss1Value")->text(), plot.locale().toString(0.5, 'f', 3));
    EXPECT_EQ(childOf<QLabel>(plot, "loss3Value")->text(), plot.locale().toString(1.5, 'f', 3));
}

TEST_F(LossPlotTest, NamesAreWholeHoweverNarrowItIs) {
    for (const bool wide : {false, true}) {
        plot.resize(wide ? QSize(800, 300) : QSize(plot.minimumSizeHint().width(), 300));
        for (const char* name : {"loss1", "loss2", "loss3"}) {
            const auto* box = childOf<QCheckBox>(plot, name);
            ASSERT_TRUE(waitFor([&] { return box->width() >= box->sizeHint().width(); })) << name;
        }
        EXPECT_EQ(childOf<QLabel>(plot, "loss1Value")->isVisible(), wide);
        EXPECT_EQ(childOf<QLabel>(plot, "lossReadout")->isVisible(), wide);
    }
}

TEST_F(LossPlotTest, SmoothingSliderSmooths) {
    auto* slider = childOf<QSlider>(plot, "lossSmoothing");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    EXPECT_EQ(plot.series().smoothing(), 0);
    QTest::keyClick(slider, Qt::Key_End);
    EXPECT_NEAR(plot.series().smoothing(), 0.999, 1e-9);
}

TEST_F(LossPlotTest, CurvesCanBeHidden) {
    const QImage both = curves->grab().toImage();
    auto* box = childOf<QCheckBox>(plot, "loss3");
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    EXPECT_FALSE(box->isChecked());
    plot.redrawNow();
    EXPECT_NE(curves->grab().toImage(), both);
}

TEST_F(LossPlotTest, TableReadsBackAsItWas) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("losses.csv"));
    QSignalSpy messages(&plot, &LossPlot::messageRaised);
    plot.saveCsv(path);
    ASSERT_TRUE(waitFor([&] { return !messages.isEmpty(); }));
    EXPECT_FALSE(messages[0][1].toBool());
    const auto rows = readLosses(path.toStdString());
    ASSERT_TRUE(rows.has_value());
    EXPECT_EQ(*rows, plot.series().metrics());
}

TEST_F(LossPlotTest, PictureIsSharpAndLeavesTheViewAsItWas) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("losses.png"));
    plot.redrawNow();
    const QImage before = curves->grab().toImage();
    QSignalSpy messages(&plot, &LossPlot::messageRaised);
    plot.savePng(path);
    ASSERT_EQ(messages.size(), 1);
    EXPECT_FALSE(messages[0][1].toBool());
    EXPECT_GE(QImage(path).width(), 1280);
    plot.redrawNow();
    EXPECT_EQ(curves->grab().toImage(), before);
}

// Another name of the old file still holds all of it: it was not written into.
TEST_F(LossPlotTest, APictureIsReplacedWholeOrNotAtAll) {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("losses.png")).toStdString();
    const std::filesystem::path kept = path.parent_path() / "kept";
    ASSERT_TRUE(writeTextAtomically(path, "the old picture"));
    std::filesystem::create_hard_link(path, kept);
    plot.savePng(QString::fromStdString(path.string()));
    EXPECT_FALSE(QImage(QString::fromStdString(path.string())).isNull());
    EXPECT_EQ(std::filesystem::file_size(kept), std::string_view("the old picture").size());
}

TEST_F(LossPlotTest, WhatCannotBeWrittenIsToldAndNothingIsLost) {
    QSignalSpy messages(&plot, &LossPlot::messageRaised);
    plot.savePng(QStringLiteral("/nowhere/at/all/losses.png"));
    plot.saveCsv(QStringLiteral("/nowhere/at/all/losses.csv"));
    ASSERT_TRUE(waitFor([&] { return messages.size() == 2; }));
    for (const auto& message : messages) {
        EXPECT_TRUE(message[1].toBool());
        EXPECT_TRUE(message[0].toString().contains(QStringLiteral("/nowhere/at/all")));
    }
    EXPECT_EQ(plot.series().size(), 1000U);
}

}  // namespace
}  // namespace faceloom
