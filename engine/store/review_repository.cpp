#include "engine/store/review_repository.hpp"

#include "engine/store/acceptance_row.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/connection.hpp"

#include <utility>

namespace mutua::store {

std::string acceptance_columns() {
    return "a.accepted_on, a.ruleset, a.vat_treatment, a.vat_category, a.vat_rate,"
           " a.vat_exemption_code, a.vat_reason_fr, a.vat_reason_nl, a.vat_reason_de,"
           " a.vat_reason_en, a.vat_cents, a.price_cents, a.management_fee_cents,"
           " a.expenses_cents, a.salary_budget_cents, a.gross_pay_cents, a.employer_cost_cents";
}

std::string acceptance_letters() { return "ttttttttttiiiiiii"; }

settlement::Acceptance acceptance_at(const Statement& row, std::size_t first,
                                     DeclarationCode declaration) {
    settlement::Acceptance acceptance;
    acceptance.declaration = std::move(declaration);
    acceptance.accepted_on = row.date(first);
    acceptance.ruleset = row.text(first + 1);
    acceptance.vat.treatment = row.text(first + 2);
    acceptance.vat.category = row.text(first + 3);
    acceptance.vat.rate = row.text(first + 4);
    acceptance.vat.exemption_code = row.text(first + 5);
    acceptance.vat.legal_reason = {row.text(first + 6), row.text(first + 7), row.text(first + 8),
                                   row.text(first + 9)};
    acceptance.vat.amount = row.money(first + 10);
    acceptance.price = row.money(first + 11);
    acceptance.management_fee = row.money(first + 12);
    acceptance.expenses = row.money(first + 13);
    acceptance.salary_budget = row.money(first + 14);
    acceptance.gross_pay = row.money(first + 15);
    acceptance.employer_cost = row.money(first + 16);
    return acceptance;
}

ReviewRepository::ReviewRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

void ReviewRepository::accept(const settlement::Acceptance& acceptance) {
    const settlement::VatDecision& vat = acceptance.vat;
    connection_.insert(
        "insert into acceptance (entity_id, declaration_id, accepted_on, ruleset, vat_treatment,"
        " vat_category, vat_rate, vat_exemption_code, vat_reason_fr, vat_reason_nl, vat_reason_de,"
        " vat_reason_en, vat_cents, price_cents, management_fee_cents, expenses_cents,"
        " salary_budget_cents, gross_pay_cents, employer_cost_cents) values (:p1, :p2, :p3, :p4,"
        " :p5, :p6, :p7, :p8, :p9, :p10, :p11, :p12, :p13, :p14, :p15, :p16, :p17, :p18, :p19)",
        entity_, acceptance.declaration, acceptance.accepted_on, acceptance.ruleset, vat.treatment,
        vat.category, vat.rate, vat.exemption_code, vat.legal_reason.fr, vat.legal_reason.nl,
        vat.legal_reason.de, vat.legal_reason.en, vat.amount, acceptance.price,
        acceptance.management_fee, acceptance.expenses, acceptance.salary_budget,
        acceptance.gross_pay, acceptance.employer_cost);
    connection_.chain(entity_, "acceptance", acceptance.declaration.text(),
                      canonical_bytes(acceptance));
}

void ReviewRepository::reject(const Rejection& rejection) {
    connection_.insert(
        "insert into rejection (entity_id, declaration_id, rejected_on, reason)"
        " values (:p1, :p2, :p3, :p4)",
        entity_, rejection.declaration, rejection.rejected_on, rejection.reason);
    connection_.chain(entity_, "rejection", rejection.declaration.text(),
                      canonical_bytes(rejection));
}

void ReviewRepository::record_order(const LaterOrder& order) {
    connection_.insert(
        "insert into declaration_order (entity_id, declaration_id, order_reference, recorded_on)"
        " values (:p1, :p2, :p3, :p4)",
        entity_, order.declaration, order.order_reference, order.recorded_on);
    connection_.chain(entity_, "declaration_order", order.declaration.text(),
                      canonical_bytes(order));
}

std::optional<settlement::Acceptance> ReviewRepository::acceptance(const DeclarationCode& code) {
    const std::string sql =
        "select " + acceptance_columns() +
        " from acceptance a where a.entity_id = :entity and a.declaration_id = :declaration";
    Statement row = connection_.query(sql, acceptance_letters(), entity_, code);
    return row.next() ? std::optional{acceptance_at(row, 0, code)} : std::nullopt;
}

std::optional<Rejection> ReviewRepository::rejection(const DeclarationCode& code) {
    Statement row = connection_.query(
        "select rejected_on, reason from rejection where entity_id = :entity"
        " and declaration_id = :declaration",
        "tt", entity_, code);
    if (!row.next()) { return std::nullopt; }
    return Rejection{code, row.date(0), row.text(1)};
}

std::optional<LaterOrder> ReviewRepository::later_order(const DeclarationCode& code) {
    Statement row = connection_.query(
        "select order_reference, recorded_on from declaration_order where entity_id = :entity"
        " and declaration_id = :declaration",
        "tt", entity_, code);
    if (!row.next()) { return std::nullopt; }
    return LaterOrder{code, row.text(0), row.date(1)};
}

}  // namespace mutua::store
