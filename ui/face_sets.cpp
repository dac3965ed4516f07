#include "ui/face_sets.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUndoCommand>
#include <algorithm>
#include <utility>

namespace faceloom {

class FaceSets::Change : public QUndoCommand {
public:
    Change(FaceSets* sets, State before, State after, const QString& text)
        : QUndoCommand(text), sets_(sets), before_(std::move(before)), after_(std::move(after)) {}
    void undo() override { sets_->apply(before_); }
    void redo() override { sets_->apply(after_); }

private:
    FaceSets* sets_;
    State before_;
    State after_;
};

FaceSets::FaceSets(QObject* parent) : QObject(parent) {}

const std::vector<int>& FaceSets::faces(int set) const {
    return state_.picks.at(static_cast<std::size_t>(set));
}

bool FaceSets::contains(int set, int face) const {
    const auto& numbers = faces(set);
    return std::find(numbers.begin(), numbers.end(), face) != numbers.end();
}

void FaceSets::setSeed(std::uint64_t seed) {
    State next;
    next.seed = seed;
    if (seed != state_.seed) push(std::move(next), tr("new faces"));
}

void FaceSets::setActiveSet(int set) {
    if (set < 0 || set >= kSetCount || set == active_) return;
    active_ = set;
    emit activeSetChanged(set);
}

void FaceSets::toggle(int set, int face) {
    if (face < 1 || face > kFaceCount) return;
    State next = state_;
    auto& numbers = next.picks.at(static_cast<std::size_t>(set));
    const auto found = std::find(numbers.begin(), numbers.end(), face);
    const bool taking_out = found != numbers.end();
    if (taking_out)
        numbers.erase(found);
    else
        numbers.push_back(face);
    push(std::move(next),
         taking_out ? tr("take out face %1").arg(face) : tr("pick face %1").arg(face));
}

void FaceSets::setFaces(int set, std::vector<int> faces) {
    std::vector<int> unique;
    for (const int face : faces) {
        if (std::find(unique.begin(), unique.end(), face) == unique.end()) unique.push_back(face);
    }
    State next = state_;
    next.picks.at(static_cast<std::size_t>(set)) = std::move(unique);
    push(std::move(next), tr("change “%1”").arg(setName(set)));
}

void FaceSets::setAll(std::array<std::vector<int>, kSetCount> faces, const QString& text) {
    State next = state_;
    next.picks = std::move(faces);
    push(std::move(next), text);
}

Result<std::vector<int>> FaceSets::parse(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    std::vector<int> numbers;
    for (const QString& part : text.split(separators, Qt::SkipEmptyParts)) {
        bool is_number = false;
        const int number = part.toInt(&is_number);
        if (!is_number) {
            return fail(ErrorCode::InvalidArgument,
                        "“{}” is not a number. Type numbers from 1 to {} with commas between.",
                        part.toStdString(), kFaceCount);
        }
        if (number < 1 || number > kFaceCount) {
            return fail(ErrorCode::InvalidArgument,
                        "There is no face {}. Faces are numbered 1 to {}.", number, kFaceCount);
        }
        numbers.push_back(number);
    }
    return numbers;
}

QString FaceSets::format(const std::vector<int>& faces) {
    QStringList parts;
    for (const int face : faces)
        parts << QString::number(face);
    return parts.join(QStringLiteral(", "));
}

void FaceSets::push(State next, const QString& text) {
    if (next == state_) return;
    undo_stack_.push(new Change(this, state_, std::move(next), text));
}

void FaceSets::apply(const State& state) {
    const State before = std::exchange(state_, state);
    if (before.seed != state_.seed) emit seedChanged(state_.seed);
    if (before.picks != state_.picks) emit picksChanged();
}

}  // namespace faceloom
