#include "core/base/problem_report.h"

#include "core/base/user_folders.h"

#include <string_view>

namespace faceloom {

namespace {

// Whether a path's name goes on with this character.
bool isOfName(char character) {
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z') || character == '_' || character == '-' ||
           static_cast<unsigned char>(character) >= 0x80;
}

std::string withoutLastSlashes(std::string path) {
    while (path.ends_with('/'))
        path.pop_back();
    return path;
}

}  // namespace

std::string withHomeShortened(std::string text, const std::filesystem::path& home) {
    const std::string folder = withoutLastSlashes(home.string());
    if (folder.empty() || !folder.starts_with('/')) return text;
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at)) {
        const std::size_t end = at + folder.size();
        const bool whole =
            (end == text.size() || !isOfName(text[end])) && (at == 0 || !isOfName(text[at - 1]));
        if (whole) text.replace(at, folder.size(), "~");
        at += whole ? 1 : folder.size();
    }
    return text;
}

std::string problemReport(std::span<const ReportPart> parts) {
    std::string report;
    for (const ReportPart& part : parts) {
        if (part.facts.empty() && part.text.empty()) continue;
        if (!report.empty()) report += '\n';
        report += part.title + "\n" + std::string(part.title.size(), '-') + "\n";
        report += inLines(part.facts) + part.text;
        if (!report.ends_with('\n')) report += '\n';
    }
    // Libraries and the system name folders by what their links lead to.
    const std::filesystem::path home = userHomeFolder();
    std::error_code ignored;
    report = withHomeShortened(std::move(report), home);
    return withHomeShortened(std::move(report), std::filesystem::canonical(home, ignored));
}

ReportPart logPart() {
    ReportPart part{"Log", {}, {}};
    for (const LogLine& line : logLines(0, kReportedLogLines))
        part.text += toText(line) + "\n";
    return part;
}

}  // namespace faceloom
