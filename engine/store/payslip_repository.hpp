#pragma once

#include "engine/settlement/difference.hpp"
#include "engine/settlement/payslip.hpp"
#include "engine/store/document.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// What a slip came to for one declaration.
struct PayslipShare {
    DeclarationCode declaration;
    Money provision;
    Money actual_cost;
    Money net_pay;
    bool added = true;     ///< false: an earlier slip of the month paid for it already
    bool removed = false;  ///< it was credited: the slip takes back what earlier ones paid
    friend bool operator==(const PayslipShare&, const PayslipShare&) = default;
};

/// The typed row of a payslip, or of a difference slip, whose amounts are what changed; its
/// complete state is its JSON document.
struct PayslipRow : settlement::PayAmounts {
    PayslipId id{0};
    MemberCode member;
    Month month;
    std::string worker_category;
    Date issued_on;
    Date payment_date;
    std::optional<std::string> claim;  ///< the kind for which it withholds
    std::string ruleset;
    RunId run{0};
    std::vector<PayslipShare> shares;
    PayslipId original{0};                ///< the payslip of the month
    std::optional<PayslipId> corrects{};  ///< of a difference slip: the slip before it
};

/// Which payslips are wanted; what is left empty does not narrow.
struct PayslipFilter {
    std::optional<Month> month;
    std::optional<Month> since;  ///< this worked month and those after
    std::optional<MemberCode> member;
    std::optional<RunId> run;
    std::optional<PayslipId> after;  ///< the page that follows this one
    std::size_t limit = 0;           ///< 0: all
};

/// Payslips and difference slips of one entity, in the order in which they were numbered.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class PayslipRepository {
public:
    PayslipRepository(Store& store, EntityCode entity);

    /// PAY-1, PAY-2 …, without gaps, as for invoices.
    [[nodiscard]] PayslipId next_id();
    /// The number of the last slip; 0 before the first.
    [[nodiscard]] std::int64_t last_number();

    /// Keeps a payslip with its documents and marks its declarations as paid for.
    /// Errors: StoreFailure `constraint` when the member already has one for that month and
    /// category, or a declaration is in another one.
    void add(const settlement::Payslip& payslip, const std::vector<DocumentBytes>& documents,
             RunId run);

    /// Keeps a difference slip likewise, and marks the declarations that it adds.
    /// Errors: StoreFailure `constraint` when another one corrects the same slip.
    void add(const settlement::DifferenceSlip& slip, const std::vector<DocumentBytes>& documents,
             RunId run);

    [[nodiscard]] std::optional<PayslipRow> find(PayslipId id);
    /// Payslips and difference slips of a member's month, in the order of their numbers.
    [[nodiscard]] std::vector<PayslipRow> of_month(const MemberCode& member, Month month);
    /// The slip that corrects another.
    [[nodiscard]] std::optional<PayslipRow> correction_of(PayslipId id);
    [[nodiscard]] std::vector<PayslipRow> list(const PayslipFilter& filter = {});
    /// What the slips of a member that are numbered before one withheld for a kind of claim.
    [[nodiscard]] Money withheld(const MemberCode& member, const std::string& claim,
                                 PayslipId before);
    [[nodiscard]] std::optional<std::string> document(PayslipId id, const std::string& media_type);

private:
    void add_issued(const PayslipRow& row, const std::vector<DocumentBytes>& documents);

    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
