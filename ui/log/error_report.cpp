#include "ui/log/error_report.h"

#include "core/base/log.h"
#include "core/base/problem_report.h"
#include "core/base/system_facts.h"
#include "core/gan/compute_facts.h"
#include "core/gan/model_facts.h"
#include "core/imaging/imaging_facts.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSysInfo>
#include <vector>

namespace faceloom {
namespace {

QtMessageHandler before = nullptr;  // a handler is a plain function and reaches globals only

void handleQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    const LogLevel level = type == QtDebugMsg || type == QtInfoMsg ? LogLevel::Debug
                           : type == QtWarningMsg                  ? LogLevel::Warning
                                                                   : LogLevel::Error;
    writeLog(level, "Qt: " + text.toStdString());
    if (before != nullptr) before(type, context, text);
}

void append(Facts& facts, const Facts& more) {
    facts.insert(facts.end(), more.begin(), more.end());
}

Facts windowFacts() {
    Facts facts{{"Qt", qVersion()},
                {"Qt's system", QStringLiteral("%1, %2")
                                    .arg(QSysInfo::prettyProductName(), QSysInfo::buildAbi())
                                    .toStdString()}};
    if (qGuiApp == nullptr) return facts;
    facts.push_back({"platform", QGuiApplication::platformName().toStdString()});
    if (const QScreen* screen = QGuiApplication::primaryScreen()) {
        const QSize size = screen->size();
        facts.push_back({"screen", fmt::format("{} x {}, scaled by {}", size.width(), size.height(),
                                               screen->devicePixelRatio())});
    }
    return facts;
}

std::vector<ReportPart> programParts() {
    Facts computing = computeFacts();
    append(computing, imagingFacts());
    return {{"Program", {programFact()}, {}},
            {"Machine", systemFacts(), {}},
            {"Computing", std::move(computing), {}},
            {"Window", windowFacts(), {}}};
}

}  // namespace

QString errorReport(const ErrorReportSources& sources) {
    std::vector<ReportPart> parts = programParts();
    if (sources.model != nullptr) parts.push_back({"Model", modelFacts(*sources.model), {}});
    if (sources.run_options) {
        parts.push_back(
            {"Run", {{"folder", sources.run_folder.string()}}, toJson(*sources.run_options)});
    }
    parts.push_back(logPart());
    return QString::fromStdString(problemReport(parts));
}

void logWindowStart() {
    Facts all;
    for (const ReportPart& part : programParts())
        append(all, part.facts);
    logInfo("{}", inOneLine(all));
}

void logQtMessages() {
    before = qInstallMessageHandler(handleQtMessage);
}

}  // namespace faceloom
