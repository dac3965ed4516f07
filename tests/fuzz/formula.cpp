// A formula over sets, as typed or as a session holds it.
#include "core/latent/latent_formula.h"
#include "tests/fuzz/input_file.h"

#include <array>
#include <cmath>

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::array<std::string, 4> sets = {"A", "B", "C", "smiling_1"};
    const auto formula = parseFormula(fuzz::textOf({data, size}), sets);
    if (!fuzz::read(formula)) return 0;
    fuzz::require(!formula->empty(), "a formula names a set");
    for (const FormulaTerm& term : *formula)
        fuzz::require(std::abs(term.weight) <= kLargestWeight, "weights keep to their bound");
    std::map<std::string, std::vector<Latent>> faces;
    for (const std::string& set : sets)
        faces[set] = {{1, 2}, {-3, 0.5F}};
    const auto face = evaluate(*formula, faces);
    fuzz::require(face && face->size() == 2 && std::isfinite(face->front()),
                  "a formula gives a face");
    return 0;
}
