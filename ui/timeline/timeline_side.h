// One side of the timeline: the faces at a point of the run, the slider that chooses it, and what
// there is to say of it. The pane lays the three out.
#pragma once

#include "core/train/timeline.h"
#include "ui/base/answer_channel.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

class QLabel;

namespace faceloom {

class PreviewView;
class TimelineController;
class TimelineSlider;

class TimelineSide : public QObject {
    Q_OBJECT
public:
    // Names of the three widgets begin with `prefix`. The controller must outlive the side.
    TimelineSide(TimelineController* timeline, const QString& prefix, QObject* parent);

    [[nodiscard]] PreviewView* faces() const { return faces_; }
    [[nodiscard]] QLabel* words() const { return words_; }
    [[nodiscard]] TimelineSlider* slider() const { return slider_; }

    // Null: there is none.
    [[nodiscard]] const TimelinePoint* point() const;
    // At the newest point while the run goes on.
    [[nodiscard]] bool live() const;
    void setStep(std::int64_t step);  // the nearest point before it, or else the first
    void setVisible(bool visible);
    void setBrief(bool brief);  // fewer words, where two sides share the room

signals:
    void moved();  // to another point, by the user or because points came or went

private:
    struct Wanted {
        TimelinePoint point;
        std::uint64_t seed = 0;
    };
    struct Shown {
        std::int64_t step = 0;
        std::vector<QImage> faces;
    };
    [[nodiscard]] static Result<Shown> draw(const Wanted& wanted);
    void takeTimeline();
    void show();
    void showLive();
    void take(const Result<Shown>& shown);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString caption(std::int64_t step) const;

    TimelineController* timeline_;
    PreviewView* faces_;
    QLabel* words_;
    TimelineSlider* slider_;
    bool brief_ = false;
    std::optional<std::int64_t> step_;     // chosen; none: the newest, whichever that is
    std::filesystem::path folder_;         // that the choice was made in
    AnswerChannel<Wanted, Shown> drawer_;  // last: it stops before the rest goes
};

}  // namespace faceloom
