// An age network as Caffe's pair, opened as the program does: what is checked before OpenCV sees
// it, and what OpenCV then makes of it. The description, a zero byte, the weights.
#include "core/reading/age_estimator.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

// OpenCV loses some memory where it refuses a network by an exception.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libopencv_dnn\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::textOf({data, size});
    const std::string_view description = text.substr(0, text.find('\0'));
    const fuzz::InputFile prototxt(description);
    const fuzz::InputFile weights(text.substr(std::min(description.size() + 1, text.size())));
    (void)fuzz::read(AgeEstimator::open({prototxt.path(), weights.path(), {}}));
    return 0;
}
