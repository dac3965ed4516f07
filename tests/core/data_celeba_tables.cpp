#include "core/base/atomic_file.h"
#include "core/data/celeba_tables.h"
#include "tests/core/temp_folder.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class CelebaTables : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& text) {
        const auto path = folder_.path() / "table.txt";
        EXPECT_TRUE(writeTextAtomically(path, text));
        return path;
    }
    void expectBroken(const std::string& text, const std::string& words) {
        const auto path = write(text);
        const auto table = readAttributeTable(path);
        ASSERT_FALSE(table) << text;
        EXPECT_EQ(table.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(table.error().message.find(path.string() + ": " + words), std::string::npos)
            << table.error().message;
    }
    TempFolder folder_;
};

TEST_F(CelebaTables, ReadsLineFeedsAndCarriageReturns) {
    const std::string text = "2\nSmiling Male \n000001.jpg -1  1\n000002.jpg  1 -1\n\n";
    std::string crlf;
    for (const char c : text)
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    for (const std::string& variant :
         {text, crlf, text.substr(0, text.size() - 2), "\xEF\xBB\xBF" + text}) {
        const auto table = readAttributeTable(write(variant));
        ASSERT_TRUE(table) << table.error().message;
        EXPECT_EQ(table->names, (std::vector<std::string>{"Smiling", "Male"}));
        EXPECT_EQ(table->indexOf("Male"), 1);
        EXPECT_EQ(table->indexOf("Bald"), -1);
        EXPECT_EQ(table->by_file.at("000001.jpg"), (std::vector<std::int8_t>{-1, 1}));
        EXPECT_EQ(table->by_file.size(), 2U);
    }
}

TEST_F(CelebaTables, NamesTheLineThatIsWrong) {
    expectBroken("", "line 1: expected the number of pictures, found \"\"");
    expectBroken("many\nA\na.jpg 1\n", "line 1: expected the number of pictures, found \"many\"");
    expectBroken("A B\n", "line 1");
    expectBroken("1\n\n", "line 2");
    expectBroken("3\nA\na.jpg 1\nb.jpg 1\n", "line 1 says 3 pictures, but 2 rows follow");
    expectBroken("1\nA\na.jpg 1\nb.jpg 1\n", "line 1 says 1 pictures, but 2 rows follow");
    expectBroken("2\nA B\na.jpg 1 1\nb.jpg 1\n", "line 4: 1 values where 2 are named");
    expectBroken("1\nA B\na.jpg 1 1 1\n", "line 3: 3 values where 2 are named");
    expectBroken("1\nA B\na.jpg 1 0\n", "line 3: \"0\" is neither 1 nor -1");
    expectBroken("2\nA\na.jpg 1\na.jpg 1\n", "line 4: a.jpg is listed twice");
}

TEST_F(CelebaTables, MissingFileIsNotFound) {
    EXPECT_EQ(readAttributeTable(folder_.path() / "no").error().code, ErrorCode::NotFound);
    EXPECT_EQ(readLandmarkTable(folder_.path() / "no").error().code, ErrorCode::NotFound);
    EXPECT_EQ(readIdentityTable(folder_.path() / "no").error().code, ErrorCode::NotFound);
}

TEST_F(CelebaTables, Landmarks) {
    const std::string head = "1\r\nlx ly rx ry nx ny lmx lmy rmx rmy\r\n";
    const auto table =
        readLandmarkTable(write(head + "a.jpg 69 109 106 113 77 142 73 152 108 154\r\n"));
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_FLOAT_EQ(table->at("a.jpg")[9], 154);
    EXPECT_FALSE(readLandmarkTable(write(head + "a.jpg 69 109\r\n")));
    EXPECT_FALSE(readLandmarkTable(write(head + "a.jpg 69 109 106 113 77 142 73 152 108 x\r\n")));
}

TEST_F(CelebaTables, Identities) {
    const auto table = readIdentityTable(write("a.jpg 2880\nb.jpg 17\n"));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->at("a.jpg"), 2880);
    const auto bad = readIdentityTable(write("a.jpg 2880\nb.jpg\n"));
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("line 2"), std::string::npos);
    EXPECT_FALSE(readIdentityTable(write("a.jpg 1\na.jpg 2\n")));
}

}  // namespace
}  // namespace faceloom
