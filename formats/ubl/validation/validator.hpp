#pragma once

#include "engine/core/date.hpp"
#include "formats/ubl/validation/finding.hpp"
#include "formats/xml/document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// A rule of a release, for whoever lists them.
struct RuleText {
    std::string id;
    Weight weight = Weight::fatal;
    std::string text;
    std::string layer;     ///< whose rule it is: "EN 16931", "Peppol Self-Billing", "mutua"
    std::string element;   ///< what it judges, and
    std::string demand{};  ///< what it asks, in the notation of RuleSet; faults of XML have neither
};

/// Judges invoices and credit notes: XML, the structure of UBL 2.1, EN 16931, Peppol Billing or
/// Self-Billing (as the document says itself), and what we warn of beyond them. Rules of countries
/// other than Belgium (DE-, DK-, IT-, ...) are not among them.
/// Reading the data of a release takes milliseconds: keep one for many documents. It may be used by
/// several threads at once.
class Validator {
public:
    /// The releases that this program has, oldest first: "2026.5".
    [[nodiscard]] static std::vector<std::string_view> releases();

    /// The rules of a release; `today` is the day after which a date of issue is told to lie in the
    /// future. Errors: a release that there is not is a ContractViolation.
    explicit Validator(std::string_view release = releases().back(),
                       std::optional<Date> today = {});
    ~Validator();
    Validator(const Validator&) = delete;
    Validator& operator=(const Validator&) = delete;

    /// Everything that a document does against the rules; nothing for a clean one. Structure faults
    /// and rules are told side by side: a wrong structure does not silence the rules, but a
    /// document that is no XML is judged no further. `file` only says where.
    [[nodiscard]] Findings validate(const std::string& bytes, const std::string& file) const;

    /// All rules, in the order of the standard. One that judges several kinds of elements or of
    /// documents is there for each.
    [[nodiscard]] std::vector<RuleText> rules() const;

    /// A document may be as large as attachments make sense, and have some six thousand lines.
    static constexpr xml::Limits limits{20'000'000, 100, 64, 300'000};

private:
    struct Release;
    std::unique_ptr<const Release> release_;
    std::optional<Date> today_;
};

}  // namespace mutua::ubl::validation
