#include "app/commands/path_movie.h"

#include "core/imaging/movie_writer.h"
#include "core/latent/path_provenance.h"

#include <iostream>

namespace faceloom {

Status writePathMovie(const std::string& out, const LatentPath& path, const LatentStudio& studio,
                      int scale, const Provenance& shared, const std::stop_token& stop) {
    const auto format = movieFormatOf(out);
    if (!format) return passOn(format);
    if (auto good = check(path); !good) return good;
    const auto draw = [&](int first, int count) {
        std::vector<Latent> latents;
        for (int frame = first; frame < first + count; ++frame)
            latents.push_back(latentAt(path, frame));
        return studio.render(latents);
    };
    MovieOptions options{out, *format, path.frames_per_second, scale};
    options.sheet_text = [&] { return sheetText(shared, path); };
    options.frame_text = [&](int frame) { return frameText(shared.model, path, frame); };
    if (auto status = writeMovie(options, frameCount(path), draw, stop); !status) return status;
    std::cout << out << '\n';
    return {};
}

}  // namespace faceloom
