#pragma once

#include "engine/core/contract.hpp"
#include "engine/ruleset/ruleset.hpp"
#include "engine/settlement/rulebook.hpp"
#include "tests/support/cooperative_rules.hpp"

#include <date/date.h>

#include <filesystem>
#include <utility>
#include <vector>

namespace mutua::test {

inline settlement::Rulebook rulebook_of(std::vector<ruleset::SourceFile> files) {
    const auto report = ruleset::check(std::move(files), date::year{2026} / 11 / 30);
    require(report.ruleset != nullptr, "the rules of the product check");
    return settlement::Rulebook{report.ruleset, "coop.shared_enterprise"};
}

/// The rules of the product, checked once for all tests of a program.
inline settlement::Rulebook& real_rules() {
    static settlement::Rulebook rules = rulebook_of(cooperative_rules());
    return rules;
}

}  // namespace mutua::test
