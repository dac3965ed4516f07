// Which program this is and what machine it runs on, without the libraries above this one. A few
// files of /proc and /etc are read anew with each call. Thread-safe.
#pragma once

#include "core/base/facts.h"

namespace faceloom {

// {"Faceloom", "0.1.0, commit 0953b33"}; the commit where the sources were a checkout when the
// build was configured, with "-dirty" where they had been changed.
[[nodiscard]] Fact programFact();
// The system, the processor with what it computes with, its cores and the memory. What cannot be
// found out is said to be unknown.
[[nodiscard]] Facts systemFacts();

}  // namespace faceloom
