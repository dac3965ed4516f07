// A model's card: facts from its file, its section from the README beside it.
#include "core/gan/model_card.h"
#include "tests/core/temp_folder.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace faceloom {
namespace {

TEST(ModelCard, ASectionEndsAtTheNextHeading) {
    const std::string text = "# Models\nall\n## a.safetensors\none\n### more\ntwo\n## `b`\nthree";
    EXPECT_EQ(sectionOf(text, "a.safetensors"), "one\n### more\ntwo\n");
    EXPECT_EQ(sectionOf(text, "b"), "three\n");
    EXPECT_EQ(sectionOf(text, "c"), "");
    EXPECT_EQ(sectionOf("", "c"), "");
}

TEST(ModelCard, HoldsTheFilesFactsAndItsSection) {
    const TempFolder folder;
    ModelInfo info;
    info.path = folder.path() / "a.safetensors";
    info.step = 123;
    info.trained_on = "sketch faces";
    EXPECT_NE(modelCard(info).find("| in its last run | 123 steps, "), std::string::npos);
    EXPECT_NE(modelCard(info).find("sketch faces"), std::string::npos);
    std::ofstream(folder.path() / "README.md") << "## a.safetensors\nIts limits.\n";
    EXPECT_NE(modelCard(info).find("Its limits."), std::string::npos);
}

// Nothing that a file says of itself is markup, nor ends its place in the table.
TEST(ModelCard, WhatTheFileSaysIsShownAsItIsWritten) {
    ModelInfo info;
    info.path = "/no/such/folder/a_b*.safetensors";
    info.trained_on = "![x](file:///dev/zero) | `a` <b>\n# c\\";
    info.faceloom_version = "[1](2)";
    const std::string card = modelCard(info);
    EXPECT_TRUE(card.starts_with("# a\\_b\\*\\.safetensors\n")) << card;
    EXPECT_NE(card.find("| trained on | \\!\\[x\\]\\(file\\:\\/\\/\\/dev\\/zero\\) \\| \\`a\\` "
                        "\\<b\\>\\\\n\\# c\\\\ |\n"),
              std::string::npos)
        << card;
    EXPECT_NE(card.find("Faceloom \\[1\\]\\(2\\) |"), std::string::npos) << card;
}

// Nobody is to wait for what may never come.
TEST(ModelCard, APipeBesideTheModelIsLeftOut) {
    const TempFolder folder;
    ModelInfo info;
    info.path = folder.path() / "a.safetensors";
    ASSERT_EQ(::mkfifo((folder.path() / "README.md").c_str(), 0600), 0);
    EXPECT_NE(modelCard(info).find("| in its last run | 0 steps, "), std::string::npos);
}

}  // namespace
}  // namespace faceloom
