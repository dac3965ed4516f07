// What the explorer works on: the seed and truncation of the grid, any number of named sets of
// faces, and the formula over them. Every change can be undone.
#pragma once

#include "core/base/result.h"
#include "core/latent/latent_formula.h"
#include "core/reading/suggestion.h"
#include "ui/explore/picked_face.h"
#include "ui/explore/set_looks.h"

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace faceloom {

struct SetMember {
    QString label;  // "face 7", "result"
    Latent latent;
    std::optional<GridFace> grid = {};  // where it is from, if from a grid
    bool operator==(const SetMember&) const = default;
};

struct FaceSet {
    QString letter;  // its name in formulas, which never changes
    QString name;
    int look = 0;
    std::optional<Expectation> expected;  // what it is meant to hold, for suggestions
    std::vector<SetMember> members;
    bool operator==(const FaceSet&) const = default;
};

// All of it that is kept, as sessions hold it.
struct FaceSetsState {
    GridSeed grid;
    std::vector<FaceSet> sets;  // at least one
    QString formula;
    bool renormalized = false;
    bool operator==(const FaceSetsState&) const = default;
};

class FaceSets : public QObject {
    Q_OBJECT
public:
    // Begins with the design's three sets, A smiling woman, B neutral woman and C neutral man, and
    // their formula.
    explicit FaceSets(QObject* parent = nullptr);

    [[nodiscard]] const FaceSetsState& state() const { return state_; }
    [[nodiscard]] const GridSeed& grid() const { return state_.grid; }
    [[nodiscard]] std::uint64_t seed() const { return state_.grid.seed; }
    [[nodiscard]] double truncation() const { return state_.grid.truncation; }
    [[nodiscard]] GridFace gridFace(int face) const;  // of the present grid
    [[nodiscard]] bool ofGrid(const std::optional<GridFace>& face) const;
    [[nodiscard]] int count() const { return static_cast<int>(state_.sets.size()); }
    [[nodiscard]] const FaceSet& set(int set) const;
    [[nodiscard]] int activeSet() const { return active_; }
    [[nodiscard]] int indexOf(const QString& letter) const;  // −1: there is none
    // Numbers of the present grid's faces that are in the set, in the order of picking.
    [[nodiscard]] std::vector<int> faces(int set) const;
    [[nodiscard]] bool contains(int set, int face) const;
    [[nodiscard]] const QString& formula() const { return state_.formula; }
    [[nodiscard]] Result<LatentFormula> parsedFormula() const;
    // The formula and the faces of the sets in it, for a person: "A - B; A is face 5, face 9; B is
    // …".
    [[nodiscard]] QString description() const;
    [[nodiscard]] bool renormalized() const { return state_.renormalized; }
    [[nodiscard]] QUndoStack* undoStack() { return &undo_stack_; }
    [[nodiscard]] std::vector<Latent> gridLatents() const;  // the 36 of the seed

    // What the open model is best drawn at; cannot be undone.
    void takeTruncation(double truncation);
    // Of the open model. Where it differs from before, faces of grids become those of the same
    // numbers, others are dropped, and nothing can be undone any more.
    void setLatentSize(int size);

    // All at once, as one step that `text` names. Latents of the open model's size.
    void restore(FaceSetsState state, const QString& text);

    void setSeed(std::uint64_t seed);
    // 0..1. Changes of the same stroke, as of setFormula, are one step.
    void setTruncation(double truncation, int stroke = -1);
    void setActiveSet(int set);
    void toggle(int set, int face);
    void setFaces(int set, std::vector<int> faces);  // of the present grid; repeats are dropped
    void add(int set, const PickedFace& face);       // nothing if it is in; or faceRefused
    void addAll(int set, const std::vector<PickedFace>& faces);  // as one step
    // From its place; added where it is not there, as when it comes from another window.
    void moveTo(int set, const PickedFace& face);
    void removeMember(int set, int member);
    void clear(int set);
    // Those of the present grid in the sets named first, as one step; `text` names it. Their other
    // faces go.
    void suggest(const std::vector<std::pair<int, std::vector<int>>>& faces, const QString& text);

    void addSet();
    void removeSet(int set);  // the last one stays
    void rename(int set, const QString& name);
    void setLook(int set, int look);
    // Changes of the same stroke, 0 or more, one after another are one step: letters typed in one
    // go.
    void setFormula(const QString& formula, int stroke = -1);
    void setRenormalized(bool renormalized);

    // "1, 5, 9": numbers 1..36 parted by commas or spaces; empty text is no face. Errors:
    // InvalidArgument, quoting what is wrong.
    [[nodiscard]] static Result<std::vector<int>> parse(const QString& text);
    [[nodiscard]] static QString format(const std::vector<int>& faces);

signals:
    void gridChanged();   // its seed or truncation, and so its faces
    void picksChanged();  // the members of a set
    void setsChanged();   // which sets there are, or their names or colours; before picksChanged
    void formulaChanged();
    void renormalizedChanged(bool renormalized);
    void activeSetChanged(int set);
    void faceRefused(const QString& why);

private:
    using State = FaceSetsState;

    [[nodiscard]] std::vector<SetMember>& members(State& state, int set) const;
    [[nodiscard]] SetMember gridMember(int face) const;
    [[nodiscard]] QString unusedLetter() const;
    void push(State next, const QString& text, int stroke = -1);
    void apply(const State& state);

    State state_;
    int active_ = 0;
    int latent_size_ = 60;
    QUndoStack undo_stack_;
};

}  // namespace faceloom
