#include "engine/service/run_payroll.hpp"

#include "engine/settlement/entries.hpp"
#include "engine/settlement/issue.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <algorithm>
#include <map>

namespace mutua::service {

namespace {

using settlement::ClosingEngagement;
using settlement::PayrollPlan;
using settlement::Payslip;
using settlement::PlannedPayslip;
using store::StoredDeclaration;

std::vector<ClosingEngagement> engagements_of(const std::vector<StoredDeclaration>& group) {
    std::vector<ClosingEngagement> list;
    for (const StoredDeclaration& stored : group) {
        require(stored.acceptance.has_value(), "an invoiced declaration was accepted");
        list.push_back({stored.declaration, *stored.acceptance});
    }
    return list;
}

PlannedPayslip planned(const Payslip& slip, const std::vector<StoredDeclaration>& group) {
    PlannedPayslip item;
    item.id = slip.id;
    item.member = slip.member.code;
    item.worker_category = slip.worker_category;
    item.payment_date = slip.payment_date;
    for (const StoredDeclaration& stored : group) {
        item.inputs.push_back({stored.declaration.code, stored.content_hash});
    }
    item.gross_pay = slip.gross_pay;
    item.employee_contributions = slip.employee_contributions;
    item.withholding_tax = slip.withholding_tax;
    item.net_pay = slip.net_pay;
    item.expenses = slip.expenses;
    item.to_pay = slip.to_pay;
    item.employer_contributions = slip.employer_contributions;
    item.employer_cost = slip.employer_cost;
    return item;
}

/// The invoiced declarations of a month that are in no payslip, by member.
std::map<MemberCode, std::vector<StoredDeclaration>> open_groups(store::Store& store,
                                                                 const EntityCode& entity,
                                                                 Month month) {
    store::DeclarationFilter filter;
    filter.status = store::DeclarationStatus::invoiced;
    filter.in_payslip = false;
    filter.month = month;
    std::map<MemberCode, std::vector<StoredDeclaration>> groups;
    for (StoredDeclaration& stored : store::FactRepository{store, entity}.declarations(filter)) {
        groups[stored.declaration.member].push_back(std::move(stored));
    }
    return groups;
}

void warn_of_open_declarations(store::Store& store, const EntityCode& entity, Month month,
                               PayrollPlan& plan) {
    for (const auto status :
         {store::DeclarationStatus::submitted, store::DeclarationStatus::accepted}) {
        store::DeclarationFilter filter;
        filter.status = status;
        filter.month = month;
        for (const StoredDeclaration& stored :
             store::FactRepository{store, entity}.declarations(filter)) {
            plan.warnings.push_back({stored.declaration.code.text(), "P301",
                                     "is only " + std::string{to_string(status)} +
                                         ": not in this payroll until it is invoiced"});
        }
    }
}

/// One batch at work: what its items share.
class Paying {
public:
    Paying(store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
           const PayrollPlan& plan)
        : facts_{store, entity.code},
          slips_{store, entity.code},
          books_{store, entity.code},
          entity_{entity},
          rules_{rules},
          plan_{plan},
          accounts_{rules.accounts(plan.issue_date)} {}

    bool is_issued(const PlannedPayslip& item) {
        return slips_.latest(item.member, plan_.month).has_value();
    }

    void find_moved(const PlannedPayslip& item, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        const auto issued = slips_.latest(item.member, plan_.month);
        if (issued && (!own || issued->run != *own)) {
            moved.push_back({item.member.text(), "has payslip " + mutua::to_string(issued->id) +
                                                     " for the month, by another plan"});
            return;
        }
        for (const settlement::PlannedInput& input : item.inputs) {
            const std::string& key = input.declaration.text();
            const auto stored = facts_.declaration(input.declaration);
            if (auto text = moved_input(input, stored)) {
                moved.push_back({key, std::move(*text)});
            } else if (stored->payslip && *stored->payslip != item.id) {
                moved.push_back({key, "is in payslip " + mutua::to_string(*stored->payslip)});
            }
        }
    }

    /// False when an earlier, interrupted run of the plan issued it.
    bool issue(const PlannedPayslip& item, const PayslipRenderer& render, RunId run) {
        if (is_issued(item)) { return false; }
        std::vector<ClosingEngagement> engagements;
        for (const settlement::PlannedInput& input : item.inputs) {
            const auto stored = facts_.declaration(input.declaration);
            require(stored && stored->acceptance, "the plan was checked against the store");
            engagements.push_back({stored->declaration, *stored->acceptance});
        }
        const auto member = facts_.member(item.member, plan_.month);
        require(member.has_value(), "a declaration's member is in the store");
        const PayslipId id = slips_.next_id();
        require(id == item.id, "payslips are numbered in the order of the plan");
        const auto slip = settlement::make_payslip(
            rules_,
            {entity_, *member, plan_.month, engagements, id, plan_.issue_date, item.payment_date});
        require(slip.has_value(), "what was planned can be computed");
        require(slip->to_pay == item.to_pay && slip->employer_cost == item.employer_cost,
                "a payslip comes to what was planned");
        slips_.add(*slip, render(*slip), run);
        for (const ledger::Entry& entry : settlement::payslip_entries(*slip, accounts_)) {
            books_.add(entry);
        }
        return true;
    }

private:
    store::FactRepository facts_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    const PayrollPlan& plan_;
    ledger::Accounts accounts_;
};

std::map<std::string, Money> totals_of(const PayrollPlan& plan) {
    std::map<std::string, Money> totals{{"gross_pay", {}}, {"employer_cost", {}}, {"to_pay", {}}};
    for (const PlannedPayslip& item : plan.items) {
        totals["gross_pay"] += item.gross_pay;
        totals["employer_cost"] += item.employer_cost;
        totals["to_pay"] += item.to_pay;
    }
    return totals;
}

/// Rows that changed, and a number series that went on without the plan.
std::vector<MovedRow> all_moved(Paying& paying, store::Store& store, const EntityCode& entity,
                                const PayrollPlan& plan, std::size_t begin, std::size_t end,
                                std::optional<RunId> own) {
    std::vector<MovedRow> moved;
    const PlannedPayslip* first_open = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
        paying.find_moved(plan.items[i], own, moved);
        if (first_open == nullptr && !paying.is_issued(plan.items[i])) {
            first_open = &plan.items[i];
        }
    }
    const PayslipId next{store::PayslipRepository{store, entity}.last_number() + 1};
    if (first_open != nullptr && next != first_open->id) {
        moved.push_back({mutua::to_string(first_open->id),
                         "is not the next payslip: that is " + mutua::to_string(next)});
    }
    return moved;
}

}  // namespace

std::optional<std::string> moved_input(const settlement::PlannedInput& input,
                                       const std::optional<StoredDeclaration>& stored) {
    if (!stored) { return "is not in the store"; }
    if (stored->content_hash != input.content_hash) {
        return "has other content: " + input.content_hash.substr(0, 12) + " was planned, " +
               stored->content_hash.substr(0, 12) + " is stored";
    }
    if (!stored->invoice) { return "is not invoiced"; }
    return std::nullopt;
}

PayrollPlan plan_payroll(store::Store& store, const cooperative::Entity& entity,
                         settlement::Rulebook& rules, Month month, Date issue_date) {
    PayrollPlan plan{entity.code,
                     month,
                     issue_date,
                     rules.identity(),
                     settlement::plan_settings(entity, rules.package()),
                     {},
                     {}};
    store::FactRepository facts{store, entity.code};
    store::PayslipRepository slips{store, entity.code};
    std::int64_t last = slips.last_number();
    for (const auto& [code, group] : open_groups(store, entity.code, month)) {
        const auto member = facts.member(code, month);
        require(member.has_value(), "a declaration's member is in the store");
        if (slips.latest(code, month)) {
            plan.warnings.push_back({code.text(), "P302",
                                     "already has a payslip for the month: `mutua payroll apply "
                                     "--corrections` makes the difference slip"});
            continue;
        }
        const auto engagements = engagements_of(group);
        const Date pay_day = settlement::payment_date(rules, engagements, issue_date);
        const auto slip = settlement::make_payslip(
            rules, {entity, *member, month, engagements, PayslipId{last + 1}, issue_date, pay_day});
        if (!slip) {
            for (const Diagnostic& why : slip.error()) {
                plan.warnings.push_back({code.text(), why.code, settlement::in_one_sentence(why)});
            }
            continue;
        }
        plan.items.push_back(planned(*slip, group));
        ++last;
    }
    if (issue_date < last_day(month)) {
        plan.warnings.push_back({mutua::to_string(month), "P303",
                                 "has not ended: work that is declared later finds its payslips "
                                 "issued, and needs difference slips"});
    }
    warn_of_open_declarations(store, entity.code, month, plan);
    return plan;
}

ApplyReport apply_payroll(store::Store& store, const cooperative::Entity& entity,
                          settlement::Rulebook& rules, const PayrollPlan& plan,
                          const std::string& plan_hash, const PayslipRenderer& render,
                          const Progress& progress) {
    Paying paying{store, entity, rules, plan};
    const Batch batch{
        "payroll",
        plan.entity,
        plan_hash,
        plan.ruleset,
        plan.settings,
        plan.issue_date,
        plan.items.size(),
        totals_of(plan),
        [&](std::size_t begin, std::size_t end, std::optional<RunId> own) {
            return all_moved(paying, store, entity.code, plan, begin, end, own);
        },
        [&](std::size_t item, RunId run) { return paying.issue(plan.items[item], render, run); }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
