#include "core/base/user_folders.h"

#include <cstdlib>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

// Sets a variable of the environment for as long as it lives.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        if (value != nullptr) {
            setenv(name, value, 1);
        } else {
            unsetenv(name);
        }
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() {
        if (before_) {
            setenv(name_, before_->c_str(), 1);
        } else {
            unsetenv(name_);
        }
    }

private:
    const char* name_;
    std::optional<std::string> before_;
};

TEST(UserFolders, FollowTheSpecification) {
    const Variable home("HOME", "/home/someone");
    {
        const Variable cache("XDG_CACHE_HOME", "/var/c");
        const Variable data("XDG_DATA_HOME", "/var/d");
        EXPECT_EQ(userCacheFolder(), "/var/c/faceloom");
        EXPECT_EQ(userDataFolder(), "/var/d/faceloom");
    }
    for (const char* ignored : {static_cast<const char*>(nullptr), "", "relative"}) {
        const Variable cache("XDG_CACHE_HOME", ignored);
        const Variable data("XDG_DATA_HOME", ignored);
        EXPECT_EQ(userCacheFolder(), "/home/someone/.cache/faceloom");
        EXPECT_EQ(userDataFolder(), "/home/someone/.local/share/faceloom");
    }
}

}  // namespace
}  // namespace faceloom
