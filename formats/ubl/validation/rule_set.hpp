#pragma once

#include "formats/ubl/validation/expression.hpp"
#include "formats/ubl/validation/finding.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// Which of the two Peppol rule sets a document is judged by.
enum class Billing { ordinary, self_billed };

/// A rule as a reader of the data sees it.
struct Rule {
    std::string id;
    std::size_t number = 0;  ///< in its set, from 0
    Weight weight = Weight::fatal;
    Expression demand;  ///< what holds of a right document
    std::string text;
    std::string at;                   ///< the elements that it judges, as the text has them
    std::string written;              ///< the demand likewise
    std::optional<Billing> of_one{};  ///< where it is for documents of one kind only
};

/// Rules of one layer, in the order of the standard. Read from releases/*/*.txt:
///
///     name VAT = TaxScheme/ID reads VAT     what VAT stands for in paths and expressions below
///     pattern syntax                        an element is judged by the first `at` of a pattern
///     at AllowanceCharge[allowance]         the elements that the rules below judge; `|` is "or"
///     for self-billing                      the rules below are for these documents only
///     BR-31 fatal Amount                    id, weight, demand
///         | and ...                         more of the demand
///         An allowance has an amount.       its text
///     category E BR-E like Z                a row of the table of VAT categories, with what
///         rate Percent == 0                 differs between them
///     each at ...                           rules that are said once and hold for each category
class RuleSet {
public:
    /// Errors: a mistake in the text is a ContractViolation.
    RuleSet(std::string_view text, Language language);

    /// Adds what a document does against the rules, in the order of the document; each rule at most
    /// `told_max` times.
    void judge(const JudgedDocument& document, Billing billing, Findings& findings) const;

    /// All rules, in the order of the file.
    [[nodiscard]] std::vector<const Rule*> rules() const;

private:
    friend class RuleSetReader;

    enum class For : std::uint8_t { both, ordinary, self_billed };

    struct Group {
        std::uint16_t pattern = 0;
        For scope = For::both;
        std::vector<Path> contexts;
        std::string suffix;  ///< of names, when the context is `*Amount` or `*`
        bool is_wild = false;
        std::vector<Rule> rules;
    };

    /// One way in which an element of a name may be one that a group judges. The name above it is
    /// looked at first: most elements fail there.
    struct Candidate {
        std::uint16_t group = 0;
        bool asks_above = false;
        std::array<xml::NameId, 2> above{};  ///< one of them
        const Path* context = nullptr;       ///< null: the group is wild
    };

    void index(const xml::Vocabulary& vocabulary);
    [[nodiscard]] static bool judges(const Candidate& candidate, const Group& group,
                                     const JudgedDocument& document, xml::NodeIndex node);

    std::size_t rule_count_ = 0;
    std::vector<Group> groups_;
    std::vector<std::vector<Candidate>> candidates_;  ///< by the name of the element
};

/// A finding of a rule at an element.
[[nodiscard]] Finding finding_at(const JudgedDocument& document, xml::NodeIndex node,
                                 std::string_view rule, Weight weight, std::string text);

}  // namespace mutua::ubl::validation
