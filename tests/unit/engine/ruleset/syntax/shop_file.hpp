#pragma once

#include "engine/ruleset/syntax/parser.hpp"

#include <string>

namespace mutua::ruleset::testing {

/// The first line of an invented package, the shortest head that a file may have.
inline const std::string head = "package xx.shop\n";

/// One file as it is read, with its faults.
inline ParsedFile parsed(const std::string& text, const std::string& path = "xx/shop.rules") {
    return parse({{path, text}}, 0);
}

}  // namespace mutua::ruleset::testing
