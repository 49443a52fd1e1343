#include "engine/service/account.hpp"

#include "cli/commands/chosen.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"

#include <fmt/format.h>

#include <memory>

namespace mutua::cli {

namespace {

using tabular::Align;

/// An amount; what is not known yet is a dash for people and nothing for programs.
std::string amount(const std::optional<Money>& money, bool for_people) {
    if (money) { return to_string(*money); }
    return for_people ? "-" : "";
}

std::string status(const service::AccountLine& line) {
    const bool is_paid = line.payslip && !line.credit_note;
    return is_paid ? "in payslip" : std::string{to_string(line.status)};
}

/// The declarations; programs get the reasons of rejections too, people read them below.
tabular::TextTable lines_of(const service::AccountStatement& statement, bool for_people) {
    std::vector<tabular::TextColumn> columns{
        {"declaration", "Declaration"},          {"status", "State"},
        {"invoiced", "Invoiced", Align::right},  {"management_fee", "Fee", Align::right},
        {"provision", "Provided", Align::right}, {"actual_cost", "Actual", Align::right},
        {"expenses", "Expenses", Align::right},  {"available", "Available", Align::right}};
    const bool tells_claims = !for_people || !statement.claimed.is_zero();
    if (!for_people) { columns.push_back({"rejection", ""}); }
    if (tells_claims) { columns.push_back({"claimed", "Claimed", Align::right}); }
    tabular::TextTable table{std::move(columns)};
    for (const service::AccountLine& line : statement.lines) {
        std::vector<std::string> cells{line.declaration.text(),
                                       status(line),
                                       amount(line.invoiced, for_people),
                                       amount(line.management_fee, for_people),
                                       amount(line.provision, for_people),
                                       amount(line.actual_cost, for_people),
                                       amount(line.expenses, for_people),
                                       to_string(line.available)};
        if (!for_people) { cells.push_back(line.rejection); }
        if (tells_claims) { cells.push_back(to_string(line.claimed)); }
        table.add(std::move(cells));
    }
    return table;
}

/// The totals as a last row, for programs that read lines.
void add_totals(tabular::TextTable& table, const service::AccountStatement& statement) {
    table.add({"all", "", to_string(statement.invoiced), to_string(statement.management_fee),
               to_string(statement.provision), to_string(statement.actual_cost),
               to_string(statement.expenses), to_string(statement.available), "",
               to_string(statement.claimed)});
}

/// Why declarations were turned down: too long for a table, and what the member has to know.
void tell_rejections(const Context& context, const service::AccountStatement& statement) {
    bool any = false;
    for (const service::AccountLine& line : statement.lines) {
        if (line.rejection.empty()) { continue; }
        context.out << (any ? "" : "\n")
                    << wrapped(fmt::format("{} was rejected: {}", line.declaration.text(),
                                           line.rejection));
        any = true;
    }
}

ExitCode account(const Context& context, const std::string& code) {
    Session session = open_session(context);
    const auto statement = service::account_statement(
        session.store, session.entity().code,
        session.rules.accounts(reading_day(session, context.today)), MemberCode{code});
    if (!statement) {
        store::FactRepository facts{session.store, session.entity().code};
        throw unknown_party("member", "I501", code, codes_of(facts.members()));
    }
    const bool for_people = context.out_is_terminal && !context.json;
    tabular::TextTable lines = lines_of(*statement, for_people);
    if (!context.json && !for_people) {
        add_totals(lines, *statement);
        show(context, lines);
        return ExitCode::ok;
    }
    if (for_people) {
        context.out << fmt::format("Account of {} on {}\n\n", code, to_string(context.today));
    }
    show(
        context, "declarations", lines,
        {{"invoiced", "Invoiced, before VAT", to_string(statement->invoiced)},
         {"management_fee", "Management fee", to_string(statement->management_fee)},
         {"expenses", "Expenses", to_string(statement->expenses)},
         {"provision", "Provided for pay, without expenses", to_string(statement->provision)},
         {"provision_with_expenses", "Provided for, with expenses, as in the journal",
          to_string(statement->provision_with_expenses)},
         {"actual_cost", "Actual cost of pay, without expenses", to_string(statement->actual_cost)},
         {"net_pay", "Net pay on payslips", to_string(statement->net_pay)},
         {"withheld_for_creditors", "Withheld for creditors",
          to_string(statement->withheld_for_creditors)},
         {"to_pay", "Net pay and expenses to be paid", to_string(statement->to_pay)},
         {"claimed", "Claimed for work that was credited", to_string(statement->claimed)},
         {"available", "Available", to_string(statement->available)}});
    if (for_people) { tell_rejections(context, *statement); }
    return ExitCode::ok;
}

}  // namespace

void add_account(const Command& app, Chosen& chosen) {
    const Command command = app.command(
        "account",
        "A member's statement: invoiced, fee, provided for, actual, expenses, available");
    auto member = std::make_shared<std::string>();
    command.option("member,--member", *member, "Code of the member; `--member CODE` says the same")
        .required();
    command.calls([&chosen, member] {
        chosen.work = [member](const Context& context) { return account(context, *member); };
    });
}

}  // namespace mutua::cli
