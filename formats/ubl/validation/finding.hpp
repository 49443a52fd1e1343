#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mutua::ubl::validation {

/// Whether an access point refuses the document, or a person should look.
enum class Weight { fatal, warning };

/// One thing that a document does against a rule.
struct Finding {
    std::string
        rule;  ///< "BR-CO-15", "PEPPOL-EN16931-R010"; of ours: "XML-01", "XSD-02", "MUTUA-03"
    Weight weight = Weight::fatal;
    std::size_t line = 0;  ///< 0: the whole document
    std::string path;      ///< "/Invoice/cac:InvoiceLine[2]/cbc:ID"; empty: unknown
    std::string text;      ///< what holds of a right document, or what is wrong, in one sentence
};

/// In the order of the document within each layer: XML, structure, EN 16931, Peppol, ours.
using Findings = std::vector<Finding>;

/// How often one rule is told of a document: who has read so many knows what is wrong.
inline constexpr std::size_t told_max = 50;

/// True when at least one of them is fatal.
[[nodiscard]] bool has_fatal(const Findings& findings);

}  // namespace mutua::ubl::validation
