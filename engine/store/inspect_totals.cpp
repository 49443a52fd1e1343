#include "engine/store/inspection.hpp"

namespace mutua::store {

namespace {

/// Says for each row that a query gives which two amounts should be equal: where, what, amount
/// found, amount expected.
void report(Inspection& inspection, const char* code, const char* prefix, Statement row) {
    while (row.next()) {
        inspection.add(code, prefix + row.text(0),
                       row.text(1) + ": " + to_string(row.money(2)) + " instead of " +
                           to_string(row.money(3)));
    }
}

/// Payslips, and difference slips with what changed.
std::string slips() {
    return "(select entity_id, payslip_id as slip_id, gross_pay_cents, expenses_cents,"
           " to_pay_cents, withheld_for_creditors_cents, withholding_tax_cents, "
           "employee_contributions_cents,"
           " employer_contributions_cents, holiday_pay_provision_cents, net_pay_cents,"
           " employer_cost_cents from payslip union all select entity_id, slip_id,"
           " gross_pay_cents, expenses_cents, to_pay_cents, withheld_for_creditors_cents,"
           " withholding_tax_cents,"
           " employee_contributions_cents, employer_contributions_cents,"
           " holiday_pay_provision_cents, net_pay_cents, employer_cost_cents"
           " from difference_slip)";
}

/// What both came to for each declaration.
std::string slip_shares() {
    return "(select entity_id, payslip_id as slip_id, declaration_id, 1 as added,"
           " provision_cents, actual_cost_cents, net_pay_cents from payslip_declaration union all"
           " select entity_id, slip_id, declaration_id, added, provision_cents,"
           " actual_cost_cents, net_pay_cents from difference_declaration)";
}

void inspect_invoice_entries(Inspection& inspection) {
    const ledger::Accounts& accounts = inspection.accounts;
    report(inspection, "S601", "invoice ",
           inspection.store.connection().query(
               "with tie (what, book, account, sign, part) as (values"
               " ('the client''s account in the books', 'general', :customers, 1, 'total'),"
               " ('services in the books', 'general', :services, -1, 'net'),"
               " ('VAT in the books', 'general', :vat, -1, 'vat'),"
               " ('the guarantee fund in the books', 'management', :fund, 1, 'net')),"
               " posted as (select e.entity_id, e.document, e.book, p.account,"
               "  sum(p.cents) as cents from entry e join posting p"
               "  on p.entity_id = e.entity_id and p.entry_id = e.entry_id"
               "  where e.event = 'invoice_issued' group by 1, 2, 3, 4)"
               " select i.number, t.what, coalesce(t.sign * b.cents, 0),"
               "  case t.part when 'net' then i.net_cents when 'vat' then i.vat_cents"
               "  else i.total_cents end as expected"
               " from invoice i join tie t left join posted b on b.entity_id = i.entity_id"
               "  and b.document = i.number and b.book = t.book and b.account = t.account"
               " where i.type_code = '380' and coalesce(t.sign * b.cents, 0) <> expected"
               " order by i.number, t.what",
               "ttii", accounts.customers, accounts.services, accounts.vat_due,
               accounts.guarantee_fund));
}

void inspect_payslip_entries(Inspection& inspection) {
    const ledger::Accounts& accounts = inspection.accounts;
    report(inspection, "S603", "payslip PAY-",
           inspection.store.connection().query(
               "with tie (what, book, account, sign) as (values"
               " ('gross pay in the books', 'general', :gross, 1),"
               " ('expenses in the books', 'general', :expenses, 1),"
               " ('net to pay in the books', 'general', :net, -1),"
               " ('pay for creditors in the books', 'general', :creditors, -1),"
               " ('withholding tax in the books', 'general', :tax, -1),"
               " ('social security in the books', 'general', :social, -1),"
               " ('holiday pay in the books', 'general', :holiday, -1),"
               " ('actual cost in the books', 'management', :actual, -1),"
               " ('provisions used in the books', 'management', :provisions, 1)),"
               " posted as (select e.entity_id, e.document, e.book, p.account,"
               "  sum(p.cents) as cents from entry e join posting p"
               "  on p.entity_id = e.entity_id and p.entry_id = e.entry_id"
               "  where e.event in ('payslip_issued', 'difference_issued') group by 1, 2, 3, 4),"
               " shared as (select entity_id, slip_id, sum(actual_cost_cents) as actual,"
               "  sum(provision_cents) as provision from " +
                   slip_shares() +
                   " group by 1, 2)"
                   " select cast(s.slip_id as text), t.what, coalesce(t.sign * b.cents, 0),"
                   "  case t.what when 'gross pay in the books' then s.gross_pay_cents"
                   "  when 'expenses in the books' then s.expenses_cents"
                   "  when 'net to pay in the books'"
                   "   then s.to_pay_cents - s.withheld_for_creditors_cents"
                   "  when 'pay for creditors in the books' then s.withheld_for_creditors_cents"
                   "  when 'withholding tax in the books' then s.withholding_tax_cents"
                   "  when 'social security in the books'"
                   "   then s.employee_contributions_cents + s.employer_contributions_cents"
                   "  when 'holiday pay in the books' then s.holiday_pay_provision_cents"
                   "  when 'actual cost in the books' then coalesce(h.actual, 0)"
                   "  else coalesce(h.provision, 0) end as expected"
                   " from " +
                   slips() +
                   " s join tie t left join shared h on h.entity_id = s.entity_id"
                   "  and h.slip_id = s.slip_id left join posted b on b.entity_id = s.entity_id"
                   "  and b.document = 'PAY-' || s.slip_id and b.book = t.book"
                   "  and b.account = t.account"
                   " where coalesce(t.sign * b.cents, 0) <> expected order by s.slip_id, t.what",
               "ttii", accounts.gross_wages, accounts.expenses_repaid, accounts.net_to_pay,
               accounts.creditors, accounts.withholding_tax, accounts.social_security,
               accounts.holiday_pay, accounts.actual_cost, accounts.provisions));
}

void inspect_payslip_shares(Inspection& inspection) {
    report(
        inspection, "S604", "payslip PAY-",
        inspection.store.connection().query(
            "with shared as (select s.slip_id as id, s.employer_cost_cents"
            "  + s.expenses_cents as cost, s.net_pay_cents as net,"
            "  coalesce(sum(d.actual_cost_cents), 0) as actual,"
            "  coalesce(sum(d.net_pay_cents), 0) as paid from " +
                slips() +
                " s"
                "  left join " +
                slip_shares() +
                " d on d.entity_id = s.entity_id"
                "  and d.slip_id = s.slip_id group by s.entity_id, s.slip_id)"
                " select cast(id as text), 'actual cost of its declarations', actual, cost"
                "  from shared where actual <> cost"
                " union all select cast(id as text), 'net pay of its declarations', paid, net"
                "  from shared where paid <> net"
                " union all select cast(d.slip_id as text), 'provision of ' || d.declaration_id,"
                "  d.provision_cents, d.added * (a.employer_cost_cents + a.expenses_cents) as due"
                "  from " +
                slip_shares() +
                " d join acceptance a on a.entity_id = d.entity_id"
                "  and a.declaration_id = d.declaration_id where d.provision_cents <> due",
            "ttii"));
}

void inspect_invoice_lines(Inspection& inspection) {
    Connection& connection = inspection.store.connection();
    report(inspection, "S607", "invoice ",
           connection.query("select i.number, 'amount before VAT', i.net_cents,"
                            "  coalesce(sum(a.price_cents), 0) as agreed from invoice i"
                            " left join invoice_declaration d on d.entity_id = i.entity_id"
                            "  and d.number = i.number"
                            " left join acceptance a on a.entity_id = d.entity_id"
                            "  and a.declaration_id = d.declaration_id"
                            " where i.type_code = '380' group by i.entity_id, i.number"
                            " having i.net_cents <> agreed",
                            "ttii"));
    Statement doubled = connection.query(
        "select declaration_id, count(*) from invoice_declaration group by entity_id,"
        " declaration_id having count(*) > 1",
        "ti");
    while (doubled.next()) {
        inspection.add("S602", "declaration " + doubled.text(0),
                       "is on " + std::to_string(doubled.integer(1)) + " invoices");
    }
    Statement unaccepted = connection.query(
        "select declaration_id from (select entity_id, declaration_id from invoice_declaration"
        " union select entity_id, declaration_id from payslip_declaration"
        " union select entity_id, declaration_id from difference_declaration) x where not exists"
        " (select 1 from acceptance a where a.entity_id = x.entity_id"
        " and a.declaration_id = x.declaration_id) or exists (select 1 from rejection r"
        " where r.entity_id = x.entity_id and r.declaration_id = x.declaration_id)",
        "t");
    while (unaccepted.next()) {
        inspection.add("S608", "declaration " + unaccepted.text(0),
                       "is invoiced or paid without being accepted");
    }
}

/// Sum of invoices = members' credits + fees + VAT.
void inspect_credits(Inspection& inspection) {
    const ledger::Accounts& accounts = inspection.accounts;
    report(inspection, "S605", "entity ",
           inspection.store.connection().query(
               "with invoiced as (select entity_id, sum(total_cents) as total from invoice"
               "  where type_code = '380' group by 1),"
               " credited as (select e.entity_id, -sum(p.cents) as total from entry e"
               "  join posting p on p.entity_id = e.entity_id and p.entry_id = e.entry_id"
               "  where e.event = 'invoice_issued' and ((e.book = 'management'"
               "  and p.account in (:member, :fee, :provisions))"
               "  or (e.book = 'general' and p.account = :vat)) group by 1)"
               " select i.entity_id, 'members'' credits, fees and VAT', coalesce(c.total, 0),"
               "  i.total from invoiced i left join credited c on c.entity_id = i.entity_id"
               " where coalesce(c.total, 0) <> i.total",
               "ttii", accounts.member, accounts.management_fee, accounts.provisions,
               accounts.vat_due));
}

/// A credit note takes back its invoice, no more and no less, and says so in the books.
void inspect_credit_notes(Inspection& inspection) {
    const ledger::Accounts& accounts = inspection.accounts;
    Connection& connection = inspection.store.connection();
    report(inspection, "S610", "credit note ",
           connection.query("select c.number, p.part, case p.part when 'amount before VAT'"
                            "  then c.net_cents else c.vat_cents end as credited,"
                            " case p.part when 'amount before VAT' then i.net_cents"
                            "  else i.vat_cents end as invoiced"
                            " from credit_note c join (select 'amount before VAT' as part"
                            "  union all select 'VAT') p join invoice i"
                            "  on i.entity_id = c.entity_id and i.number = c.invoice_number"
                            " where credited <> invoiced order by c.number, p.part",
                            "ttii"));
    report(inspection, "S611", "credit note ",
           connection.query(
               "with tie (what, book, account, sign, part) as (values"
               " ('the client''s account in the books', 'general', :customers, -1, 'total'),"
               " ('services in the books', 'general', :services, 1, 'net'),"
               " ('VAT in the books', 'general', :vat, 1, 'vat'),"
               " ('the guarantee fund in the books', 'management', :fund, -1, 'net'),"
               " ('claims on members in the books', 'management', :claims, 1, 'claims')),"
               " posted as (select e.entity_id, e.document, e.book, p.account,"
               "  sum(p.cents) as cents from entry e join posting p"
               "  on p.entity_id = e.entity_id and p.entry_id = e.entry_id"
               "  where e.event = 'credit_note_issued' group by 1, 2, 3, 4),"
               " claimed as (select entity_id, number, sum(claimed_cents) as cents"
               "  from credit_note_declaration group by 1, 2)"
               " select c.number, t.what, coalesce(t.sign * b.cents, 0),"
               "  case t.part when 'net' then c.net_cents when 'vat' then c.vat_cents"
               "  when 'claims' then coalesce(m.cents, 0) else c.total_cents end as expected"
               " from credit_note c join tie t left join claimed m on m.entity_id = c.entity_id"
               "  and m.number = c.number left join posted b on b.entity_id = c.entity_id"
               "  and b.document = c.number and b.book = t.book and b.account = t.account"
               " where t.account <> '' and coalesce(t.sign * b.cents, 0) <> expected"
               " order by c.number, t.what",
               "ttii", accounts.customers, accounts.services, accounts.vat_due,
               accounts.guarantee_fund, accounts.member_claims));
    Statement stray = connection.query(
        "select 'credit note ' || number, declaration_id, 'is not on its invoice'"
        " from credit_note_declaration c where not exists (select 1 from credit_note n"
        "  join invoice_declaration i on i.entity_id = n.entity_id and i.number = n.invoice_number"
        "  where n.entity_id = c.entity_id and n.number = c.number"
        "  and i.declaration_id = c.declaration_id)"
        " union all select 'payslip PAY-' || slip_id, declaration_id, 'was not credited'"
        " from difference_declaration d where removed = 1 and not exists (select 1"
        "  from credit_note_declaration c where c.entity_id = d.entity_id"
        "  and c.declaration_id = d.declaration_id) order by 1, 2",
        "ttt");
    while (stray.next()) {
        inspection.add("S612", stray.text(0),
                       "takes back " + stray.text(1) + ", which " + stray.text(2));
    }
}

}  // namespace

void inspect_totals(Inspection& inspection) {
    inspect_invoice_entries(inspection);
    inspect_payslip_entries(inspection);
    inspect_payslip_shares(inspection);
    inspect_invoice_lines(inspection);
    inspect_credits(inspection);
    inspect_credit_notes(inspection);
}

}  // namespace mutua::store
