#include "ui/session/session_state.h"

#include "core/latent/latent_formula.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/result_history.h"
#include "ui/path/path_edit.h"

#include <QCoreApplication>
#include <QUndoStack>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kOwnSets = 3;  // there at every start

QString tr(const char* text) {
    return QCoreApplication::translate("Session", text);
}

// Not longer than a session may hold, and without what it refuses.
std::string stored(const QString& text, std::size_t longest = kLongestLabel) {
    QString plain = text;
    plain.removeIf([](QChar c) { return c < QChar(0x20) ? !c.isSpace() : c == QChar(0x7f); });
    plain = plain.simplified();
    std::string bytes = plain.toStdString();
    while (bytes.size() > longest) {
        plain.chop(1 + static_cast<int>((bytes.size() - longest) / 4));
        bytes = plain.toStdString();
    }
    return bytes;
}

// The grid here shows 36; a face beyond is a face like others.
std::optional<GridFace> gridFace(const std::optional<SeedFace>& grid) {
    if (!grid || grid->number > kFaceCount) return std::nullopt;
    return grid;
}

SessionEdit editOf(const DirectionEditState& state) {
    SessionEdit edit;
    if (state.face) edit.face = labelled(*state.face);
    for (const DirectionSetting& setting : state.settings)
        edit.directions.push_back({setting.direction, setting.amount, setting.locked});
    edit.truncation = state.truncation;
    edit.renormalized = state.renormalized;
    return edit;
}

DirectionEditState stateFrom(const SessionEdit& edit) {
    DirectionEditState state;
    if (edit.face) state.face = pickedFrom(*edit.face);
    for (const SessionDirection& entry : edit.directions)
        state.settings.push_back({entry.direction, entry.amount, entry.locked});
    state.truncation = edit.truncation;
    state.renormalized = edit.renormalized;
    return state;
}

}  // namespace

ModelReference referenceTo(const ModelInfo& info) {
    std::error_code ignored;
    return {info.sha256, std::filesystem::absolute(info.path, ignored).string(),
            info.network.latent_size};
}

LabelledLatent labelled(const PickedFace& face) {
    return {stored(face.label), face.latent, face.grid};
}

PickedFace pickedFrom(const LabelledLatent& face) {
    return {QString::fromStdString(face.label), face.latent, {}, gridFace(face.grid), {}};
}

std::vector<HistoryEntry> entriesFrom(const std::vector<LabelledLatent>& faces,
                                      const QString& origin) {
    std::vector<HistoryEntry> entries;
    for (const LabelledLatent& face : faces) {
        const QString from =
            face.grid ? tr("face %1 of seed %2").arg(face.grid->number).arg(face.grid->seed)
                      : origin;
        entries.push_back({0, QString::fromStdString(face.label), from, face.latent, true});
    }
    return entries;
}

SetArithmetic arithmeticOf(const FaceSets& sets) {
    SetArithmetic arithmetic;
    for (const FaceSet& set : sets.state().sets) {
        LatentSet stored_set{set.letter.toStdString(), stored(set.name), set.look, {}, {}};
        if (set.expected) stored_set.expected = {set.expected->smiling, set.expected->male};
        for (const SetMember& member : set.members)
            stored_set.members.push_back({stored(member.label), member.latent, member.grid});
        arithmetic.sets.push_back(std::move(stored_set));
    }
    const bool readable = sets.parsedFormula().has_value();
    (readable ? arithmetic.formula : arithmetic.draft) = stored(sets.formula(), kLongestFormula);
    arithmetic.renormalized = sets.renormalized();
    return arithmetic;
}

FaceSetsState stateFrom(const GridSeed& grid, const SetArithmetic& arithmetic) {
    FaceSetsState state;
    state.grid = grid;
    for (const LatentSet& set : arithmetic.sets) {
        FaceSet shown{
            QString::fromStdString(set.letter), QString::fromStdString(set.name), set.look, {}, {}};
        if (set.expected) shown.expected = {set.expected->smiling, set.expected->male};
        for (const LabelledLatent& member : set.members)
            shown.members.push_back(
                {QString::fromStdString(member.label), member.latent, gridFace(member.grid)});
        state.sets.push_back(std::move(shown));
    }
    state.formula =
        QString::fromStdString(arithmetic.formula.empty() ? arithmetic.draft : arithmetic.formula);
    state.renormalized = arithmetic.renormalized;
    return state;
}

LatentPath pathOf(const PathEdit& path) {
    LatentPath kept = path.path();
    for (PathKeyframe& keyframe : kept.keyframes)
        keyframe.label = stored(QString::fromStdString(keyframe.label));
    return kept;
}

void gatherInto(ExplorerSession& session, const ExplorerModels& models, const ModelInfo& info) {
    session.model = referenceTo(info);
    session.grid = models.sets->grid();
    session.arithmetic = arithmeticOf(*models.sets);
    session.path = pathOf(*models.path);
    session.edit = editOf(models.directions->state());
    session.favourites.clear();
    for (const HistoryEntry& entry : models.history->entries()) {
        if (!entry.favourite) continue;
        session.favourites.push_back(
            {stored(entry.label), stored(entry.origin, 10 * kLongestLabel), entry.latent});
    }
}

void restoreSession(const ExplorerSession& session, const ExplorerModels& models) {
    const QString text = tr("open a session");
    models.sets->restore(stateFrom(session.grid, session.arithmetic), text);
    models.path->setPath(session.path, text);
    models.directions->restore(stateFrom(session.edit), text);
    std::vector<HistoryEntry> favourites;
    for (const SessionFavourite& kept : session.favourites)
        favourites.push_back({0, QString::fromStdString(kept.label),
                              QString::fromStdString(kept.origin), kept.latent, true});
    models.history->restoreFavourites(favourites, text);
    models.sets->undoStack()->clear();
}

bool worthKeeping(const ExplorerSession& session) {
    const SetArithmetic& arithmetic = session.arithmetic;
    const bool picked = std::ranges::any_of(
        arithmetic.sets, [](const LatentSet& set) { return !set.members.empty(); });
    return picked || arithmetic.sets.size() != kOwnSets || arithmetic.formula != kSourceFormula ||
           session.edit.face || !session.edit.directions.empty() || !session.favourites.empty() ||
           !session.path.keyframes.empty();
}

}  // namespace faceloom
