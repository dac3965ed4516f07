// A saved session (.faceloom).
#include "core/latent/explorer_session.h"
#include "core/latent/latent_formula.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    const auto session = readSession(file.path());
    if (!fuzz::read(session)) return 0;
    const auto again = sessionFromJson(toJson(*session));
    fuzz::require(again && *again == *session, "what is read can be written and read again");
    if (const auto face = editedFace(session->edit)) {
        fuzz::require(face->size() == static_cast<std::size_t>(session->model.latent_size),
                      "an edited face is one of the model's");
    }
    if (check(session->path)) (void)latentAt(session->path, pathLength(session->path) / 2.0);
    return 0;
}
