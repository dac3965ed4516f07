#include "core/report/html_nodes.h"

#include "core/base/png_file.h"

#include <memory>
#include <sstream>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <openssl/evp.h>

namespace faceloom {

namespace {

std::string base64(std::span<const std::byte> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the zero that OpenSSL adds
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

struct ParserDeleter {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct NodeDeleter {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct TextDeleter {
    void operator()(char* text) const { cmark_get_default_mem_allocator()->free(text); }
};

// Not "unsafe": raw HTML becomes a comment.
std::string htmlOf(std::string_view markdown) {
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, ParserDeleter> parser(
        cmark_parser_new(CMARK_OPT_VALIDATE_UTF8));
    if (auto* tables = cmark_find_syntax_extension("table"))
        cmark_parser_attach_syntax_extension(parser.get(), tables);
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    const std::unique_ptr<cmark_node, NodeDeleter> tree(cmark_parser_finish(parser.get()));
    const std::unique_ptr<char, TextDeleter> html(cmark_render_html(
        tree.get(), CMARK_OPT_VALIDATE_UTF8, cmark_parser_get_syntax_extensions(parser.get())));
    return html.get();
}

}  // namespace

pugi::xml_node addElement(pugi::xml_node parent, const char* name, const std::string& text) {
    pugi::xml_node node = parent.append_child(name);
    if (!text.empty()) node.text().set(text.c_str());
    return node;
}

pugi::xml_node setAttribute(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(value.c_str());
    return node;
}

void addPicture(pugi::xml_node parent, const RgbImage& image, const std::string& description) {
    const auto png = encodePng(image);
    if (!png) return;
    const pugi::xml_node node = addElement(parent, "img");
    setAttribute(node, "src", "data:image/png;base64," + base64(*png));
    setAttribute(node, "alt", description);
    setAttribute(node, "width", std::to_string(image.width));
    setAttribute(node, "height", std::to_string(image.height));
}

void addMarkdown(pugi::xml_node parent, std::string_view markdown) {
    const std::string html = htmlOf(markdown);
    const auto read = parent.append_buffer(html.data(), html.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single,
                                           pugi::encoding_utf8);
    if (!read) addElement(parent, "pre", std::string(markdown));
}

std::string writtenOut(const pugi::xml_document& page) {
    std::ostringstream text;
    text << "<!DOCTYPE html>\n";
    page.save(text, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    text << '\n';
    return text.str();
}

}  // namespace faceloom
