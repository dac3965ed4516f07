#include "core/gan/model_card.h"

#include "core/base/one_line.h"
#include "core/base/regular_file.h"

#include <fmt/format.h>

namespace faceloom {

namespace {

constexpr std::size_t kMostOfReadme = 1 << 20;  // bytes

// One line of Markdown that shows the text as it is written, whatever it holds.
std::string literal(std::string_view text) {
    constexpr std::string_view kMarks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    std::string markdown;
    for (const char c : escapedLine(text)) {
        if (kMarks.find(c) != std::string_view::npos) markdown.push_back('\\');
        markdown.push_back(c);
    }
    return markdown;
}

}  // namespace

std::string sectionOf(std::string_view markdown, std::string_view name) {
    std::string section;
    bool inside = false;
    while (!markdown.empty()) {
        const auto end = markdown.find('\n');
        const std::string_view line = markdown.substr(0, end);
        markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
        if (line.starts_with("## ") || line.starts_with("# ")) {
            if (inside) break;
            const std::string_view title = line.substr(line.find(' ') + 1);
            inside = title == name || title == fmt::format("`{}`", name);
            continue;
        }
        if (inside) section.append(line).push_back('\n');
    }
    return section;
}

std::string cardSection(const ModelInfo& info) {
    const auto readme = readStartOfFile(info.path.parent_path() / "README.md", kMostOfReadme);
    return readme ? sectionOf(*readme, info.path.filename().string()) : "";
}

std::string modelCard(const ModelInfo& info) {
    const NetworkOptions& network = info.network;
    std::string card = fmt::format(
        "# {}\n\n"
        "| trained on | {} |\n| --- | --- |\n"
        "| in its last run | {} steps, {:.1f} epochs |\n"
        "| pictures | {} × {} pixels |\n| latent size | {} |\n| output | {} |\n"
        "| truncation | {} |\n"
        "| written by | Faceloom {} |\n| file | {} |\n\n",
        literal(info.path.filename().string()), literal(info.trained_on), info.step, info.epoch,
        network.imageSize(), network.imageSize(), network.latent_size, nameOf(network.output),
        info.truncation, literal(info.faceloom_version), literal(info.path.string()));
    return card + cardSection(info);
}

}  // namespace faceloom
