// A path from face to face to face: keyframes, segments, loop. Every change can be undone.
#pragma once

#include "core/latent/latent_path.h"
#include "ui/explore/picked_face.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <optional>
#include <vector>

class QUndoStack;

namespace faceloom {

struct EditedKeyframe {
    PathKeyframe keyframe;
    QImage picture;  // as it was drawn when taken; may be null
    std::optional<GridFace> grid = {};
};

class PathEdit : public QObject {
    Q_OBJECT
public:
    // `undo_stack` outlives this.
    explicit PathEdit(QUndoStack* undo_stack, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<EditedKeyframe>& keyframes() const { return state_.keyframes; }
    [[nodiscard]] int count() const { return static_cast<int>(state_.keyframes.size()); }
    [[nodiscard]] bool playable() const { return count() >= 2; }
    // Whether the only keyframe there is was put at the end, and the start is still to come.
    [[nodiscard]] bool lacksStart() const { return state_.lacks_start; }
    [[nodiscard]] bool full() const { return state_.keyframes.size() >= kMostKeyframes; }
    [[nodiscard]] LatentPath path() const;
    [[nodiscard]] bool loop() const { return state_.loop; }
    [[nodiscard]] double framesPerSecond() const { return state_.frames_per_second; }

    // Of the open model. Where it differs from before, the keyframes go, and cannot be brought
    // back.
    void setLatentSize(int size);
    // All at once, as one step that `text` names.
    void setPath(const LatentPath& path, const QString& text);

    // False, and nothing changed, for a face of another model or beyond kMostKeyframes.
    [[nodiscard]] bool insert(int index, const PickedFace& face);  // before keyframe `index`
    [[nodiscard]] bool replace(int index, const PickedFace& face);
    // In place of the first or the last keyframe, where both are there.
    [[nodiscard]] bool setStart(const PickedFace& face);
    [[nodiscard]] bool setEnd(const PickedFace& face);
    void move(int from, int to);  // to be keyframe `to` when it has moved
    void remove(int index);
    void reverse();  // a lone keyframe goes to the other end
    // Of the segment that begins at a keyframe. Changes of the same stroke one after another are
    // one step to undo.
    void setFrames(int index, int frames, int stroke = -1);
    void setMode(int index, InterpolationMode mode);
    void useForAll(int index);  // its length and way, for every segment
    void setLoop(bool loop);
    void setFramesPerSecond(double frames_per_second, int stroke = -1);

signals:
    void pathChanged();   // its faces, their order, segments or loop
    void speedChanged();  // frames per second alone

private:
    struct State {
        std::vector<EditedKeyframe> keyframes;
        bool loop = false;
        bool lacks_start = false;
        double frames_per_second = LatentPath{}.frames_per_second;
    };

    [[nodiscard]] bool fits(const PickedFace& face) const;
    bool insertInto(State next, int index, const PickedFace& face);
    void push(State next, const QString& text, int stroke = -1);
    void apply(const State& state);

    QUndoStack* undo_stack_;
    State state_;
    int latent_size_ = 0;
};

}  // namespace faceloom
