// The calling thread's share of the cores.
#pragma once

namespace faceloom {

// Long work that may take all cores calls this first: threads at the normal priority (the window,
// drawing) then get a core within a few milliseconds. Threads that it starts afterwards inherit it.
// Cannot be taken back. Does nothing where the system has no such priorities.
void yieldToInteractiveThreads();

}  // namespace faceloom
