#include "engine/store/declaration_rows.hpp"

#include "engine/store/acceptance_row.hpp"
#include "engine/store/connection.hpp"

namespace mutua::store {

namespace {

std::vector<Date> days_in(const std::string& joined) {
    std::vector<Date> days;
    for (std::size_t at = 0; at < joined.size(); at += 11) {
        days.push_back(date_of(joined.substr(at, 10)));
    }
    return days;
}

DeclarationStatus status_of(const StoredDeclaration& stored) {
    if (stored.credit_note) { return DeclarationStatus::credited; }
    if (stored.invoice) { return DeclarationStatus::invoiced; }
    if (stored.acceptance) { return DeclarationStatus::accepted; }
    return stored.rejection ? DeclarationStatus::rejected : DeclarationStatus::submitted;
}

}  // namespace

std::string select_declarations() {
    return "select d.declaration_id, d.member_id, d.client_id, d.description, d.hours_hundredths,"
           " d.price_cents, d.expenses_cents, d.vat_treatment, d.vat_reason, d.order_reference,"
           " d.joint_committee, d.place_country, d.content_hash, d.recorded_on,"
           " (select group_concat(on_date, ';') from (select on_date from declaration_day w"
           "  where w.entity_id = d.entity_id and w.declaration_id = d.declaration_id"
           "  order by on_date)),"
           " r.reason, i.number, coalesce(s.payslip_id, x.slip_id),"
           " n.number, n.issue_date, d.service_nature, o.order_reference, " +
           acceptance_columns() +
           " from declaration d"
           " left join acceptance a on a.entity_id = d.entity_id"
           "  and a.declaration_id = d.declaration_id"
           " left join declaration_order o on o.entity_id = d.entity_id"
           "  and o.declaration_id = d.declaration_id"
           " left join rejection r on r.entity_id = d.entity_id"
           "  and r.declaration_id = d.declaration_id"
           " left join invoice_declaration i on i.entity_id = d.entity_id"
           "  and i.declaration_id = d.declaration_id"
           " left join payslip_declaration s on s.entity_id = d.entity_id"
           "  and s.declaration_id = d.declaration_id"
           " left join difference_declaration x on x.entity_id = d.entity_id"
           "  and x.declaration_id = d.declaration_id and x.added = 1"
           " left join credit_note n on n.entity_id = i.entity_id"
           "  and n.invoice_number = i.number";
}

std::string declaration_letters() { return "ttttiiittttttttttitttt" + acceptance_letters(); }

StoredDeclaration declaration_in(const Statement& row) {
    StoredDeclaration stored;
    cooperative::Declaration& declaration = stored.declaration;
    declaration.code = DeclarationCode{row.text(0)};
    declaration.member = MemberCode{row.text(1)};
    declaration.client = ClientCode{row.text(2)};
    declaration.description = row.text(3);
    declaration.hours_hundredths = row.integer(4);
    declaration.price = row.money(5);
    declaration.expenses = row.money(6);
    declaration.vat_treatment = row.text(7);
    declaration.vat_reason = row.text(8);
    declaration.order_reference = row.text(9);
    declaration.joint_committee = row.text(10);
    declaration.place_country = row.text(11);
    stored.content_hash = row.text(12);
    stored.recorded_on = row.date(13);
    if (!row.is_null(14)) { declaration.work_dates = days_in(row.text(14)); }
    if (!row.is_null(15)) { stored.rejection = row.text(15); }
    if (!row.is_null(16)) { stored.invoice = InvoiceNumber{row.text(16)}; }
    if (!row.is_null(17)) { stored.payslip = PayslipId{row.integer(17)}; }
    if (!row.is_null(18)) { stored.credit_note = InvoiceNumber{row.text(18)}; }
    if (!row.is_null(19)) { stored.credited_on = row.date(19); }
    declaration.service_nature = row.text(20);
    if (!row.is_null(21)) { stored.later_order = row.text(21); }
    if (!row.is_null(22)) { stored.acceptance = acceptance_at(row, 22, declaration.code); }
    stored.status = status_of(stored);
    return stored;
}

void narrow_to_status(Conditions& conditions, const DeclarationFilter& filter) {
    if (filter.status) {
        switch (*filter.status) {
            case DeclarationStatus::submitted:
                conditions.add("a.declaration_id is null and r.declaration_id is null");
                break;
            case DeclarationStatus::accepted:
                conditions.add("a.declaration_id is not null and i.declaration_id is null");
                break;
            case DeclarationStatus::rejected:
                conditions.add("r.declaration_id is not null");
                break;
            case DeclarationStatus::invoiced:
                conditions.add("i.declaration_id is not null and n.number is null");
                break;
            case DeclarationStatus::credited:
                conditions.add("n.number is not null");
                break;
        }
    }
    if (filter.in_payslip) {
        conditions.add(*filter.in_payslip
                           ? "coalesce(s.declaration_id, x.declaration_id) is not null"
                           : "s.declaration_id is null and x.declaration_id is null");
    }
}

std::string_view to_string(DeclarationStatus status) {
    switch (status) {
        case DeclarationStatus::submitted:
            return "submitted";
        case DeclarationStatus::accepted:
            return "accepted";
        case DeclarationStatus::rejected:
            return "rejected";
        case DeclarationStatus::invoiced:
            return "invoiced";
        case DeclarationStatus::credited:
            return "credited";
    }
    return "submitted";
}

}  // namespace mutua::store
