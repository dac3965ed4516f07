#include "app/commands/session_pictures.h"

#include "app/commands/face_numbers.h"
#include "app/commands/picture_output.h"
#include "core/latent/latent_formula.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace faceloom {

namespace {

// Faces to draw, with what stands beside them.
struct Row {
    std::vector<LabelledLatent> faces;
    std::vector<std::string> signs;  // as many, or none
    int columns = 6;
};

Row gridRow(const ExplorerSession& session) {
    Row row;
    for (Latent& latent : sampleLatents(session.grid, kGridFaces, session.model.latent_size)) {
        const int number = static_cast<int>(row.faces.size()) + 1;
        row.faces.push_back({fmt::format("face {}", number), std::move(latent),
                             SeedFace{session.grid.seed, number, session.grid.truncation}});
    }
    return row;
}

std::string signOf(double weight, bool first) {
    std::string sign = weight < 0 ? "-" : first ? "" : "+";
    if (std::abs(weight) != 1) sign += fmt::format("{:g} x", std::abs(weight));
    return sign;
}

Result<Row> arithmeticRow(const ExplorerSession& session) {
    const SetArithmetic& arithmetic = session.arithmetic;
    std::vector<std::string> letters;
    std::map<std::string, std::vector<Latent>> members;
    std::map<std::string, std::string> names;
    for (const LatentSet& set : arithmetic.sets) {
        letters.push_back(set.letter);
        names[set.letter] = set.name;
        for (const LabelledLatent& member : set.members)
            members[set.letter].push_back(member.latent);
    }
    const auto formula = parseFormula(arithmetic.formula, letters);
    if (!formula) return passOn(formula);
    auto result = evaluate(*formula, members);
    if (!result) return passOn(result);
    if (arithmetic.renormalized) {
        result =
            withNorm(*result, session.grid.truncation * typicalNorm(session.model.latent_size));
    }
    Row row;
    for (const FormulaTerm& term : *formula) {
        row.faces.push_back({names.at(term.set), meanOf(members.at(term.set)), {}});
        row.signs.push_back(signOf(term.weight, row.faces.size() == 1));
    }
    row.faces.push_back({"result", std::move(*result), {}});
    row.signs.push_back("=");
    row.columns = static_cast<int>(row.faces.size());
    return row;
}

Result<Row> editRow(const ExplorerSession& session) {
    auto after = editedFace(session.edit);
    if (!after) return fail(ErrorCode::InvalidArgument, "the session edits no face");
    return Row{{*session.edit.face, {"edited", std::move(*after), {}}}, {}, 2};
}

Result<Row> stripRow(const ExplorerSession& session, int steps) {
    const auto& keyframes = session.path.keyframes;
    if (keyframes.size() < 2) {
        return fail(ErrorCode::InvalidArgument,
                    "the session's path has {} keyframes, a strip needs two", keyframes.size());
    }
    if (auto good = check(session.path); !good) return passOn(good);
    Row row;
    for (Latent& latent : stepsAlong(session.path, steps))
        row.faces.push_back({fmt::format("step {}", row.faces.size() + 1), std::move(latent), {}});
    row.columns = std::min(steps, 16);
    return row;
}

Result<Row> rowOf(SessionPicture what, const ExplorerSession& session, int steps) {
    switch (what) {
        case SessionPicture::Arithmetic:
            return arithmeticRow(session);
        case SessionPicture::Edit:
            return editRow(session);
        case SessionPicture::Strip:
            return stripRow(session, steps);
        case SessionPicture::Grid:
            break;
    }
    return gridRow(session);
}

}  // namespace

Result<SessionSheet> drawSession(SessionPicture what, const ExplorerSession& session,
                                 const LatentStudio& studio, const SessionPictureOptions& options) {
    auto row = rowOf(what, session, options.steps);
    if (!row) return passOn(row);
    std::vector<Latent> latents;
    for (const LabelledLatent& face : row->faces)
        latents.push_back(face.latent);
    auto drawn = studio.render(latents);
    if (!drawn) return passOn(drawn);
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < drawn->size(); ++i) {
        tiles.push_back({std::move((*drawn)[i]), row->faces[i].label,
                         i < row->signs.size() ? row->signs[i] : ""});
    }
    SessionSheet sheet;
    sheet.picture = drawSheet(tiles, {row->columns, options.scale, options.captions});
    sheet.provenance = {
        referenceTo(studio), session.grid, std::move(row->faces), session.arithmetic, {}};
    if (!session.path.keyframes.empty()) sheet.provenance.path = session.path;
    return sheet;
}

std::vector<LabelledLatent> allFaces(const ExplorerSession& session) {
    std::vector<LabelledLatent> faces = gridRow(session).faces;
    for (const LatentSet& set : session.arithmetic.sets) {
        for (const LabelledLatent& member : set.members)
            faces.push_back({set.letter + ": " + member.label, member.latent, member.grid});
    }
    for (const SessionFavourite& favourite : session.favourites)
        faces.push_back({"favourite: " + favourite.label, favourite.latent, {}});
    return faces;
}

}  // namespace faceloom
