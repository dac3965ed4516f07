#include "ui/directions/direction_edit.h"

#include "ui/base/undo_step.h"

#include <QUndoStack>
#include <algorithm>
#include <utility>

namespace faceloom {
namespace {

bool sameDirections(const std::vector<DirectionSetting>& a,
                    const std::vector<DirectionSetting>& b) {
    return std::ranges::equal(a, b, [](const DirectionSetting& x, const DirectionSetting& y) {
        return x.direction.name == y.direction.name && x.direction.kind == y.direction.kind &&
               x.direction.vector == y.direction.vector;
    });
}

QString nameOf(const DirectionSetting& setting) {
    return QString::fromStdString(setting.direction.name);
}

}  // namespace

DirectionEdit::DirectionEdit(QUndoStack* undo_stack, QObject* parent)
    : QObject(parent), undo_stack_(undo_stack) {}

const DirectionSetting& DirectionEdit::setting(int index) const {
    return state_.settings.at(static_cast<std::size_t>(index));
}

int DirectionEdit::movedCount() const {
    return static_cast<int>(
        std::ranges::count_if(state_.settings, [](const auto& one) { return one.amount != 0; }));
}

std::optional<Latent> DirectionEdit::result() const {
    if (!state_.face) return std::nullopt;
    std::vector<DirectionMove> moves;
    for (const DirectionSetting& setting : state_.settings)
        moves.push_back({setting.direction.vector, setting.amount, setting.locked});
    return edited(state_.face->latent, moves, state_.truncation, state_.renormalized);
}

std::optional<Latent> DirectionEdit::along(int index, double amount) const {
    if (!state_.face) return std::nullopt;
    return moved(state_.face->latent, setting(index).direction.vector, amount);
}

void DirectionEdit::setLatentSize(int size) {
    if (size == latent_size_) return;
    latent_size_ = size;
    if (!state_.face && state_.settings.empty()) return;
    undo_stack_->clear();
    apply({});
}

void DirectionEdit::restore(DirectionEditState state, const QString& text) {
    for (DirectionSetting& setting : state.settings)
        setting.amount = std::clamp(setting.amount, -kLargestAmount, kLargestAmount);
    push(std::move(state), text);
}

void DirectionEdit::setFace(const PickedFace& face) {
    if (face.latent.size() != static_cast<std::size_t>(latent_size_)) {
        emit faceRefused(otherModelsFaceText());
        return;
    }
    State next = state_;
    next.face = face;
    push(std::move(next), tr("edit %1").arg(face.label));
}

void DirectionEdit::replaceFound(const std::vector<Direction>& directions) {
    State next = state_;
    next.settings.clear();
    for (const Direction& direction : directions) {
        DirectionSetting setting{direction};
        const auto before = std::ranges::find_if(state_.settings, [&](const auto& old) {
            return old.direction.kind == direction.kind && old.direction.name == direction.name;
        });
        if (before != state_.settings.end()) {
            setting.amount = before->amount;
            setting.locked = before->locked;
        }
        next.settings.push_back(std::move(setting));
    }
    std::ranges::copy_if(
        state_.settings, std::back_inserter(next.settings),
        [](const auto& setting) { return setting.direction.kind == DirectionKind::Sets; });
    push(std::move(next), tr("find directions"));
}

void DirectionEdit::add(const Direction& direction) {
    State next = state_;
    next.settings.push_back({direction});
    push(std::move(next), tr("add direction %1").arg(QString::fromStdString(direction.name)));
}

void DirectionEdit::remove(int index) {
    State next = state_;
    const QString name = nameOf(setting(index));
    next.settings.erase(next.settings.begin() + index);
    push(std::move(next), tr("remove direction %1").arg(name));
}

void DirectionEdit::setAmount(int index, double amount, int stroke) {
    amount = std::clamp(amount, -kLargestAmount, kLargestAmount);
    if (setting(index).amount == amount) return;
    State next = state_;
    next.settings.at(static_cast<std::size_t>(index)).amount = amount;
    push(std::move(next), tr("move along %1").arg(nameOf(setting(index))), stroke);
}

void DirectionEdit::setLocked(int index, bool locked) {
    if (setting(index).locked == locked) return;
    State next = state_;
    next.settings.at(static_cast<std::size_t>(index)).locked = locked;
    push(std::move(next), (locked ? tr("lock %1") : tr("unlock %1")).arg(nameOf(setting(index))));
}

void DirectionEdit::resetAmounts() {
    if (movedCount() == 0) return;
    State next = state_;
    for (DirectionSetting& setting : next.settings)
        setting.amount = 0;
    push(std::move(next), tr("reset all directions"));
}

bool DirectionEdit::makeOrthogonal(int index, const std::vector<int>& others) {
    std::vector<Latent> vectors;
    for (const int other : others)
        vectors.push_back(setting(other).direction.vector);
    auto left = orthogonalTo(setting(index).direction.vector, vectors);
    if (!left) return false;
    State next = state_;
    next.settings.at(static_cast<std::size_t>(index)).direction.vector = std::move(*left);
    push(std::move(next), tr("make %1 independent").arg(nameOf(setting(index))));
    return true;
}

void DirectionEdit::setTruncation(double psi, int stroke) {
    psi = std::clamp(psi, 0.0, 1.0);
    if (psi == state_.truncation) return;
    State next = state_;
    next.truncation = psi;
    push(std::move(next), tr("change the truncation"), stroke);
}

void DirectionEdit::setRenormalized(bool renormalized) {
    if (renormalized == state_.renormalized) return;
    State next = state_;
    next.renormalized = renormalized;
    push(std::move(next), tr("change the length"));
}

void DirectionEdit::push(State next, const QString& text, int stroke) {
    undo_stack_->push(new UndoStep(
        this, text, [this, next = std::move(next)] { apply(next); },
        [this, before = state_] { apply(before); }, stroke));
}

void DirectionEdit::apply(const State& state) {
    const bool same_face = state.face.has_value() == state_.face.has_value() &&
                           (!state.face || state.face->latent == state_.face->latent);
    const bool same_directions = sameDirections(state.settings, state_.settings);
    state_ = state;
    if (!same_directions) emit directionsChanged();
    if (!same_face) emit faceChanged();
    emit amountsChanged();
}

}  // namespace faceloom
