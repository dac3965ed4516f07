#include "core/base/sha256.h"
#include "tests/core/temp_folder.h"

#include <fstream>
#include <string_view>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

// The examples of FIPS 180-4.
TEST(Sha256, GivesTheStandardsExamples) {
    const std::string_view abc = "abc";
    const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    EXPECT_EQ(sha256Of(std::as_bytes(std::span(abc))), expected);
    EXPECT_EQ(sha256Of({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const TempFolder folder;
    std::ofstream(folder.path() / "f") << abc;
    EXPECT_EQ(sha256OfFile(folder.path() / "f").value(), expected);
    EXPECT_EQ(sha256OfFile(folder.path() / "none").error().code, ErrorCode::NotFound);
    EXPECT_TRUE(isSha256(expected));
    EXPECT_FALSE(isSha256(expected.substr(1)));
    EXPECT_FALSE(isSha256("BA" + expected.substr(2)));
}

TEST(Sha256, IsTheSameInParts) {
    Sha256 sum;
    sum.add(std::string("a"));
    sum.add(std::string());
    sum.add(std::as_bytes(std::span(std::string_view("bc"))));
    EXPECT_EQ(sum.digest(), sha256Of(std::as_bytes(std::span(std::string_view("abc")))));
}

}  // namespace
}  // namespace faceloom
