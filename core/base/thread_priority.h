// The calling thread's share of the cores.
#pragma once

namespace faceloom {

// Long work that may take all cores calls this first: threads at the normal priority (the window,
// drawing) then get a core within a few milliseconds. Threads that it starts afterwards inherit it.
// Cannot be taken back. Does nothing where the system has no such priorities.
void yieldToInteractiveThreads();

// Work beside a training run: a tenth of the weight that the calling thread has now, so that the
// run's threads, begun with that weight, lose little to it. As above in all else.
void yieldToTraining();

}  // namespace faceloom
