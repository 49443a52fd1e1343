#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/difference.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/payslip.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a batch would do: made without writing, shown, and then done exactly so, or not at all.
namespace mutua::settlement {

/// A row that a plan rests on, as it was when the plan was made.
struct PlannedInput {
    DeclarationCode declaration;
    std::string content_hash;
    friend bool operator==(const PlannedInput&, const PlannedInput&) = default;
};

/// What every document of a plan rests on besides the rows: each fact of the legal entity and the
/// rule package, by name, as SHA-256 in hexadecimal. Hashes tell that something changed, and which,
/// without carrying it into messages.
using PlanSettings = std::map<std::string, std::string>;

[[nodiscard]] PlanSettings plan_settings(const cooperative::Entity& entity,
                                         const std::string& package);

/// A reason why something is left out, or wants a look.
struct PlanWarning {
    std::string key;  ///< declaration or member
    std::string code;
    std::string text;
    std::string help{};                     ///< the ways out, or empty
    Severity severity = Severity::warning;  ///< an error: it is left out
    friend bool operator==(const PlanWarning&, const PlanWarning&) = default;
};

struct PlannedInvoice {
    InvoiceNumber number;
    PlannedInput input;
    MemberCode member;  ///< of that declaration
    ClientCode client;
    Channel channel = Channel::peppol;
    std::string vat_category;  ///< of a collective invoice each once: "S+E"
    std::string vat_rate;      ///< in the same order: "21.00+0.00"
    Money net;
    Money vat;
    Money total;
    std::vector<PlannedInput> more{};  ///< of a collective invoice: the other declarations

    /// Every declaration that it rests on.
    [[nodiscard]] std::vector<PlannedInput> inputs() const;
    friend bool operator==(const PlannedInvoice&, const PlannedInvoice&) = default;
};

struct InvoicePlan {
    EntityCode entity;
    Date issue_date;
    std::optional<Date> until;
    std::string ruleset;
    PlanSettings settings;
    std::vector<PlannedInvoice> items;
    std::vector<PlanWarning> warnings;
};

struct PlannedPayslip : PayAmounts {
    PayslipId id{0};
    MemberCode member;
    std::string worker_category;
    Date payment_date;
    std::string member_hash;  ///< of the member's facts for the month
    std::vector<PlannedInput> inputs;
    friend bool operator==(const PlannedPayslip&, const PlannedPayslip&) = default;
};

struct PayrollPlan {
    EntityCode entity;
    Month month;
    Date issue_date;
    std::string ruleset;
    PlanSettings settings;
    std::vector<PlannedPayslip> items;
    std::vector<PlanWarning> warnings;
};

/// A difference slip that would be made. Amounts are what changes.
struct PlannedDifference : PlannedPayslip {
    PayslipId original{0};
    PayslipId corrects{0};
    Month month;
    std::vector<DifferenceCause> causes;
    friend bool operator==(const PlannedDifference&, const PlannedDifference&) = default;
};

struct CorrectionPlan {
    EntityCode entity;
    std::optional<Month> since;
    std::optional<MemberCode> member;
    Date issue_date;
    std::string ruleset;
    PlanSettings settings;
    std::vector<PlannedDifference> items;
    std::vector<PlanWarning> warnings;
};

/// A payslip as a plan tells it, resting on `inputs`.
[[nodiscard]] PlannedPayslip planned(const Payslip& slip, std::vector<PlannedInput> inputs);

/// What a run of planned payslips, or of planned differences, comes to.
template <typename Item>
[[nodiscard]] std::map<std::string, Money> totals_of(const std::vector<Item>& items) {
    std::map<std::string, Money> totals{
        {"gross_pay", {}}, {"employer_cost", {}}, {"to_pay", {}}, {"withheld_for_creditors", {}}};
    for (const PlannedPayslip& item : items) {
        for (const PayslipAmount& one : payslip_amounts) {
            const auto total = totals.find(one.name);
            if (total != totals.end()) { total->second += item.*one.amount; }
        }
    }
    return totals;
}

}  // namespace mutua::settlement
