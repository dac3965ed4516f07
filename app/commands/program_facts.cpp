#include "app/commands/program_facts.h"

#include "core/base/log.h"
#include "core/base/system_facts.h"
#include "core/gan/compute_facts.h"
#ifdef FACELOOM_HAS_IMAGING
#include "core/imaging/imaging_facts.h"
#endif

#include <string>
#include <utility>

namespace faceloom {

std::vector<ReportPart> programParts() {
    Facts libraries = computeFacts();
#ifdef FACELOOM_HAS_IMAGING
    for (const Fact& fact : imagingFacts())
        libraries.push_back(fact);
#endif
    return {{"Program", {programFact()}, {}},
            {"Machine", systemFacts(), {}},
            {"Computing", std::move(libraries), {}}};
}

void logProgramStart(int argc, const char* const* argv) {
    std::string words;
    for (int i = 1; i < argc; ++i)
        words += std::string(" ") + argv[i];
    logInfo("faceloom-cli{}", words);
    Facts all;
    for (const ReportPart& part : programParts())
        all.insert(all.end(), part.facts.begin(), part.facts.end());
    logInfo("{}", inOneLine(all));
}

}  // namespace faceloom
