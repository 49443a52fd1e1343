#pragma once

#include "engine/settlement/payslip.hpp"
#include "engine/store/document.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// What a payslip came to for one declaration.
struct PayslipShare {
    DeclarationCode declaration;
    Money provision;
    Money actual_cost;
    Money net_pay;
    friend bool operator==(const PayslipShare&, const PayslipShare&) = default;
};

/// The typed row of a payslip; its complete state is its JSON document.
struct PayslipRow {
    PayslipId id{0};
    MemberCode member;
    Month month;
    std::string worker_category;
    Date issued_on;
    Date payment_date;
    Money gross_pay;
    Money employee_contributions;
    Money withholding_tax;
    Money net_pay;
    Money expenses;
    Money to_pay;
    Money employer_contributions;
    Money holiday_pay_provision;
    Money other_employer_costs;
    Money employer_cost;
    std::string ruleset;
    RunId run{0};
    std::vector<PayslipShare> shares;
};

/// Which payslips are wanted; what is left empty does not narrow.
struct PayslipFilter {
    std::optional<Month> month;
    std::optional<MemberCode> member;
    std::optional<RunId> run;
    std::optional<PayslipId> after;  ///< the page that follows this one
    std::size_t limit = 0;           ///< 0: all
};

/// Payslips of one entity, in the order in which they were numbered.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class PayslipRepository {
public:
    PayslipRepository(Store& store, EntityCode entity);

    /// PAY-1, PAY-2 …, without gaps, as for invoices.
    [[nodiscard]] PayslipId next_id();

    /// Keeps a payslip with its documents and marks its declarations as paid for.
    /// Errors: StoreFailure `constraint` when the member already has one for that month and
    /// category, or a declaration is in another one.
    void add(const settlement::Payslip& payslip, const std::vector<DocumentBytes>& documents,
             RunId run);

    [[nodiscard]] std::optional<PayslipRow> find(PayslipId id);
    [[nodiscard]] std::optional<PayslipRow> find(const MemberCode& member, Month month,
                                                 const std::string& worker_category);
    [[nodiscard]] std::vector<PayslipRow> list(const PayslipFilter& filter = {});
    [[nodiscard]] std::optional<std::string> document(PayslipId id, const std::string& media_type);

private:
    Connection& connection_;
    EntityCode entity_;
};

}  // namespace mutua::store
