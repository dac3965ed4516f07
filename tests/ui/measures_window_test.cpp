// Measures in the whole window: of a run that is opened, of one that goes on, and the offer of the
// best saved point at its end.
#include "core/train/run_folder.h"
#include "core/train/run_measures.h"
#include "tests/ui/training_support.h"
#include "tests/ui/window_support.h"
#include "ui/curves/loss_plot.h"
#include "ui/curves/measure_curves.h"
#include "ui/curves/measure_plot.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/training/training_controller.h"

#include <QLabel>
#include <QPushButton>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class MeasuresWindow : public WindowFixture {
protected:
    [[nodiscard]] MeasurePlot* plot() const {
        return childOf<MeasurePlot>(*window_, "measurePlot");
    }
    [[nodiscard]] TrainingController* training() const {
        return window_->findChild<TrainingController*>();
    }
    [[nodiscard]] RunRequest request(std::int64_t steps) const {
        RunRequest wanted = folder_.request("run", steps);
        wanted.options.checkpoint_every = 2;
        wanted.options.measure_every = 1;
        return wanted;
    }
    // A finished run of 8 steps whose best saved point is the fourth's.
    [[nodiscard]] std::filesystem::path trained() const {
        const RunRequest wanted = request(8);
        const auto pictures = openSketchFaces({16, 1, 32}, {});
        TrainObserver nobody;
        if (!pictures || !runTraining(*pictures, wanted, {}, nobody)) qFatal("no run");
        const auto measures = RunFolder(wanted.run_folder).measuresFile();
        for (const auto& [step, distance] :
             {std::pair(2, 0.3), std::pair(4, 0.1), std::pair(8, 0.2)})
            if (!addMeasure(measures, {step, {{kKernelDistance, distance}}})) qFatal("no measure");
        return wanted.run_folder;
    }

    TrainingFolder folder_{0};
};

TEST_F(MeasuresWindow, AnOpenedRunShowsItsMeasuresAndItsLosses) {
    EXPECT_FALSE(plot()->curves()->emptyText().isEmpty());
    window_->openPath(QString::fromStdString(trained().string()));
    auto* losses = childOf<LossPlot>(*window_, "lossPlot");
    ASSERT_TRUE(waitFor([&] { return plot()->curves()->measures().size() == 3; }));
    ASSERT_TRUE(waitFor([&] { return losses->series().size() == 8; }));
    EXPECT_TRUE(plot()->curves()->isBest({4, {}}));
    EXPECT_EQ(plot()->curves()->emptyText(), QString());
}

TEST_F(MeasuresWindow, ARunThatGoesOnSaysWhatWillComeAndThenShowsIt) {
    RunRequest wanted = request(50);
    wanted.options.checkpoint_every = 40;
    QStringList expectations;
    QObject::connect(training(), &TrainingController::progressed, window_.get(),
                     [&] { expectations << plot()->curves()->emptyText(); });
    training()->start(wanted, SketchSet{40, 1, 32});
    constexpr int kPatienceMs = 300'000;  // it is measured at a low priority
    ASSERT_TRUE(waitFor([&] { return !plot()->curves()->measures().empty(); }, kPatienceMs));
    EXPECT_TRUE(expectations.filter(QLocale().toString(40)).size() > 0)
        << expectations.join("|").toStdString();
    EXPECT_TRUE(plot()->curves()->measures().front().values.contains(kVariety));
    const auto measured = [&] { return plot()->curves()->measures(); };
    int vanished = 0;
    QObject::connect(plot()->curves(), &MeasureCurves::readoutChanged, window_.get(),
                     [&] { vanished += measured().empty(); });
    ASSERT_TRUE(waitFor([&] { return !training()->active(); }, kPatienceMs));
    // From here on they are what the run's folder holds.
    auto* timeline = window_->findChild<TimelineController*>();
    EXPECT_TRUE(waitFor([&] { return !timeline->timeline().measures.empty(); }));
    EXPECT_TRUE(waitFor([&] { return measured().back().step == 50; }));
    EXPECT_EQ(vanished, 0);
}

TEST_F(MeasuresWindow, ARunThatEndsBeforeItsFirstSaveSaysSo) {
    RunRequest wanted = request(3);
    wanted.options.checkpoint_every = 40;
    wanted.options.measure_faces = 1;
    QString expectation;
    QObject::connect(training(), &TrainingController::progressed, window_.get(),
                     [&] { expectation = plot()->curves()->emptyText(); });
    training()->start(wanted, SketchSet{40, 1, 32});
    ASSERT_TRUE(waitFor([&] { return !expectation.isEmpty(); }));
    EXPECT_TRUE(expectation.contains(QStringLiteral("at its end"))) << expectation.toStdString();
    ASSERT_TRUE(waitFor([&] { return !training()->active(); }));
}

TEST_F(MeasuresWindow, TheEndOffersTheBestWhereItIsNotTheNewest) {
    RunReport report;
    report.run_folder = trained();
    report.steps_done = 8;
    report.best = BestCheckpoint{{4, 0.1, 0.01}, 8, BestCheckpoint::Measured{8, 0.2, 0.01}};
    emit training()->finished(report);
    EXPECT_TRUE(message().contains(QStringLiteral("4"))) << message().toStdString();
    auto* bar = childOf<MessageBar>(*window_, "messageBar");
    QPushButton* open = nullptr;
    for (auto* button : bar->findChildren<QPushButton*>())
        if (button->isVisible() && button->text().contains(QStringLiteral("4"))) open = button;
    ASSERT_NE(open, nullptr);
    open->click();
    auto* label = childOf<QLabel>(*window_, "modelLabel");
    EXPECT_TRUE(waitFor([&] { return label->text().contains(QStringLiteral("step-00000004")); }))
        << label->text().toStdString();
}

TEST_F(MeasuresWindow, WhereTheNewestIsTheBestNothingIsAsked) {
    RunReport report;
    report.end = RunEnd::Flat;
    report.steps_done = 8;
    report.best = BestCheckpoint{{8, 0.1, 0.01}, 8, BestCheckpoint::Measured{4, 0.2, 0.01}};
    emit training()->finished(report);
    EXPECT_TRUE(message().contains(QLocale().toString(0.1))) << message().toStdString();
    EXPECT_TRUE(message().contains(QStringLiteral("no longer get better")));
}

}  // namespace
}  // namespace faceloom
