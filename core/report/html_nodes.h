// A page as a tree, so that every text is escaped. Internal to report.
#pragma once

#include "core/base/rgb_image.h"

#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace faceloom {

// A new last child; with a text, unless it is empty.
pugi::xml_node addElement(pugi::xml_node parent, const char* name, const std::string& text = {});
// Returns the node itself.
pugi::xml_node setAttribute(pugi::xml_node node, const char* name, const std::string& value);

// The picture itself stands in the page, as PNG. An empty picture adds nothing.
void addPicture(pugi::xml_node parent, const RgbImage& image, const std::string& description);

// Markdown (GitHub's, with tables). Raw HTML and links to scripts in it are left out.
void addMarkdown(pugi::xml_node parent, std::string_view markdown);

// The page as UTF-8, with the document type first.
std::string writtenOut(const pugi::xml_document& page);

}  // namespace faceloom
