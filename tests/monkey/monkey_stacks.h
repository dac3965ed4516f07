// Where every thread of this program stands, on stderr: for a program that hangs or crashes.
#pragma once

namespace faceloom {

// Once, before any of it is needed; crashes print from then on as well.
void prepareStacks();
void printStacks();
void printThisStack();

}  // namespace faceloom
