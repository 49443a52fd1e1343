#include "engine/service/account.hpp"

#include "engine/settlement/entries.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

namespace mutua::service {

namespace {

/// What all slips of its month made of a declaration, expenses included; nothing before the first.
std::optional<Money> paid_cost(const std::vector<store::PayslipRow>& slips,
                               const DeclarationCode& declaration) {
    std::optional<Money> cost;
    for (const store::PayslipRow& slip : slips) {
        for (const store::PayslipShare& share : slip.shares) {
            if (share.declaration != declaration) { continue; }
            cost = cost.value_or(Money{}) + share.actual_cost;
        }
    }
    return cost;
}

AccountLine line_of(const store::StoredDeclaration& stored,
                    const std::vector<store::PayslipRow>& slips) {
    AccountLine line;
    line.declaration = stored.declaration.code;
    line.last_worked = stored.declaration.work_dates.back();
    line.description = stored.declaration.description;
    line.status = stored.status;
    line.rejection = stored.rejection.value_or("");
    line.invoice = stored.invoice;
    line.credit_note = stored.credit_note;
    line.payslip = stored.payslip;
    if (!stored.acceptance || !stored.invoice) { return line; }
    const auto paid = paid_cost(slips, line.declaration);
    if (line.credit_note) {
        line.invoiced = line.management_fee = line.expenses = line.provision = Money{};
        line.actual_cost = paid;
        return line;
    }
    line.invoiced = stored.acceptance->price;
    line.management_fee = stored.acceptance->management_fee;
    line.expenses = stored.acceptance->expenses;
    line.provision = stored.acceptance->employer_cost;
    if (paid) { line.actual_cost = *paid - stored.acceptance->expenses; }
    return line;
}

/// What the documents say is left: the books must say the same.
Money expected_available(const AccountLine& line) {
    if (!line.invoiced) { return {}; }
    return *line.invoiced - *line.management_fee - *line.expenses -
           line.actual_cost.value_or(*line.provision) + line.claimed;
}

void add(AccountStatement& statement, const AccountLine& line) {
    statement.invoiced += line.invoiced.value_or(Money{});
    statement.management_fee += line.management_fee.value_or(Money{});
    statement.expenses += line.expenses.value_or(Money{});
    statement.provision += line.provision.value_or(Money{});
    statement.provision_with_expenses +=
        line.provision.value_or(Money{}) + line.expenses.value_or(Money{});
    statement.actual_cost += line.actual_cost.value_or(Money{});
    statement.claimed += line.claimed;
    statement.available += line.available;
}

}  // namespace

std::optional<AccountStatement> account_statement(store::Store& store, const EntityCode& entity,
                                                  const ledger::Accounts& accounts,
                                                  const MemberCode& code) {
    store::FactRepository facts{store, entity};
    if (facts.member_versions(code).empty()) { return std::nullopt; }
    AccountStatement statement;
    store::PayslipFilter slip_filter;
    slip_filter.member = code;
    const auto slips = store::PayslipRepository{store, entity}.list(slip_filter);
    for (const store::PayslipRow& slip : slips) {
        statement.net_pay += slip.net_pay;
        statement.withheld_for_creditors += slip.withheld_for_creditors;
        statement.to_pay += slip.to_pay;
    }
    store::LedgerRepository books{store, entity};
    store::DeclarationFilter filter;
    filter.member = code;
    for (const store::StoredDeclaration& stored : facts.declarations(filter)) {
        AccountLine line = line_of(stored, slips);
        const std::string owner = settlement::sub_account(code, stored.declaration.code);
        // A credit is what the cooperative owes the member.
        line.available = -books.balance_of(ledger::Book::management, accounts.member, owner);
        line.claimed = books.balance_of(ledger::Book::management, accounts.member_claims, owner);
        require(line.available == expected_available(line),
                "the member's account agrees with the documents");
        add(statement, line);
        statement.lines.push_back(std::move(line));
    }
    return statement;
}

}  // namespace mutua::service
