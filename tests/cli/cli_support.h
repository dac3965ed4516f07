// Runs faceloom-cli as a person does and keeps what it said.
#pragma once

#include "core/gan/untrained_generator.h"
#include "tests/core/temp_folder.h"
#include "tests/test_paths.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace faceloom::testing_support {

inline std::string textOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

struct CliResult {
    int exit_code = -1;
    std::string out;
    std::string err;
};

// A folder, a cache of its own, and the program.
class CliTest : public testing::Test {
protected:
    // `arguments` as one would type them in the test's folder; `before` goes in front, as "ulimit
    // -f 1;".
    CliResult cli(const std::string& arguments, const std::string& before = "") const {
        const std::string command = "cd '" + folder_.path().string() +
                                    "' && export XDG_CACHE_HOME='" + folder_.path().string() +
                                    "/cache'; " + before + " '" + builtProgram() + "' " +
                                    arguments + " >out.txt 2>err.txt";
        const int status = std::system(command.c_str());
        CliResult result;
        result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        result.out = textOf(path("out.txt"));
        result.err = textOf(path("err.txt"));
        return result;
    }
    [[nodiscard]] std::filesystem::path path(const std::string& name) const {
        return folder_.path() / name;
    }

    // m.safetensors, with latents of 12 numbers.
    void writeSmallModel() const {
        NetworkOptions options;
        options.latent_size = 12;
        options.generator_widths = {16, 8, 8};
        options.discriminator_widths = {8, 8, 8, 8};
        ASSERT_TRUE(writeUntrainedGenerator(path("m.safetensors"), options, 2).has_value());
    }

    // One line on stderr that holds each of these words, nothing on stdout, and this code.
    static void expectRefused(const CliResult& result, int exit_code,
                              std::initializer_list<std::string> words) {
        EXPECT_EQ(result.exit_code, exit_code) << result.err;
        EXPECT_EQ(result.out, "");
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        for (const std::string& word : words) {
            EXPECT_NE(result.err.find(word), std::string::npos)
                << "'" << word << "' in: " << result.err;
        }
    }

private:
    TempFolder folder_;
};

}  // namespace faceloom::testing_support
