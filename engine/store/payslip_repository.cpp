#include "engine/store/payslip_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/document_rows.hpp"

#include <utility>

namespace mutua::store {

namespace {

constexpr const char* select_payslips =
    "select payslip_id, member_id, month, worker_category, issued_on, payment_date,"
    " gross_pay_cents, employee_contributions_cents, withholding_tax_cents, net_pay_cents,"
    " expenses_cents, to_pay_cents, employer_contributions_cents, holiday_pay_provision_cents,"
    " other_employer_costs_cents, employer_cost_cents, ruleset, run_id from payslip";
constexpr const char* payslip_letters = "itttttiiiiiiiiiiti";

PayslipRow payslip_in(const Statement& row) {
    return {PayslipId{row.integer(0)},
            MemberCode{row.text(1)},
            month_in(row.text(2)),
            row.text(3),
            row.date(4),
            row.date(5),
            row.money(6),
            row.money(7),
            row.money(8),
            row.money(9),
            row.money(10),
            row.money(11),
            row.money(12),
            row.money(13),
            row.money(14),
            row.money(15),
            row.text(16),
            RunId{row.integer(17)},
            {}};
}

/// The typed row of a payslip that is to be kept.
PayslipRow row_of(const settlement::Payslip& slip, RunId run) {
    PayslipRow row{slip.id,
                   slip.member.code,
                   slip.month,
                   slip.worker_category,
                   slip.issued_on,
                   slip.payment_date,
                   slip.gross_pay,
                   slip.employee_contributions,
                   slip.withholding_tax,
                   slip.net_pay,
                   slip.expenses,
                   slip.to_pay,
                   slip.employer_contributions,
                   slip.holiday_pay_provision,
                   slip.other_employer_costs,
                   slip.employer_cost,
                   slip.ruleset,
                   run,
                   {}};
    for (const settlement::PayslipEngagement& engagement : slip.engagements) {
        row.shares.push_back({engagement.declaration, engagement.provision, engagement.actual_cost,
                              engagement.net_pay});
    }
    return row;
}

void check(const PayslipRow& row) {
    require(row.to_pay == row.net_pay + row.expenses, "what is paid is net pay and expenses");
    require(row.employer_cost == row.gross_pay + row.employer_contributions +
                                     row.holiday_pay_provision + row.other_employer_costs,
            "the employer cost adds up");
    require(!row.shares.empty(), "a payslip has an engagement");
}

std::vector<PayslipRow> read_payslips(Connection& connection, const EntityCode& entity,
                                      const Conditions& conditions) {
    Statement row =
        connection.select(conditions.after(select_payslips), payslip_letters, conditions.values());
    Statement share{connection,
                    "select declaration_id, provision_cents, actual_cost_cents, net_pay_cents"
                    " from payslip_declaration where entity_id = :entity and payslip_id = :id"
                    " order by line",
                    "tiii"};
    std::vector<PayslipRow> all;
    while (row.next()) {
        all.push_back(payslip_in(row));
        share.run({to_column(entity), to_column(all.back().id)});
        while (share.next()) {
            all.back().shares.push_back(
                {DeclarationCode{share.text(0)}, share.money(1), share.money(2), share.money(3)});
        }
    }
    return all;
}

}  // namespace

PayslipRepository::PayslipRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

PayslipId PayslipRepository::next_id() {
    return PayslipId{connection_.next_number(entity_.text(), payslip_series, 0)};
}

void PayslipRepository::add(const settlement::Payslip& payslip,
                            const std::vector<DocumentBytes>& documents, RunId run) {
    const PayslipRow row = row_of(payslip, run);
    check(row);
    connection_.insert(
        "insert into payslip (entity_id, payslip_id, member_id, month, worker_category, issued_on,"
        " payment_date, gross_pay_cents, employee_contributions_cents, withholding_tax_cents,"
        " net_pay_cents, expenses_cents, to_pay_cents, employer_contributions_cents,"
        " holiday_pay_provision_cents, other_employer_costs_cents, employer_cost_cents, ruleset,"
        " run_id) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13,"
        " :p14, :p15, :p16, :p17, :p18, :p19)",
        entity_, row.id, row.member, row.month, row.worker_category, row.issued_on,
        row.payment_date, row.gross_pay, row.employee_contributions, row.withholding_tax,
        row.net_pay, row.expenses, row.to_pay, row.employer_contributions,
        row.holiday_pay_provision, row.other_employer_costs, row.employer_cost, row.ruleset,
        row.run);
    std::int64_t line = 0;
    for (const PayslipShare& share : row.shares) {
        connection_.insert(
            "insert into payslip_declaration (entity_id, payslip_id, line, declaration_id,"
            " provision_cents, actual_cost_cents, net_pay_cents)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7)",
            entity_, row.id, ++line, share.declaration, share.provision, share.actual_cost,
            share.net_pay);
    }
    connection_.chain(entity_, "payslip", to_string(row.id), canonical_bytes(row));
    add_documents(connection_, entity_, payslip_kind, to_string(row.id), documents);
}

std::optional<PayslipRow> PayslipRepository::find(PayslipId id) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("payslip_id = :id", to_column(id));
    return only_one(read_payslips(connection_, entity_, conditions));
}

std::optional<PayslipRow> PayslipRepository::find(const MemberCode& member, Month month,
                                                  const std::string& worker_category) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("member_id = :member", to_column(member));
    conditions.add("month = :month", to_column(month));
    conditions.add("worker_category = :category", to_column(worker_category));
    return only_one(read_payslips(connection_, entity_, conditions));
}

std::vector<PayslipRow> PayslipRepository::list(const PayslipFilter& filter) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add_if("month = :month", filter.month);
    conditions.add_if("member_id = :member", filter.member);
    conditions.add_if("run_id = :run", filter.run);
    conditions.add_if("payslip_id > :after", filter.after);
    conditions.order("payslip_id", filter.limit);
    return read_payslips(connection_, entity_, conditions);
}

std::optional<std::string> PayslipRepository::document(PayslipId id,
                                                       const std::string& media_type) {
    return find_document(connection_, entity_, payslip_kind, to_string(id), media_type);
}

}  // namespace mutua::store
