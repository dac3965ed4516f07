#include "tests/test_paths.h"

namespace faceloom {

std::string testSource() {
    return FACELOOM_TEST_SOURCE;
}

std::string testData() {
    return testSource() + "/data";
}

std::string builtProgram() {
    return FACELOOM_CLI;
}

}  // namespace faceloom
