#pragma once

#include "tests/support/shared_folder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

/// The official e-invoice rules as a program, where they lie beside the tree and Java is there.
namespace mutua::test {

inline const std::filesystem::path& judge() {
    static const std::filesystem::path program =
        shared_folder() / "tools" / "ubl-oracle" / "validate";
    return program;
}

inline bool has_judge() {
    return std::filesystem::exists(judge()) &&
           std::filesystem::exists("/usr/share/java/Saxon-HE.jar") &&
           std::system("command -v java >/dev/null 2>&1") == 0;
}

/// What a command prints.
inline std::string output_of(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        output.append(part.data(), count);
    }
    ::pclose(pipe);
    return output;
}

}  // namespace mutua::test
