#include "ui/path/path_edit.h"

#include "ui/base/undo_step.h"

#include <QUndoStack>
#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

bool samePath(const std::vector<EditedKeyframe>& a, const std::vector<EditedKeyframe>& b) {
    return std::ranges::equal(a, b, {}, &EditedKeyframe::keyframe, &EditedKeyframe::keyframe);
}

// The segments keep their places when the keyframes change theirs.
void giveFace(EditedKeyframe& to, const PickedFace& face) {
    to.keyframe.label = face.label.toStdString();
    to.keyframe.latent = face.latent;
    to.picture = face.picture;
    to.grid = face.grid;
}

QString nameOf(const EditedKeyframe& keyframe) {
    return QString::fromStdString(keyframe.keyframe.label);
}

}  // namespace

PathEdit::PathEdit(QUndoStack* undo_stack, QObject* parent)
    : QObject(parent), undo_stack_(undo_stack) {}

LatentPath PathEdit::path() const {
    LatentPath path;
    path.loop = state_.loop;
    path.frames_per_second = state_.frames_per_second;
    for (const EditedKeyframe& keyframe : state_.keyframes)
        path.keyframes.push_back(keyframe.keyframe);
    return path;
}

void PathEdit::setLatentSize(int size) {
    if (size == latent_size_) return;
    latent_size_ = size;
    if (state_.keyframes.empty()) return;
    undo_stack_->clear();
    State next = state_;
    next.keyframes.clear();
    next.lacks_start = false;
    apply(next);
}

void PathEdit::setPath(const LatentPath& path, const QString& text) {
    State next;
    next.loop = path.loop;
    next.frames_per_second =
        std::clamp(path.frames_per_second, kFewestFramesPerSecond, kMostFramesPerSecond);
    for (const PathKeyframe& keyframe : path.keyframes)
        next.keyframes.push_back({keyframe, {}, {}});
    push(std::move(next), text);
}

bool PathEdit::fits(const PickedFace& face) const {
    return face.latent.size() == static_cast<std::size_t>(latent_size_);
}

bool PathEdit::insert(int index, const PickedFace& face) {
    State next = state_;
    next.lacks_start = false;
    return insertInto(std::move(next), index, face);
}

bool PathEdit::insertInto(State next, int index, const PickedFace& face) {
    if (!fits(face) || full()) return false;
    EditedKeyframe added;
    // A segment that is cut in two goes on as it was.
    if (index > 0) added = state_.keyframes.at(static_cast<std::size_t>(index - 1));
    giveFace(added, face);
    next.keyframes.insert(next.keyframes.begin() + index, std::move(added));
    push(std::move(next), tr("put %1 on the path").arg(face.label));
    return true;
}

bool PathEdit::replace(int index, const PickedFace& face) {
    if (!fits(face)) return false;
    State next = state_;
    giveFace(next.keyframes.at(static_cast<std::size_t>(index)), face);
    push(std::move(next), tr("put %1 on the path").arg(face.label));
    return true;
}

bool PathEdit::setStart(const PickedFace& face) {
    return count() == 0 || lacksStart() ? insert(0, face) : replace(0, face);
}

bool PathEdit::setEnd(const PickedFace& face) {
    if (count() >= 2 || lacksStart()) return replace(count() - 1, face);
    State next = state_;
    next.lacks_start = count() == 0;
    return insertInto(std::move(next), count(), face);
}

void PathEdit::move(int from, int to) {
    if (from == to) return;
    State next = state_;
    auto& keyframes = next.keyframes;
    EditedKeyframe moved = keyframes.at(static_cast<std::size_t>(from));
    const QString name = nameOf(moved);
    keyframes.erase(keyframes.begin() + from);
    keyframes.insert(keyframes.begin() + to, std::move(moved));
    for (std::size_t i = 0; i < keyframes.size(); ++i) {
        keyframes[i].keyframe.frames = state_.keyframes[i].keyframe.frames;
        keyframes[i].keyframe.mode = state_.keyframes[i].keyframe.mode;
    }
    push(std::move(next), tr("move %1 on the path").arg(name));
}

void PathEdit::remove(int index) {
    State next = state_;
    const QString name = nameOf(next.keyframes.at(static_cast<std::size_t>(index)));
    next.keyframes.erase(next.keyframes.begin() + index);
    next.lacks_start = next.keyframes.size() == 1 && index == 0;
    push(std::move(next), tr("take %1 off the path").arg(name));
}

void PathEdit::reverse() {
    if (count() == 0) return;
    State next = state_;
    next.lacks_start = count() == 1 && !state_.lacks_start;
    std::ranges::reverse(next.keyframes);
    // Each segment keeps its faces. That of a loop's way back joins the same two as before.
    for (std::size_t i = 0; i + 1 < next.keyframes.size(); ++i) {
        next.keyframes[i].keyframe.frames = next.keyframes[i + 1].keyframe.frames;
        next.keyframes[i].keyframe.mode = next.keyframes[i + 1].keyframe.mode;
    }
    next.keyframes.back().keyframe.frames = state_.keyframes.back().keyframe.frames;
    next.keyframes.back().keyframe.mode = state_.keyframes.back().keyframe.mode;
    push(std::move(next), tr("turn the path round"));
}

void PathEdit::setFrames(int index, int frames, int stroke) {
    frames = std::clamp(frames, 1, kMostSegmentFrames);
    const auto at = static_cast<std::size_t>(index);
    if (state_.keyframes.at(at).keyframe.frames == frames) return;
    State next = state_;
    next.keyframes[at].keyframe.frames = frames;
    push(std::move(next), tr("change a segment's length"), stroke);
}

void PathEdit::setMode(int index, InterpolationMode mode) {
    const auto at = static_cast<std::size_t>(index);
    if (state_.keyframes.at(at).keyframe.mode == mode) return;
    State next = state_;
    next.keyframes[at].keyframe.mode = mode;
    push(std::move(next), tr("change a segment's way"));
}

void PathEdit::useForAll(int index) {
    const PathKeyframe& model = state_.keyframes.at(static_cast<std::size_t>(index)).keyframe;
    State next = state_;
    for (EditedKeyframe& keyframe : next.keyframes) {
        keyframe.keyframe.frames = model.frames;
        keyframe.keyframe.mode = model.mode;
    }
    push(std::move(next), tr("make all segments alike"));
}

void PathEdit::setLoop(bool loop) {
    if (state_.loop == loop) return;
    State next = state_;
    next.loop = loop;
    push(std::move(next), loop ? tr("close the loop") : tr("open the loop"));
}

void PathEdit::setFramesPerSecond(double frames_per_second, int stroke) {
    frames_per_second = std::clamp(frames_per_second, kFewestFramesPerSecond, kMostFramesPerSecond);
    if (state_.frames_per_second == frames_per_second) return;
    State next = state_;
    next.frames_per_second = frames_per_second;
    push(std::move(next), tr("change the speed"), stroke);
}

void PathEdit::push(State next, const QString& text, int stroke) {
    undo_stack_->push(new UndoStep(
        this, text, [this, next = std::move(next)] { apply(next); },
        [this, before = state_] { apply(before); }, stroke));
}

void PathEdit::apply(const State& state) {
    const bool path_changed = state.loop != state_.loop ||
                              state.lacks_start != state_.lacks_start ||
                              !samePath(state.keyframes, state_.keyframes);
    const bool speed_changed = state.frames_per_second != state_.frames_per_second;
    state_ = state;
    if (path_changed) emit pathChanged();
    if (speed_changed) emit speedChanged();
}

}  // namespace faceloom
