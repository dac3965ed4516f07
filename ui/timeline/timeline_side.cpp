#include "ui/timeline/timeline_side.h"

#include "core/train/timeline_faces.h"
#include "ui/base/image_convert.h"
#include "ui/timeline/timeline_controller.h"
#include "ui/timeline/timeline_slider.h"
#include "ui/training/preview_view.h"

#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <algorithm>

namespace faceloom {
namespace {

QString number(std::int64_t value) {
    return QLocale().toString(static_cast<qlonglong>(value));
}

}  // namespace

TimelineSide::TimelineSide(TimelineController* timeline, const QString& prefix, QObject* parent)
    : QObject(parent),
      timeline_(timeline),
      faces_(new PreviewView),
      words_(new QLabel),
      slider_(new TimelineSlider),
      drawer_(&TimelineSide::draw, [this](const Result<Shown>& shown) { take(shown); }) {
    faces_->setObjectName(prefix + QStringLiteral("Faces"));
    words_->setObjectName(prefix + QStringLiteral("Words"));
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);
    slider_->setObjectName(prefix + QStringLiteral("Slider"));
    slider_->setAccessibleName(tr("Time in the run"));
    slider_->setToolTip(
        tr("Each tick is a saved point of the run, the newest at the right, the best with a star. "
           "The arrow keys go from one to the next."));
    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        const bool newest = value == slider_->maximum();
        const auto& points = timeline_->timeline().points;
        if (points.empty()) return;
        step_ = newest ? std::nullopt : std::optional(points[static_cast<std::size_t>(value)].step);
        show();
    });
    connect(timeline_, &TimelineController::changed, this, &TimelineSide::takeTimeline);
    connect(timeline_, &TimelineController::liveArrived, this, [this] {
        if (live() || point() == nullptr) show();
    });
    takeTimeline();
}

const TimelinePoint* TimelineSide::point() const {
    const auto& points = timeline_->timeline().points;
    const auto index = static_cast<std::size_t>(slider_->value());
    return index < points.size() ? &points[index] : nullptr;
}

bool TimelineSide::live() const {
    return timeline_->live() && slider_->value() == slider_->maximum();
}

void TimelineSide::setStep(std::int64_t step) {
    const auto& points = timeline_->timeline().points;
    const auto after = std::ranges::upper_bound(points, step, {}, &TimelinePoint::step);
    slider_->setValue(std::max(0, static_cast<int>(after - points.begin()) - 1));
}

void TimelineSide::setVisible(bool visible) {
    faces_->setVisible(visible);
    words_->setVisible(visible);
    slider_->setVisible(visible);
}

void TimelineSide::setBrief(bool brief) {
    brief_ = brief;
    words_->setText(text());
}

void TimelineSide::takeTimeline() {
    if (folder_ != timeline_->folder()) {
        folder_ = timeline_->folder();
        step_.reset();
        drawer_.cancel();
        faces_->clear();
    }
    const auto& points = timeline_->timeline().points;
    const auto best = std::ranges::find(points, true, &TimelinePoint::best);
    {
        const QSignalBlocker quiet(slider_);
        slider_->setPoints(static_cast<int>(points.size()),
                           best == points.end() ? -1 : static_cast<int>(best - points.begin()));
        if (step_)
            setStep(*step_);
        else
            slider_->setValue(slider_->maximum());
    }
    show();
}

void TimelineSide::show() {
    words_->setText(text());
    slider_->setAccessibleDescription(words_->text());
    const TimelinePoint* here = point();
    if (timeline_->live() && !timeline_->liveFaces().empty() && (live() || here == nullptr)) {
        drawer_.cancel();
        faces_->setFaces(timeline_->liveFaces(), caption(timeline_->liveStep()));
    } else if (here != nullptr) {
        drawer_.ask({*here, timeline_->timeline().run.options.seed}, true);
    } else {
        drawer_.cancel();
        faces_->clear();
    }
    emit moved();
}

Result<TimelineSide::Shown> TimelineSide::draw(const Wanted& wanted) {
    const auto drawn = facesAt(wanted.point, wanted.seed);
    if (!drawn) return passOn(drawn);
    Shown shown;
    shown.step = wanted.point.step;
    for (const RgbImage& face : *drawn)
        shown.faces.push_back(toQImage(face));
    return shown;
}

void TimelineSide::take(const Result<Shown>& shown) {
    if (!shown) {
        faces_->clear();
        words_->setText(QString::fromStdString(shown.error().message));
        return;
    }
    faces_->setFaces(shown->faces, caption(shown->step));
}

QString TimelineSide::caption(std::int64_t step) const {
    return tr("Step %1").arg(number(step));
}

QString TimelineSide::text() const {
    const TimelinePoint* here = point();
    const bool at_live =
        timeline_->live() && !timeline_->liveFaces().empty() && (live() || here == nullptr);
    if (here == nullptr && !at_live) return timeline_->problem();
    const RunTimeline& run = timeline_->timeline();
    const std::int64_t step = at_live ? timeline_->liveStep() : here->step;
    QStringList parts;
    if (at_live) parts << tr("Live");
    parts << tr("step %1 of %2").arg(number(step), number(std::max(step, run.totalSteps())));
    parts << tr("epoch %1").arg(number(run.epochAt(step)));
    if (!at_live && here->best) parts << tr("★ best");
    if (!at_live && here->kernel_distance && !brief_)
        parts << tr("distance to real faces %1").arg(*here->kernel_distance, 0, 'g', 3);
    QString text = parts.join(QStringLiteral(" · "));
    text[0] = text[0].toUpper();
    return text;
}

}  // namespace faceloom
