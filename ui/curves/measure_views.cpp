#include "ui/curves/measure_views.h"

#include "core/train/run_measures.h"

#include <QCoreApplication>

namespace faceloom {
namespace {

constexpr QRgb kBlue = 0xff12a0b8;
constexpr QRgb kOrange = 0xffdb5a2b;
constexpr QRgb kViolet = 0xff8f6be0;

QString tr(const char* text) {
    return QCoreApplication::translate("MeasureViews", text);
}

MeasureLine line(const char* column, QRgb colour, const QString& name = {}) {
    return {column, name, QColor::fromRgb(colour)};
}

std::vector<MeasureView> distances() {
    MeasureView kernel{tr("Kernel distance"),
                       tr("How far the generated faces are from the real pictures held out, as the "
                          "face reader sees them. Lower is better; the dashed line is what real "
                          "pictures reach. The best saved point is chosen by it."),
                       {line(kKernelDistance, kBlue)},
                       kKernelDistanceError,
                       {},
                       tr("The kernel distance needs 20 pictures held out.")};
    MeasureView frechet{tr("Fréchet distance"),
                        tr("Another distance between generated and real faces, by the mean and the "
                           "spread of what the face reader sees. Lower is better; compare only "
                           "values of the same number of faces."),
                        {line(kFrechetDistance, kBlue)},
                        {},
                        {},
                        {}};
    MeasureView shares{
        tr("Precision and recall"),
        tr("Precision: the share of generated faces that look real. Recall: the "
           "share of real faces that the generator can make. Higher is better."),
        {line(kPrecision, kBlue, tr("precision")), line(kRecall, kOrange, tr("recall"))},
        {},
        std::pair(0.0, 1.0),
        tr("Precision and recall need four pictures held out.")};
    MeasureView variety{tr("Variety"),
                        tr("How much the generated faces differ from each other, in grey levels. "
                           "It should come near the dashed line, that of real pictures; near zero "
                           "all faces are the same."),
                        {line(kVariety, kBlue)},
                        {},
                        {},
                        {}};
    return {kernel, frechet, shares, variety};
}

std::vector<MeasureView> honesty() {
    const QString without = tr("Only a checkpoint with its discriminator has this.");
    MeasureView nearest{tr("Nearest training picture"),
                        tr("How near generated faces lie to the nearest training picture (the "
                           "median, 0 to 2). Well below the dashed line, that of real pictures "
                           "held out, faces are being copied."),
                        {line(kNearestTraining, kBlue)},
                        {},
                        {},
                        {}};
    MeasureView separation{tr("D: training against held out"),
                           tr("How surely the discriminator tells pictures it was trained on from "
                              "others: 0.5 not at all, 1 always. Rising, it learns its pictures by "
                              "heart."),
                           {line(kSeparation, kBlue)},
                           {},
                           std::pair(0.3, 1.0),
                           without};
    MeasureView judged{tr("D: chance given to be real"),
                       tr("The mean probability D(x) that the discriminator gives to be real, to "
                          "training pictures, to those held out and to generated faces."),
                       {line(kJudgedTraining, kBlue, tr("training")),
                        line(kJudgedHeldOut, kViolet, tr("held out")),
                        line(kJudgedGenerated, kOrange, tr("generated"))},
                       {},
                       std::pair(0.0, 1.0),
                       without};
    MeasureView game{tr("Value V(D, G)"),
                     tr("E[log D(x)] + E[log(1 − D(G(z)))], which the discriminator raises and the "
                        "generator lowers. At the dashed line, −log 4, the discriminator cannot "
                        "tell them apart; at 0 it always can."),
                     {line(kGameValue, kBlue)},
                     {},
                     {},
                     without};
    return {nearest, separation, judged, game};
}

}  // namespace

std::span<const MeasureView> measureViews() {
    static const std::vector<MeasureView> kViews = [] {
        std::vector<MeasureView> views = distances();
        for (MeasureView& view : honesty())
            views.push_back(std::move(view));
        return views;
    }();
    return kViews;
}

}  // namespace faceloom
