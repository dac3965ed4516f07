// Between what the panes hold and what sessions and pictures keep of it. For the GUI thread.
#pragma once

#include "core/gan/model_info.h"
#include "core/latent/explorer_session.h"
#include "core/latent/provenance.h"
#include "ui/explore/face_sets.h"

#include <QString>
#include <vector>

namespace faceloom {

class DirectionEdit;
class PathEdit;
class ResultHistory;
struct HistoryEntry;

struct ExplorerModels {
    FaceSets* sets = nullptr;
    DirectionEdit* directions = nullptr;
    ResultHistory* history = nullptr;
    PathEdit* path = nullptr;
};

[[nodiscard]] ModelReference referenceTo(const ModelInfo& info);

void gatherInto(ExplorerSession& session, const ExplorerModels& models, const ModelInfo& info);
// Replaces everything, of the open model's latent size. What was before cannot be brought back.
void restoreSession(const ExplorerSession& session, const ExplorerModels& models);

// The sets and the formula as they are, and back: those without sets get the present ones.
[[nodiscard]] SetArithmetic arithmeticOf(const FaceSets& sets);
[[nodiscard]] FaceSetsState stateFrom(const GridSeed& grid, const SetArithmetic& arithmetic);

// As it can be kept.
[[nodiscard]] LatentPath pathOf(const PathEdit& path);

[[nodiscard]] LabelledLatent labelled(const PickedFace& face);
[[nodiscard]] PickedFace pickedFrom(const LabelledLatent& face);
// As history entries that are still to be numbered.
[[nodiscard]] std::vector<HistoryEntry> entriesFrom(const std::vector<LabelledLatent>& faces,
                                                    const QString& origin);

// Whether there is more in it than there is at every start.
[[nodiscard]] bool worthKeeping(const ExplorerSession& session);

}  // namespace faceloom
