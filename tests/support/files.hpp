#pragma once

#include "engine/core/contract.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

/// Files that tests read and write.
namespace mutua::test {

/// Everything in a file.
inline std::string file_bytes(const std::filesystem::path& file) {
    std::ifstream input{file, std::ios::binary};
    const std::string promise = "the file " + file.string() + " can be read";
    require(static_cast<bool>(input), promise.c_str());
    return {std::istreambuf_iterator<char>{input}, {}};
}

/// A folder that is gone when the test ends.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mutua-XXXXXX").string();
        require(::mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path_ / name;
    }

    /// A path in the folder as commands take it and messages show it.
    [[nodiscard]] std::string named(const std::string& name) const {
        return (path_ / name).string();
    }

    /// Writes a file, in folders that are made for it, and gives its path as named() does.
    std::string write(const std::string& name, const std::string& bytes) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << bytes;
        return file.string();
    }

    [[nodiscard]] std::string read(const std::string& name) const {
        return file_bytes(path_ / name);
    }

private:
    std::filesystem::path path_;
};

}  // namespace mutua::test
