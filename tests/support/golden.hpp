#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

/// Golden files: expected outputs that were read and judged by a person.
namespace mutua::golden {

/// Checks that `text` equals the file `name` below fixtures/. With MUTUA_UPDATE_GOLDEN set the file
/// is written instead; its difference is then reviewed like code.
inline void check(const std::string& name, const std::string& text) {
    const std::string path = std::string{MUTUA_SOURCE_DIR} + "/fixtures/" + name;
    if (std::getenv("MUTUA_UPDATE_GOLDEN") != nullptr) {
        std::ofstream{path, std::ios::binary} << text;
        return;
    }
    std::ifstream file{path, std::ios::binary};
    INFO(path);
    REQUIRE(file.good());
    const std::string expected{std::istreambuf_iterator<char>{file}, {}};
    CHECK(text == expected);
}

}  // namespace mutua::golden
