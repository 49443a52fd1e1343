#pragma once

#include "engine/settlement/creditors.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/payslip.hpp"
#include "engine/settlement/question.hpp"
#include "engine/settlement/rulebook.hpp"

#include <cstdint>
#include <string>

/// Facts, acceptances and figures become documents. Nothing here knows the law, the store or the
/// clock.
namespace mutua::settlement {

/// A place in a series of invoice numbers.
struct InvoicePlace {
    int series = 1;
    int year = 0;
    std::int64_t sequence = 0;
};

/// "2026-000001"
[[nodiscard]] InvoiceNumber invoice_number(const InvoicePlace& place);

/// "+++126/0000/00132+++": series (1 digit), year (2), number (7) and two check digits.
[[nodiscard]] std::string invoice_communication(const InvoicePlace& place);

/// Work on an invoice beside its first.
struct InvoicedWork {
    const cooperative::Declaration& declaration;
    const Acceptance& acceptance;
};

struct InvoiceRequest {
    const cooperative::Entity& entity;
    const cooperative::Client& client;
    const cooperative::Declaration& declaration;
    const Acceptance& acceptance;
    InvoicePlace place;
    Date issue_date;
    std::int64_t default_terms_days = 0;  ///< of the cooperative, where the client has none
    std::vector<InvoicedWork> more{};     ///< of a collective invoice: what shares the document
};

/// True when the standard lets two services stand on one document: what is outside VAT stands
/// alone, and a category without VAT has one legal reason (EN 16931: BR-O-11, BR-E-01 and
/// siblings); goods of one document go to one country.
[[nodiscard]] bool may_share_document(const InvoicedWork& one, const InvoicedWork& other);

/// The invoice of one declaration, as it was accepted, or of several. The VAT of a rate that
/// several have is that of their sum, rounded once (EN 16931: BR-S-09), so that it may differ by
/// cents from what each would be charged alone. Errors: work that may not share the document is a
/// ContractViolation.
[[nodiscard]] Invoice make_invoice(const InvoiceRequest& request);

/// A declaration whose month closes.
struct ClosingEngagement {
    cooperative::Declaration declaration;
    Acceptance acceptance;
};

struct PayslipRequest {
    const cooperative::Entity& entity;
    const cooperative::Member& member;
    Month month;
    const std::vector<ClosingEngagement>& engagements;  ///< of one member, month and category
    PayslipId id;
    Date issued_on;
    Date payment_date;
    EarlierSlips earlier{};
    int form = newest_form;  ///< of the documents
};

/// The payslip of a month: computed on the sum of its engagements, its cost and net shared out to
/// them by gross pay, so that nothing is lost.
/// Errors: what the rules refuse, with their reasons.
[[nodiscard]] Result<Payslip> make_payslip(Rulebook& rules, const PayslipRequest& request);

/// What making that payslip asks the rules: of the pay first, then of the month that it sums up, a
/// contract an engagement, then of the payment, and of creditors where a member has them.
/// Errors: what the rules refuse, with their reasons.
[[nodiscard]] Result<std::vector<AskedQuestion>> payslip_questions(Rulebook& rules,
                                                                   const PayslipRequest& request);

/// The day on which a month's pay leaves: the rules' number of working days after the last worked
/// date, never before the slip is issued.
[[nodiscard]] Date payment_date(Rulebook& rules, const std::vector<ClosingEngagement>& engagements,
                                Date issued_on);
[[nodiscard]] Date payment_date(Rulebook& rules, Date last_worked, Date issued_on);

}  // namespace mutua::settlement
