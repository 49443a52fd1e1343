#include "engine/store/payslip_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/document_rows.hpp"

#include <algorithm>
#include <utility>

namespace mutua::store {

namespace {

/// What a payslip and a difference slip have alike.
std::string slip_columns() {
    return "member_id, month, worker_category, issued_on, payment_date, gross_pay_cents,"
           " employee_contributions_cents, withholding_tax_cents, net_pay_cents, expenses_cents,"
           " withheld_for_creditors_cents, to_pay_cents, employer_contributions_cents,"
           " holiday_pay_provision_cents, other_employer_costs_cents, employer_cost_cents, claim,"
           " ruleset, run_id, payslip_id";
}

/// The empty column has the type of the other side: SQLite then looks up, and orders, in each
/// table.
std::string select_slips() {
    return "select slip_id, " + slip_columns() +
           ", corrects_id from (select entity_id, payslip_id as slip_id, " + slip_columns() +
           ", cast(null as integer) as corrects_id from payslip union all select entity_id, "
           "slip_id, " +
           slip_columns() + ", corrects_id from difference_slip) s";
}
constexpr const char* slip_letters = "itttttiiiiiiiiiiittiii";

/// What is due: the columns keep it before creditors have their part.
Money due(const PayslipRow& row) { return row.to_pay + row.withheld_for_creditors; }

PayslipRow payslip_in(const Statement& row) {
    PayslipRow slip;
    slip.id = PayslipId{row.integer(0)};
    slip.member = MemberCode{row.text(1)};
    slip.month = month_in(row.text(2));
    slip.worker_category = row.text(3);
    slip.issued_on = row.date(4);
    slip.payment_date = row.date(5);
    std::size_t column = 6;
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        slip.*one.amount = row.money(column++);
    }
    slip.to_pay -= slip.withheld_for_creditors;
    if (!row.is_null(17)) { slip.claim = row.text(17); }
    slip.ruleset = row.text(18);
    slip.run = RunId{row.integer(19)};
    slip.original = PayslipId{row.integer(20)};
    if (!row.is_null(21)) { slip.corrects = PayslipId{row.integer(21)}; }
    return slip;
}

/// The typed row of a payslip that is to be kept.
PayslipRow row_of(const settlement::Payslip& slip, RunId run) {
    PayslipRow row{slip,
                   slip.id,
                   slip.member.code,
                   slip.month,
                   slip.worker_category,
                   slip.issued_on,
                   slip.payment_date,
                   {},
                   slip.ruleset,
                   run,
                   {},
                   slip.id};
    if (!slip.withheld_for_creditors.is_zero()) {
        require(slip.member.claim.has_value(), "a slip withholds for a claim");
        row.claim = slip.member.claim->kind;
    }
    for (const settlement::PayslipEngagement& engagement : slip.engagements) {
        row.shares.push_back({engagement.declaration, engagement.provision, engagement.actual_cost,
                              engagement.net_pay});
    }
    return row;
}

PayslipRow row_of(const settlement::DifferenceSlip& slip, RunId run) {
    PayslipRow row = row_of(settlement::difference(slip), run);
    row.original = slip.original;
    row.corrects = slip.before.id;
    const std::vector<DeclarationCode> gone = settlement::taken_out(slip);
    for (PayslipShare& share : row.shares) {
        const auto& paid = slip.before.engagements;
        share.added = std::none_of(paid.begin(), paid.end(), [&](const auto& one) {
            return one.declaration == share.declaration;
        });
        share.removed = std::find(gone.begin(), gone.end(), share.declaration) != gone.end();
    }
    return row;
}

void check(const PayslipRow& row) {
    require(due(row) == row.net_pay + row.expenses, "what is due is net pay and expenses");
    require(row.employer_cost == row.gross_pay + row.employer_contributions +
                                     row.holiday_pay_provision + row.other_employer_costs,
            "the employer cost adds up");
    require(!row.shares.empty(), "a payslip has an engagement");
}

std::vector<PayslipRow> read_payslips(Connection& connection, const EntityCode& entity,
                                      const Conditions& conditions) {
    Statement row =
        connection.select(conditions.after(select_slips()), slip_letters, conditions.values());
    Statement share{
        connection,
        "select declaration_id, provision_cents, actual_cost_cents, net_pay_cents,"
        " added, removed from (select entity_id, payslip_id as slip_id, line,"
        " declaration_id, provision_cents, actual_cost_cents, net_pay_cents, 1 as added,"
        " 0 as removed from payslip_declaration union all select entity_id, slip_id,"
        " line, declaration_id, provision_cents, actual_cost_cents, net_pay_cents,"
        " added, removed from difference_declaration) d where d.entity_id = :entity"
        " and d.slip_id = :id order by d.line",
        "tiiiii"};
    std::vector<PayslipRow> all;
    while (row.next()) {
        all.push_back(payslip_in(row));
        share.run({to_column(entity), to_column(all.back().id)});
        while (share.next()) {
            all.back().shares.push_back({DeclarationCode{share.text(0)}, share.money(1),
                                         share.money(2), share.money(3), share.flag(4),
                                         share.flag(5)});
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

std::int64_t PayslipRepository::last_number() {
    return connection_.one_integer(
        "select coalesce(max(last), 0) from counter where entity_id = :entity and series = :series",
        entity_, payslip_series);
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
        " run_id, claim, withheld_for_creditors_cents) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7,"
        " :p8, :p9, :p10, :p11, :p12, :p13, :p14, :p15, :p16, :p17, :p18, :p19, :p20, :p21)",
        entity_, row.id, row.member, row.month, row.worker_category, row.issued_on,
        row.payment_date, row.gross_pay, row.employee_contributions, row.withholding_tax,
        row.net_pay, row.expenses, due(row), row.employer_contributions, row.holiday_pay_provision,
        row.other_employer_costs, row.employer_cost, row.ruleset, row.run, row.claim,
        row.withheld_for_creditors);
    std::int64_t line = 0;
    for (const PayslipShare& share : row.shares) {
        connection_.insert(
            "insert into payslip_declaration (entity_id, payslip_id, line, declaration_id,"
            " provision_cents, actual_cost_cents, net_pay_cents)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7)",
            entity_, row.id, ++line, share.declaration, share.provision, share.actual_cost,
            share.net_pay);
    }
    add_issued(row, documents);
}

void PayslipRepository::add(const settlement::DifferenceSlip& slip,
                            const std::vector<DocumentBytes>& documents, RunId run) {
    const PayslipRow row = row_of(slip, run);
    check(row);
    connection_.insert(
        "insert into difference_slip (entity_id, slip_id, payslip_id, corrects_id, member_id,"
        " month, worker_category, issued_on, payment_date, gross_pay_cents,"
        " employee_contributions_cents, withholding_tax_cents, net_pay_cents, expenses_cents,"
        " to_pay_cents, employer_contributions_cents, holiday_pay_provision_cents,"
        " other_employer_costs_cents, employer_cost_cents, ruleset, run_id, claim,"
        " withheld_for_creditors_cents) values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10,"
        " :p11, :p12, :p13, :p14, :p15, :p16, :p17, :p18, :p19, :p20, :p21, :p22, :p23)",
        entity_, row.id, row.original, row.corrects, row.member, row.month, row.worker_category,
        row.issued_on, row.payment_date, row.gross_pay, row.employee_contributions,
        row.withholding_tax, row.net_pay, row.expenses, due(row), row.employer_contributions,
        row.holiday_pay_provision, row.other_employer_costs, row.employer_cost, row.ruleset,
        row.run, row.claim, row.withheld_for_creditors);
    std::int64_t line = 0;
    for (const PayslipShare& share : row.shares) {
        connection_.insert(
            "insert into difference_declaration (entity_id, slip_id, line, declaration_id, added,"
            " removed, provision_cents, actual_cost_cents, net_pay_cents)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9)",
            entity_, row.id, ++line, share.declaration, share.added, share.removed, share.provision,
            share.actual_cost, share.net_pay);
    }
    add_issued(row, documents);
}

void PayslipRepository::add_issued(const PayslipRow& row,
                                   const std::vector<DocumentBytes>& documents) {
    connection_.chain(entity_, chain_kind(row), to_string(row.id), canonical_bytes(row));
    add_documents(connection_, entity_, payslip_kind, to_string(row.id), documents);
}

std::optional<PayslipRow> PayslipRepository::find(PayslipId id) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("slip_id = :id", to_column(id));
    return only_one(read_payslips(connection_, entity_, conditions));
}

std::vector<PayslipRow> PayslipRepository::of_month(const MemberCode& member, Month month) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("member_id = :member", to_column(member));
    conditions.add("month = :month", to_column(month));
    // Sorted here: sorted there, the numbers of the entity would be walked instead of its members.
    std::vector<PayslipRow> slips = read_payslips(connection_, entity_, conditions);
    std::sort(slips.begin(), slips.end(),
              [](const auto& one, const auto& other) { return one.id < other.id; });
    return slips;
}

std::optional<PayslipRow> PayslipRepository::correction_of(PayslipId id) {
    Statement row = connection_.query(
        "select slip_id from difference_slip where entity_id = :entity and corrects_id = :id", "i",
        entity_, id);
    return row.next() ? find(PayslipId{row.integer(0)}) : std::nullopt;
}

std::vector<PayslipRow> PayslipRepository::list(const PayslipFilter& filter) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add_if("month = :month", filter.month);
    conditions.add_if("month >= :since", filter.since);
    conditions.add_if("member_id = :member", filter.member);
    conditions.add_if("run_id = :run", filter.run);
    conditions.add_if("slip_id > :after", filter.after);
    conditions.order("slip_id", filter.limit);
    return read_payslips(connection_, entity_, conditions);
}

Money PayslipRepository::withheld(const MemberCode& member, const std::string& claim,
                                  PayslipId before) {
    return euro_cents(connection_.one_integer(
        "select coalesce(sum(withheld_for_creditors_cents), 0) from (select entity_id, member_id,"
        " payslip_id as slip_id, claim, withheld_for_creditors_cents from payslip union all"
        " select entity_id, member_id, slip_id, claim, withheld_for_creditors_cents"
        " from difference_slip) s where entity_id = :entity and member_id = :member"
        " and claim = :claim and slip_id < :before",
        entity_, member, claim, before));
}

std::optional<std::string> PayslipRepository::document(PayslipId id,
                                                       const std::string& media_type) {
    return find_document(connection_, entity_, payslip_kind, to_string(id), media_type);
}

}  // namespace mutua::store
