// A kept taking of a quiz.
#include "core/quiz/quiz_file.h"
#include "tests/fuzz/input_file.h"

using namespace faceloom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::InputFile file(fuzz::Bytes(data, size));
    const auto take = readTake(file.path());
    if (!fuzz::read(take)) return 0;
    fuzz::require(take->plan.check().has_value(), "a quiz that is read can be asked");
    fuzz::require(quizItems(take->plan).size() >= take->answers.size(),
                  "no answer without its question");
    const auto again = takeFromJson(toJson(*take));
    fuzz::require(again && *again == *take, "what is read can be written and read again");
    fuzz::require(takeFileName(*take).find('/') == std::string::npos,
                  "its file stays in the folder");
    return 0;
}
