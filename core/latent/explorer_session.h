// A session: everything that somebody has made with a model, as a file that can be opened again.
// JSON, versioned; keys that a later version adds are passed over. Treats what it reads as hostile.
// Thread-safe: no shared state.
#pragma once

#include "core/base/result.h"
#include "core/latent/direction.h"
#include "core/latent/explorer_types.h"
#include "core/latent/latent_path.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace faceloom {

inline constexpr int kSessionVersion = 1;
inline constexpr std::size_t kLargestSession = std::size_t{16} << 20;  // bytes
inline constexpr const char* kSessionEnding = ".faceloom";

struct SessionDirection {
    Direction direction;
    double amount = 0;
    bool locked = false;
    bool operator==(const SessionDirection& other) const {
        return direction.name == other.direction.name && direction.kind == other.direction.kind &&
               direction.vector == other.direction.vector &&
               direction.strength == other.direction.strength && amount == other.amount &&
               locked == other.locked;
    }
};

struct SessionEdit {
    std::optional<LabelledLatent> face;
    std::vector<SessionDirection> directions;
    double truncation = 1;  // 0..1
    bool renormalized = false;
    bool operator==(const SessionEdit&) const = default;
};

struct SessionFavourite {
    std::string label;
    std::string origin;  // what it was made of, for a person; may be empty
    Latent latent;
    bool operator==(const SessionFavourite&) const = default;
};

struct ExplorerSession {
    ModelReference model;
    GridSeed grid;
    SetArithmetic arithmetic;
    LatentPath path;
    SessionEdit edit;
    std::vector<SessionFavourite> favourites;  // newest first
    bool operator==(const ExplorerSession&) const = default;
};

[[nodiscard]] std::string toJson(const ExplorerSession& session);
// Errors: BrokenFile, saying what is wrong where; InvalidArgument (another version's).
[[nodiscard]] Result<ExplorerSession> sessionFromJson(std::string_view text);

// Whole or not at all. Errors: WriteFailed; InvalidArgument (larger than could be read again).
[[nodiscard]] Status writeSession(const std::filesystem::path& path,
                                  const ExplorerSession& session);
// Errors: NotFound, and those of sessionFromJson; BrokenFile beyond kLargestSession.
[[nodiscard]] Result<ExplorerSession> readSession(const std::filesystem::path& path);

// The edited face. Nothing without a face.
[[nodiscard]] std::optional<Latent> editedFace(const SessionEdit& edit);

}  // namespace faceloom
