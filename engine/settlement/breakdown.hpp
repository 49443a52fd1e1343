#pragma once

#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"

#include <map>
#include <string>
#include <vector>

namespace mutua::settlement {

/// The same text in the four languages of the documents.
struct Translations {
    std::string fr;
    std::string nl;
    std::string de;
    std::string en;
    friend bool operator==(const Translations&, const Translations&) = default;

    /// The text in "fr", "nl", "de"; English for everything else.
    [[nodiscard]] const std::string& in(std::string_view language) const;
};

/// VAT as the rules decided it for one declaration.
struct VatDecision {
    std::string treatment;       ///< standard, artist_exempt …
    std::string category;        ///< EN 16931 code: S, E, AE …
    std::string rate;            ///< percent with two decimals: "21.00"
    std::string exemption_code;  ///< VATEX-…, or empty
    Translations legal_reason;   ///< printed on the invoice, or empty
    Money amount;
    friend bool operator==(const VatDecision&, const VatDecision&) = default;
};

/// What acceptance fixes for a declaration: nothing of it changes afterwards.
struct Acceptance {
    DeclarationCode declaration;
    Date accepted_on;
    std::string ruleset;  ///< "sha256:…"
    VatDecision vat;
    Money price;
    Money management_fee;
    Money expenses;
    Money salary_budget;  ///< price − fee − expenses
    Money gross_pay;      ///< solved: the largest whose employer cost fits the budget
    Money employer_cost;  ///< of that gross on its own: the provision for pay
    friend bool operator==(const Acceptance&, const Acceptance&) = default;

    /// Employer cost and expenses: what is set aside until the month closes.
    [[nodiscard]] Money provision() const { return employer_cost + expenses; }
    /// What neither fee nor provision takes: it stays on the member's account.
    [[nodiscard]] Money left_over() const { return salary_budget - employer_cost; }
};

}  // namespace mutua::settlement
