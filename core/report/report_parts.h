// The parts of a report's page, each adding itself to the body or nothing where there is nothing to
// say. Internal to report.
#pragma once

#include "core/report/model_report.h"

#include <pugixml.hpp>

namespace faceloom {

void addFactTable(pugi::xml_node parent, const Facts& facts);

// About a run:
void addOptions(pugi::xml_node body, const ReportRun& run);
void addLosses(pugi::xml_node body, const ReportRun& run);
void addMeasures(pugi::xml_node body, const ReportRun& run);
void addMoments(pugi::xml_node body, const ReportRun& run);

// About what the model draws:
void addGrid(pugi::xml_node body, const ModelReport& report);
void addArithmetic(pugi::xml_node body, const ModelReport& report);
void addAges(pugi::xml_node body, const ModelReport& report);
// And whom it fooled:
void addQuiz(pugi::xml_node body, const ModelReport& report);

}  // namespace faceloom
