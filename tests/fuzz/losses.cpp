// A run's losses.csv, whole or torn.
#include "core/train/loss_file.h"
#include "tests/fuzz/input_file.h"

#include <cmath>

using namespace faceloom;

namespace {

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    const auto rows = readLosses(file.path());
    std::int64_t last = 0;
    const auto salvaged = salvageLosses(file.path(), 1000);
    fuzz::require(salvaged.has_value(), "a file that can be read is salvaged");
    for (const StepMetrics& row : *salvaged) {
        fuzz::require(row.step > last && row.step <= 1000, "salvaged rows are in their order");
        last = row.step;
    }
    if (!fuzz::read(rows)) return 0;
    std::string text = lossHeader();
    for (const StepMetrics& row : *rows)
        text += lossRow(row);
    const fuzz::InputFile copy(text);
    const auto again = readLosses(copy.path());
    fuzz::require(again && again->size() == rows->size(),
                  "what is read can be written and read again");
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const StepMetrics &a = (*rows)[i], &b = (*again)[i];  // the speed is rounded
        fuzz::require(a.step == b.step && a.epoch == b.epoch &&
                          same(a.d_loss_real, b.d_loss_real) &&
                          same(a.d_loss_fake, b.d_loss_fake) && same(a.g_loss, b.g_loss) &&
                          same(a.d_real_mean, b.d_real_mean) && same(a.d_fake_mean, b.d_fake_mean),
                      "a row stays as it is");
    }
    return 0;
}
