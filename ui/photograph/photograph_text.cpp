#include "ui/photograph/photograph_text.h"

#include "core/base/shipped_models.h"
#include "core/projection/photograph.h"
#include "ui/photograph/photograph_controller.h"

#include <QCoreApplication>
#include <QFile>

namespace faceloom {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Photograph)
};

// Of the whole range of a colour.
QString share(double error) {
    return Text::tr("%1 %").arg(error * 100 / 255, 0, 'f', 0);
}

QString likenessWithShare(double error) {
    return Text::tr("%1: off by %2 on average.").arg(likenessInWords(error), share(error));
}

// Nothing where MTCNN is used already.
QString mtcnnAdvice() {
    if (!mtcnnFolder().empty()) return {};
    const auto folder = shippedModelsFolder() / "mtcnn";
    return Text::tr(" MTCNN finds faces better: its six Caffe files (det1 to det3) belong into %1.")
        .arg(QFile::decodeName(folder.string().c_str()));
}

QString adviceOnResult(const PhotographState& state) {
    if (!state.result) return Text::tr("The face of the open model has yet to be searched for.");
    if (state.other_model) {
        return Text::tr(
            "Another model is open now; this is its face with the same numbers. Search again to "
            "come closer.");
    }
    const auto earlier = state.result->earlier_error;
    if (!earlier) return Text::tr("It is among the results, too.");
    return state.result->error < *earlier
               ? Text::tr("Closer than before: that was %1. Both are among the results.")
                     .arg(share(*earlier))
               : Text::tr("A try before came closer: %1. Both are among the results.")
                     .arg(share(*earlier));
}

}  // namespace

QString likenessInWords(double error) {
    constexpr double kSame = 8, kClose = 15, kLikeness = 32, kRough = 45;
    if (error < kSame) return Text::tr("Hardly to be told apart");
    if (error < kClose) return Text::tr("Very close");
    if (error < kLikeness) return Text::tr("A likeness");
    if (error < kRough) return Text::tr("A rough likeness");
    return Text::tr("Hardly alike");
}

QString titleOf(const PhotographState& state) {
    const QString count = QString::number(state.faces.size());
    switch (state.stage) {
        case PhotographStage::Empty:
            return state.problem.isEmpty() ? Text::tr("A face from a photograph") : state.problem;
        case PhotographStage::Looking:
            return Text::tr("Looking for faces in %1…").arg(state.name);
        case PhotographStage::Choosing:
            return state.faces.size() < kMostPhotographFaces
                       ? Text::tr("%1 faces were found in %2.").arg(count, state.name)
                       : Text::tr("The %1 largest faces in %2.").arg(count, state.name);
        case PhotographStage::NoModel:
            return Text::tr("Open a model first.");
        case PhotographStage::Searching:
            return Text::tr("Searching for the face nearest to %1…").arg(state.name);
        case PhotographStage::Ready:
            break;
    }
    if (!state.problem.isEmpty()) return state.problem;
    return state.result && !state.other_model ? likenessWithShare(state.result->error) : state.name;
}

QString adviceOf(const PhotographState& state) {
    switch (state.stage) {
        case PhotographStage::Empty:
            if (state.problem.isEmpty()) {
                return Text::tr(
                    "Open a photograph or drop one on the window. The face in it is found, and "
                    "then the face of this model that comes nearest: it can be mixed, edited and "
                    "kept like any other.");
            }
            return Text::tr(
                       "Try one with a face that is upright, well lit and looks at the camera. "
                       "jpg, png, bmp and webp files can be read.") +
                   mtcnnAdvice();
        case PhotographStage::Looking:
            return {};
        case PhotographStage::Choosing:
            return Text::tr("Click the one you want.");
        case PhotographStage::NoModel:
            return Text::tr("Then its face that comes nearest to this one is searched for.");
        case PhotographStage::Searching:
            return Text::tr("Choosing where to start…");
        case PhotographStage::Ready:
            break;
    }
    return adviceOnResult(state);
}

QString adviceOf(const PhotographProgress& progress) {
    return likenessWithShare(progress.error);
}

QString errorInFull(const PhotographState& state) {
    if (!state.result || state.other_model) return {};
    QString text =
        Text::tr("The root mean square of the differences, pixel by pixel: %1 of 255 levels.")
            .arg(state.result->error, 0, 'f', 1);
    if (const auto features = state.result->feature_error) {
        text += Text::tr(" In what the program reads off faces, the two differ by %1 %.")
                    .arg(*features * 100, 0, 'f', 0);
    }
    return text;
}

}  // namespace faceloom
