// A face and how far it is moved along each of many directions. Every change can be undone.
#pragma once

#include "core/latent/direction.h"
#include "ui/explore/picked_face.h"

#include <QObject>
#include <QString>
#include <optional>
#include <vector>

class QUndoStack;

namespace faceloom {

struct DirectionSetting {
    Direction direction;
    double amount = 0;    // −kLargestAmount..kLargestAmount
    bool locked = false;  // what it changes is kept steady while the others move
};

// All of it that is kept, as sessions hold it.
struct DirectionEditState {
    std::optional<PickedFace> face;
    std::vector<DirectionSetting> settings;
    double truncation = 1;  // psi, 0..1
    bool renormalized = false;
};

class DirectionEdit : public QObject {
    Q_OBJECT
public:
    static constexpr double kLargestAmount = 5;

    // `undo_stack` outlives this.
    explicit DirectionEdit(QUndoStack* undo_stack, QObject* parent = nullptr);

    [[nodiscard]] const DirectionEditState& state() const { return state_; }
    [[nodiscard]] const std::optional<PickedFace>& face() const { return state_.face; }
    [[nodiscard]] const std::vector<DirectionSetting>& settings() const { return state_.settings; }
    [[nodiscard]] const DirectionSetting& setting(int index) const;
    [[nodiscard]] int count() const { return static_cast<int>(state_.settings.size()); }
    [[nodiscard]] int movedCount() const;  // settings that are not at 0
    [[nodiscard]] double truncation() const { return state_.truncation; }  // psi, 0..1
    [[nodiscard]] bool renormalized() const { return state_.renormalized; }
    // The face, edited (see edited() of core). Nothing without a face.
    [[nodiscard]] std::optional<Latent> result() const;
    // The face moved along one direction alone. Nothing without a face.
    [[nodiscard]] std::optional<Latent> along(int index, double amount) const;

    // Of the open model. Where it differs from before, the face and all directions go, and cannot
    // be brought back.
    void setLatentSize(int size);

    // All at once, as one step that `text` names. Latents of the open model's size; amounts are
    // brought within their range.
    void restore(DirectionEditState state, const QString& text);
    void setFace(const PickedFace& face);  // the amounts stay; or faceRefused
    // All of the kinds that a model's directions have: components, factors and attributes; those
    // from sets stay. Settings of directions with the same name keep their amounts.
    void replaceFound(const std::vector<Direction>& directions);
    void add(const Direction& direction);
    void remove(int index);
    // Changes of the same stroke one after another are one step to undo.
    void setAmount(int index, double amount, int stroke = -1);
    void setLocked(int index, bool locked);
    void resetAmounts();
    // Without its part in the span of `others`. False, and nothing changed, where next to nothing
    // is left.
    [[nodiscard]] bool makeOrthogonal(int index, const std::vector<int>& others);
    void setTruncation(double psi, int stroke = -1);
    void setRenormalized(bool renormalized);

signals:
    void faceChanged();
    void directionsChanged();  // which there are, or their vectors
    void amountsChanged();     // also locks, truncation and the norm; after either of the above
    void faceRefused(const QString& why);

private:
    using State = DirectionEditState;
    void push(State next, const QString& text, int stroke = -1);
    void apply(const State& state);

    QUndoStack* undo_stack_;
    State state_;
    int latent_size_ = 0;
};

}  // namespace faceloom
