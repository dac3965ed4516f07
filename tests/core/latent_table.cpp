// latents.csv and .npy: what is written, byte by byte, and what is refused.
#include "core/latent/latent_table.h"

#include "tests/core/temp_folder.h"

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

using namespace std::string_literals;

class LatentTableTest : public testing::Test {
protected:
    std::filesystem::path file(const std::string& name, const std::string& bytes) const {
        const auto path = folder_.path() / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    static std::string contentOf(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }
    std::string refusal(const std::string& name, const std::string& bytes) const {
        const auto read = readLatents(file(name, bytes));
        if (read) return "accepted";
        EXPECT_EQ(read.error().code, ErrorCode::BrokenFile);
        EXPECT_NE(read.error().message.find(name), std::string::npos);
        EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
        return read.error().message;
    }
    // An .npy of version 1.0 with this header and data.
    static std::string npy(std::string header, const std::string& data) {
        header += '\n';
        return "\x93NUMPY\1\0"s + static_cast<char>(header.size() % 256) +
               static_cast<char>(header.size() / 256) + header + data;
    }
    static std::string described(const std::string& descr, const std::string& shape = "(2, 3)",
                                 const std::string& order = "False") {
        return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
    }

    TempFolder folder_;
    LatentTable table_ = {{"face 1", {0.1F, -0.0F, 1e-45F}, {}},
                          {"a, \"b\"", {3.4028235e38F, 1.0F / 3, -2}, {}}};
};

TEST_F(LatentTableTest, CsvIsReadByAnotherReaderToTheBit) {
    const auto path = folder_.path() / "latents.csv";
    ASSERT_TRUE(writeLatents(path, table_));
    std::istringstream lines(contentOf(path));
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(line, "face,z0,z1,z2");
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(line.substr(0, 7), "face 1,");
    const char* at = line.c_str() + 7;
    for (const float value : table_[0].latent) {
        char* end = nullptr;
        EXPECT_EQ(std::bit_cast<std::uint32_t>(std::strtof(at, &end)),
                  std::bit_cast<std::uint32_t>(value));
        at = end + 1;
    }
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(line.substr(0, 11), "\"a, \"\"b\"\"\",");
    EXPECT_FALSE(std::getline(lines, line));
    EXPECT_EQ(readLatents(path).value(), table_);
}

TEST_F(LatentTableTest, NpyIsWhatNumpyWritesByteForByte) {
    const auto path = folder_.path() / "latents.npy";
    ASSERT_TRUE(writeLatents(path, {{"x", {1, -2}, {}}}));
    const std::string bytes = contentOf(path);
    ASSERT_EQ(bytes.size(), 128U + 8U);
    EXPECT_EQ(bytes.substr(0, 10), "\x93NUMPY\1\0\x76\0"s);
    EXPECT_EQ(bytes.substr(10, 61),
              "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }  ");
    EXPECT_EQ(bytes[127], '\n');
    EXPECT_EQ(bytes.substr(128), "\0\0\x80\x3f\0\0\0\xc0"s);
    ASSERT_TRUE(writeLatents(path, table_));
    const auto read = readLatents(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->at(1).latent, table_[1].latent);
    EXPECT_EQ(read->at(1).label, "face 2");
}

// Debian's own Python, which packaging/test.sh gives NumPy: the program needs none.
TEST_F(LatentTableTest, NumpyReadsIt) {
    if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
        GTEST_SKIP() << "no numpy";
    const auto path = folder_.path() / "latents.npy";
    ASSERT_TRUE(writeLatents(path, table_));
    const std::string script =
        "import numpy, sys; a = numpy.load(sys.argv[1]); "
        "assert a.shape == (2, 3) and a.dtype == numpy.float32 and a[1, 2] == -2";
    EXPECT_EQ(std::system(("/usr/bin/python3 -c '" + script + "' " + path.string()).c_str()), 0);
}

TEST_F(LatentTableTest, NpyOfDoublesAndVersionTwoIsRead) {
    const std::string data = "\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\0\xc0"s;
    const auto doubles = readLatents(file("d.npy", npy(described("'<f8'", "(1, 2)"), data)));
    ASSERT_TRUE(doubles) << doubles.error().message;
    EXPECT_EQ(doubles->front().latent, (Latent{1, -2}));
    std::string two = npy(described("'<f8'", "(1,2)"), data);
    two[6] = 2;
    two.insert(10, "\0\0"s);
    EXPECT_TRUE(readLatents(file("two.npy", two)));
}

TEST_F(LatentTableTest, NpyThatIsSomethingElseIsRefused) {
    const std::string data(24, '\0');
    const struct {
        std::string bytes;
        const char* said;
    } cases[] = {
        {npy(described("'|O'"), "\x80\x04\x95pickle"), "Python objects"},
        {npy(described("[('a', '|O'), ('b', '<f4')]"), data), "records"},
        {npy(described("'>f4'"), data), "big-endian"},
        {npy(described("'<i4'"), data), "'<i4'"},
        {npy(described("'<f4'", "(2, 3)", "True"), data), "Fortran"},
        {npy(described("'<f4'", "(6,)"), data), "(6)"},
        {npy(described("'<f4'", "()"), data), "()"},
        {npy(described("'<f4'", "(1, 2, 3)"), data), "(1, 2, 3)"},
        {npy(described("'<f4'", "(0, 3)"), ""), "(0, 3)"},
        {npy(described("'<f4'", "(4611686018427387904, 4)"), ""), "4611686018427387904"},
        {npy(described("'<f4'", "(99999999999999999999999, 4)"), ""), "header"},
        {npy(described("'<f4'", "(2, 70000)"), data), "70000"},
        {npy(described("'<f4'"), data + "x"), "25 bytes"},
        {npy(described("'<f4'"), data.substr(1)), "23 bytes"},
        {npy(described("'<f4'"), std::string(20, '\0') + "\0\0\xc0\x7f"s), "finite"},
        {npy(described("'<f8'", "(1, 1)"), "\x9c\x75\x00\x88\x3c\xe4\x37\x7e"s), "finite"},
        {npy("{'descr': '<f4'}", data), "header"},
        {npy("__import__('os')", data), "header"},
        {npy(described("'<f4'") + "x", data), "header"},
        {"\x93NUMPY\3\0\0\0"s, "3.0"},
        {"\x93NUMPY\1\0\xff\xff{"s, "cut short"},
        {"\x80\x04\x95 a pickle", "not an .npy"},
        {"", "not an .npy"},
    };
    for (const auto& [bytes, said] : cases) {
        const std::string message = refusal("x.npy", bytes);
        EXPECT_NE(message.find(said), std::string::npos) << said << " in: " << message;
    }
}

TEST_F(LatentTableTest, CsvThatIsSomethingElseIsRefused) {
    const struct {
        std::string bytes;
        const char* said;
    } cases[] = {
        {"", "line 1"},
        {"name,z0\nx,1\n", "line 1"},
        {"face,z0,z2\nx,1,2\n", "line 1"},
        {"face,z0,z1\n", "no faces"},
        {"face,z0,z1\nx,1\n", "line 2: 1 numbers"},
        {"face,z0,z1\nx,1,2,3\n", "line 2: more numbers"},
        {"face,z0,z1\nx,1,2\ny,1,nan\n", "line 3: 'nan'"},
        {"face,z0,z1\nx,1,1e39\n", "line 2: '1e39'"},
        {"face,z0,z1\nx,1,2 \n", "line 2: '2 '"},
        {"face,z0,z1\nx,1,\n", "line 2: ''"},
        {"face,z0,z1\n\"x,1,2\n", "quotation"},
        {"face,z0\n" + std::string(2000, 'x') + ",1\n", "longer than"},
    };
    for (const auto& [bytes, said] : cases) {
        const std::string message = refusal("x.csv", bytes);
        EXPECT_NE(message.find(said), std::string::npos) << said << " in: " << message;
    }
    EXPECT_TRUE(readLatents(file("ok.csv",
                                 "\xEF\xBB\xBF"
                                 "face,z0\r\nx,1\r\n\r\n")));
    EXPECT_EQ(readLatents(file("x.txt", "")).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(readLatents("none.csv").error().code, ErrorCode::NotFound);
}

TEST_F(LatentTableTest, WritesOnlyWhatCanBeRead) {
    const auto path = folder_.path() / "x.npy";
    EXPECT_EQ(writeLatents(path, {}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(writeLatents(path, {{"a", {1}, {}}, {"b", {1, 2}, {}}}).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(
        writeLatents(path, {{"a", {std::numeric_limits<float>::infinity()}, {}}}).error().code,
        ErrorCode::InvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace faceloom
