#pragma once

#include "formats/ubl/validation/expression.hpp"
#include "formats/ubl/validation/finding.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::ubl::validation {

/// The paths that EN 16931 has no place for (UBL-CR), looked for all at once on one walk through
/// the document: each is a warning, told at the first place where it is met.
class Unwanted {
public:
    /// Reads the notation of releases/*/unwanted.txt.
    /// Errors: a mistake there is a ContractViolation.
    Unwanted(std::string_view text, const Language& language);

    void judge(const JudgedDocument& document, Findings& findings) const;

    struct Rule {
        std::string id;
        std::string path;
        std::string text;
    };
    [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }

private:
    using State = std::uint16_t;
    static constexpr State nowhere = 0;
    static constexpr State at_root = 1;

    struct Place {
        std::vector<std::pair<xml::NameId, State>> ways;
        std::vector<std::pair<xml::NameId, std::uint16_t>> attributes;  ///< and their rules
        int rule = -1;
    };

    void add(const Path& path, std::size_t rule);
    [[nodiscard]] State way(State from, xml::NameId name) const;

    std::vector<Rule> rules_;
    std::vector<Place> places_{2};
};

}  // namespace mutua::ubl::validation
