// Where a test finds what lies in the checkout. Compiled into one file, so that no other object
// depends on where the checkout stands.
#pragma once

#include <string>

namespace faceloom {

std::string testSource();    // this folder
std::string testData();      // its data/
std::string builtProgram();  // faceloom-cli as built

}  // namespace faceloom
