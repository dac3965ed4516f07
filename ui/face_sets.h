// Which faces are on the table and which are picked: the seed, and for each of the three sets the
// numbers in the order of picking. Every change can be undone; a new seed empties the sets, for the
// numbers then mean other faces.
#pragma once

#include "core/base/result.h"
#include "ui/set_colours.h"

#include <QObject>
#include <QUndoStack>
#include <array>
#include <cstdint>
#include <vector>

namespace faceloom {

inline constexpr int kFaceCount = 36;  // faces of a grid, numbered from 1

class FaceSets : public QObject {
    Q_OBJECT
public:
    explicit FaceSets(QObject* parent = nullptr);

    [[nodiscard]] std::uint64_t seed() const { return state_.seed; }
    [[nodiscard]] int activeSet() const { return active_; }
    [[nodiscard]] const std::vector<int>& faces(int set) const;  // numbers 1..36
    [[nodiscard]] bool contains(int set, int face) const;
    [[nodiscard]] QUndoStack* undoStack() { return &undo_stack_; }

    void setSeed(std::uint64_t seed);
    void setActiveSet(int set);
    void toggle(int set, int face);
    void setFaces(int set, std::vector<int> faces);  // repeats are dropped
    // All three as one step that can be undone; `text` names it.
    void setAll(std::array<std::vector<int>, kSetCount> faces, const QString& text);

    // "1, 5, 9": numbers 1..36 parted by commas or spaces; empty text is no face. Errors:
    // InvalidArgument, quoting what is wrong.
    [[nodiscard]] static Result<std::vector<int>> parse(const QString& text);
    [[nodiscard]] static QString format(const std::vector<int>& faces);

signals:
    void seedChanged(std::uint64_t seed);
    void picksChanged();
    void activeSetChanged(int set);

private:
    struct State {
        std::uint64_t seed = 1;
        std::array<std::vector<int>, kSetCount> picks;
        bool operator==(const State&) const = default;
    };
    class Change;

    void push(State next, const QString& text);
    void apply(const State& state);

    State state_;
    int active_ = 0;
    QUndoStack undo_stack_;
};

}  // namespace faceloom
