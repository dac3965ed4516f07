// What a session shows, as sheets of faces with their latents. Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/explorer_session.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"

#include <string>
#include <vector>

namespace faceloom {

struct SessionSheet {
    RgbImage picture;
    Provenance provenance;
};

enum class SessionPicture { Grid, Arithmetic, Edit, Strip };

struct SessionPictureOptions {
    int scale = 1;
    bool captions = false;
    int steps = 10;  // of the strip
};

// Errors: InvalidArgument (no formula, an empty set, no edited face, fewer than two keyframes),
// those of LatentStudio.
[[nodiscard]] Result<SessionSheet> drawSession(SessionPicture what, const ExplorerSession& session,
                                               const LatentStudio& studio,
                                               const SessionPictureOptions& options);

// The grid's 36, the sets' members ("A: face 7") and the favourites.
[[nodiscard]] std::vector<LabelledLatent> allFaces(const ExplorerSession& session);

}  // namespace faceloom
