// The measures plot: what it draws, what it says where there is nothing yet, and that it shares its
// steps with the losses.
#include "ui/curves/measure_plot.h"

#include "tests/ui/ui_test_support.h"
#include "ui/curves/curves_pane.h"
#include "ui/curves/loss_curves.h"
#include "ui/curves/loss_plot.h"
#include "ui/curves/measure_curves.h"
#include "ui/curves/measure_views.h"

#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPalette>
#include <QTest>
#include <cmath>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

RunMeasure measured(std::int64_t step, double distance) {
    return {step,
            {{kKernelDistance, distance},
             {kKernelDistanceError, 0.01},
             {"kernel_distance_floor", 0.002},
             {kPrecision, 0.6},
             {"precision_floor", 0.7},
             {kRecall, 0.4},
             {"recall_floor", 0.7},
             {kVariety, 60},
             {kNearestTraining, 0.3}}};
}

const std::vector<RunMeasure> kMeasures = {measured(500, 0.4), measured(1000, 0.2),
                                           measured(1500, 0.3)};

class MeasurePlotTest : public testing::Test {
protected:
    MeasurePlotTest() {
        plot.resize(420, 260);
        plot.show();
    }
    void choose(int index) { childOf<QComboBox>(plot, "measureChoice")->setCurrentIndex(index); }
    [[nodiscard]] QString empty() const { return plot.curves()->emptyText(); }

    MeasurePlot plot;
};

TEST_F(MeasurePlotTest, MarksNoMoreValuesThanThereIsRoomFor) {
    for (const double largest : {0.4, 1.0, 7.0, 32.0, 95.0}) {
        plot.showMeasures({measured(500, largest), measured(1000, 0.2), measured(1500, 0.01)}, {});
        for (const int height : {120, 160, 260, 600}) {
            plot.resize(420, height);
            plot.curves()->replot();
            const QCPAxis* axis = plot.curves()->yAxis;
            const auto ticks = axis->tickVector();
            ASSERT_GE(ticks.size(), 1) << largest << ' ' << height;
            for (qsizetype i = 1; i < ticks.size(); ++i) {
                EXPECT_GE(std::abs(axis->coordToPixel(ticks[i]) - axis->coordToPixel(ticks[i - 1])),
                          plot.fontMetrics().height())
                    << largest << " in " << height;
            }
        }
    }
}

TEST_F(MeasurePlotTest, IsNeverEmptyWithoutAWord) {
    EXPECT_FALSE(empty().isEmpty());
    plot.setExpectation(QStringLiteral("after step 500"));
    EXPECT_EQ(empty(), QStringLiteral("after step 500"));
    plot.setUnderWay(1500);
    EXPECT_TRUE(empty().contains(QLocale().toString(1500)));
    EXPECT_TRUE(plot.readout().isEmpty());
    plot.showMeasures(kMeasures, 1000);
    EXPECT_EQ(empty(), QString());
    // What only a discriminator says was not measured of these: that is said in its place.
    const auto views = measureViews();
    for (int i = 0; i < static_cast<int>(views.size()); ++i) {
        choose(i);
        const bool there = kMeasures.front().values.contains(
            views[static_cast<std::size_t>(i)].lines.front().column);
        EXPECT_EQ(empty().isEmpty(), there) << i;
        EXPECT_EQ(plot.readout().isEmpty(), !there) << i;
    }
}

TEST_F(MeasurePlotTest, DrawsValuesErrorsFloorAndTheBest) {
    plot.showMeasures(kMeasures, 1000);
    MeasureCurves* curves = plot.curves();
    ASSERT_EQ(curves->graphCount(), 1);
    EXPECT_EQ(curves->graph(0)->dataCount(), 3);
    EXPECT_EQ(curves->plottableCount(), 2);  // and the error bars
    EXPECT_EQ(curves->itemCount(), 3);       // the floor, the best's line and its word
    EXPECT_LT(curves->yAxis->range().lower, 0.002);
    EXPECT_GT(curves->yAxis->range().upper, 0.41);
    EXPECT_LE(curves->xAxis->range().lower, 500);
    EXPECT_GE(curves->xAxis->range().upper, 1500);
    EXPECT_TRUE(plot.readout().contains(QLocale().toString(0.3)));
    EXPECT_TRUE(plot.readout().contains(QLocale().toString(0.002)));
    choose(2);
    EXPECT_EQ(curves->graphCount(), 2);
    EXPECT_EQ(curves->yAxis->range().upper, 1);
    EXPECT_TRUE(plot.readout().contains(QStringLiteral("recall")));
}

// Beside losses that end with its step, however little room there is.
TEST_F(MeasurePlotTest, TheNewestPointIsDrawnWholeAndNumbersStandApart) {
    plot.showMeasures(kMeasures, 1000);
    MeasureCurves* curves = plot.curves();
    curves->setSteps(std::pair(1.0, 1500.0));
    for (const int width : {420, 200, 150}) {
        plot.resize(width, 260);
        ASSERT_TRUE(waitFor([&] { return curves->width() < width; }));
        curves->replot(QCustomPlot::rpImmediateRefresh);
        EXPECT_LE(curves->xAxis->coordToPixel(1500) + 5, curves->axisRect()->right()) << width;
        const auto ticks = curves->xAxis->tickVector();
        const auto labels = curves->xAxis->tickVectorLabels();
        ASSERT_FALSE(ticks.isEmpty()) << width;
        const QFontMetrics metrics(curves->xAxis->tickLabelFont());
        for (int i = 1; i < ticks.size(); ++i) {
            const double apart =
                curves->xAxis->coordToPixel(ticks[i]) - curves->xAxis->coordToPixel(ticks[i - 1]);
            EXPECT_GT(apart, (metrics.horizontalAdvance(labels[i]) +
                              metrics.horizontalAdvance(labels[i - 1])) /
                                 2)
                << width;
        }
    }
}

TEST_F(MeasurePlotTest, ReadsOutTheStepUnderTheMouse) {
    plot.showMeasures(kMeasures, 1000);
    MeasureCurves* curves = plot.curves();
    curves->replot(QCustomPlot::rpImmediateRefresh);
    QTest::mouseMove(curves, {static_cast<int>(curves->xAxis->coordToPixel(960)), 40});
    EXPECT_TRUE(plot.readout().contains(MeasurePlot::tr("the best")))
        << plot.readout().toStdString();
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(curves, &leave);
    EXPECT_TRUE(plot.readout().contains(QLocale().toString(1500)));
}

TEST_F(MeasurePlotTest, SaysWhatThereIsRoomFor) {
    plot.showMeasures(kMeasures, 1500);
    const auto* readout = childOf<QLabel>(plot, "measureReadout");
    for (const int width : {420, 260, 200}) {
        plot.resize(width, 260);
        ASSERT_TRUE(waitFor([&] { return readout->width() < width; }));
        EXPECT_LE(readout->sizeHint().width(), readout->width()) << width;
        EXPECT_TRUE(plot.readout().contains(QLocale().toString(0.3))) << width;
        EXPECT_TRUE(readout->toolTip().contains(QLocale().toString(0.002))) << width;
    }
    EXPECT_FALSE(plot.readout().contains(MeasurePlot::tr("the best")));
}

TEST_F(MeasurePlotTest, FollowsThePalette) {
    plot.showMeasures(kMeasures, 1000);
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(30, 30, 30));
    dark.setColor(QPalette::Text, Qt::white);
    plot.setPalette(dark);
    plot.curves()->replot(QCustomPlot::rpImmediateRefresh);
    const QImage image = plot.curves()->grab().toImage();
    EXPECT_EQ(image.pixelColor(2, 2), QColor(30, 30, 30));
}

TEST(CurvesPane, MeasuresHaveTheStepsOfTheLosses) {
    CurvesPane pane;
    pane.resize(900, 300);
    pane.show();
    pane.measures()->showMeasures(kMeasures, std::nullopt);
    std::vector<StepMetrics> losses;
    for (std::int64_t step = 1; step <= 2000; ++step) {
        losses.emplace_back();
        losses.back().step = step;
    }
    pane.losses()->replaceAll(losses);
    pane.losses()->redrawNow();
    const QCPRange range = pane.measures()->curves()->xAxis->range();
    EXPECT_EQ(std::pair(range.lower, range.upper), pane.losses()->visibleSteps());
    EXPECT_EQ(range.upper, 2000);
    // A new run has no losses yet.
    pane.losses()->replaceAll({});
    pane.losses()->redrawNow();
    EXPECT_LT(pane.measures()->curves()->xAxis->range().upper, 2000);
}

TEST(CurvesPane, LiesBesideOrBelowAsThereIsRoom) {
    QWidget window;  // a splitter that is one itself keeps to its parts' sizes
    CurvesPane pane(&window);
    window.show();
    pane.resize(900, 300);
    EXPECT_EQ(pane.orientation(), Qt::Horizontal);
    pane.resize(400, 700);
    EXPECT_EQ(pane.orientation(), Qt::Vertical);
    // It asks for the height of one of them only, and takes what it gets.
    EXPECT_LT(pane.minimumSizeHint().height(), 240);
    pane.resize(420, 250);
    EXPECT_EQ(pane.orientation(), Qt::Horizontal);
}

}  // namespace
}  // namespace faceloom
